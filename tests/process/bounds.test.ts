import { expect, test } from "vitest";
import { draw, line, pass, start, user } from "./support/draw";
import { admin, Play } from "./support/play";

test("a loop that waits for nothing is an incident, not a hang", () => {
  const play = new Play(draw([start, pass("a"), pass("b")], ["start -> a -> b -> a"]));
  expect(play.state.incidents).toMatchObject([{ code: "too-many-steps" }]);
});

test("a state over 512 KiB is refused, and nothing happens", () => {
  const play = new Play(line(user("a")));
  expect(play.refusal({ type: "setVariables", actor: admin, variables: { x: "字".repeat(180_000) } })).toMatchObject({ status: 413 });
});

test("a loop in which everybody need not be asked is an incident, not an endless asking", () => {
  const again = user("again", { participants: [{ from: "initiator" }], rules: { initiator: "skip" } });
  expect(new Play(draw([start, again], ["start -> again -> again"])).state.incidents).toMatchObject([{ code: "too-many-steps" }]);
  const each = user("each", { participants: [{ from: "initiator" }], rules: { initiator: "skip" }, loop: { type: "multiInstance", collection: "[1, 2]" } });
  expect(new Play(draw([start, each], ["start -> each -> each"])).state.incidents).toMatchObject([{ code: "too-many-steps" }]);
});
