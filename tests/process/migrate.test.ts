import { describe, expect, test } from "vitest";
import { Definition, migrate, replay, step } from "../../shared/process";
import { draw, end, parallel, start, user } from "./support/draw";
import { admin, Play } from "./support/play";

describe("migrating an instance", () => {
  const old = draw([start, parallel("fork"), user("a"), user("b"), parallel("join"), end], ["start -> fork -> a -> join -> end", "fork -> b -> join"]);
  const by = (to: Definition, mapping = {}) => ({ from: Definition.parse(old), to, mapping, actor: admin, reason: "v2" });

  test("goes on by the new version, and a replay from there gives the same", () => {
    const play = new Play(old);
    play.approve("a.user");
    const to = Definition.parse(
      draw(
        [start, parallel("fork"), user("a"), user("b2", { name: "b" }), parallel("join"), user("last"), end],
        ["start -> fork -> a -> join -> last -> end", "fork -> b2 -> join"],
      ),
    );
    const moved = migrate(play.state, by(to, { nodes: { b: "b2" } }), play.now);
    if (!moved.ok) throw new Error(JSON.stringify(moved.problems));
    expect(play.at()).toEqual(["b"]);
    const event = { type: "complete", task: play.task("b.user"), actor: play.actor("b.user"), outcome: "approve" } as const;
    const next = step(to, moved.state, event, play.now);
    if (!next.ok) throw new Error(next.refusal.message);
    expect(next.state.elements.map((element) => element.node)).toEqual(["last"]);
    expect(replay(to, [{ event, at: play.now }], moved.state)).toEqual(next.state);
  });

  test("that does not fit says where, and moves nothing", () => {
    const play = new Play(old);
    play.approve("a.user");
    const to = Definition.parse(draw([start, parallel("fork"), user("a"), parallel("other"), end], ["start -> fork -> a -> other -> end", "fork -> other"]));
    const moved = migrate(play.state, by(to), play.now);
    expect(moved).toMatchObject({ ok: false, problems: [{ elementId: "b" }, { elementId: "a-join" }] });
  });
});
