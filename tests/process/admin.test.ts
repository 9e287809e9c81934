import { describe, expect, test } from "vitest";
import { draw, end, parallel, start, user } from "./support/draw";
import { admin, Play } from "./support/play";

describe("an admin", () => {
  const three = draw([start, user("a"), user("b"), user("c"), end], ["start -> a -> b -> c -> end"]);
  test("moves a token, with a reason; nobody else may", () => {
    const play = new Play(three);
    const jump = { type: "jump", to: "c", reason: "skip" } as const;
    expect(play.refusal({ ...jump, actor: play.actor("li.lei") })).toMatchObject({ status: 403 });
    expect(play.refusal({ ...jump, actor: admin, reason: "" })).toMatchObject({ status: 400 });
    expect(play.refusal({ ...jump, actor: admin, to: "nowhere" })).toMatchObject({ status: 400 });
    play.do({ ...jump, actor: admin });
    expect(play.at()).toEqual(["c"]);
  });
  test("says by its node which of several tokens moves", () => {
    const play = new Play(
      draw([start, parallel("f"), user("a"), user("b"), user("c"), end], ["start -> f -> a -> end", "f -> b -> end", "c -> end", "a -> c"]),
    );
    const jump = { type: "jump", actor: admin, to: "c", reason: "skip" } as const;
    expect(play.refusal(jump)).toMatchObject({ status: 400, code: "several-elements", message: "There are several tokens: say from where (a, b)." });
    expect(play.refusal({ ...jump, from: "c" })).toMatchObject({ status: 400, code: "no-element" });
    play.do({ ...jump, from: "b" });
    expect(play.at()).toEqual(["a", "c"]);
  });
  test("terminates; a creator only if the definition lets them", () => {
    expect(new Play(three).refusal({ type: "terminate", actor: { user: "li.lei" }, reason: "x" })).toMatchObject({ status: 403 });
    const play = new Play({ ...three, settings: { creatorMayTerminate: true } });
    play.do({ type: "terminate", actor: { user: "li.lei" }, reason: "x" });
    expect(play.state.status).toBe("terminated");
    expect(play.refusal({ type: "terminate", actor: admin, reason: "x" })).toMatchObject({ status: 409 });
  });
});
