import { describe, expect, test } from "vitest";
import { draw, end, start, user } from "./support/draw";
import { admin, Play } from "./support/play";

const one = draw([start, user("a"), end], ["start -> a -> end"]);
const reopen = { type: "reopen", reason: "It came back" } as const;

describe("reopening", () => {
  test("what is over begins a new round, on the same data, for its creator or an admin", () => {
    const play = new Play(one, { data: { days: 2 } });
    expect(play.refusal({ ...reopen, actor: admin })).toMatchObject({ status: 409 });
    play.approve("a.user");
    expect(play.refusal({ ...reopen, actor: play.actor("a.user") })).toMatchObject({ status: 403, code: "not-creator" });
    expect(play.allowed("li.lei").instance).toContain("reopen");

    play.do({ ...reopen, actor: play.actor("li.lei") });
    expect(play.state).toMatchObject({ status: "active", round: 2, variables: { days: 2 }, done: {} });
    expect(play.todo("a.user")).toEqual(["a"]);
    expect(play.timeline().at(-2)).toMatchObject({ action: "reopen", actor: "li.lei", before: "completed", comment: "It came back", round: 2 });
    expect(play.effects).toContainEqual({ type: "ticketState", state: "open" });
    play.approve("a.user");
    play.do({ ...reopen, actor: admin });
    expect(play.state).toMatchObject({ status: "active", round: 3 });
  });

  test("what was terminated, or rests with its creator, can be reopened by the creator or an admin", () => {
    const terminated = new Play(one);
    terminated.do({ type: "terminate", actor: admin, reason: "x" });
    terminated.do({ ...reopen, actor: terminated.actor("li.lei") });
    expect(terminated.at()).toEqual(["a"]);

    for (const who of [admin, terminated.actor("li.lei")]) {
      const rejected = new Play(one);
      rejected.refuse("a.user");
      expect(rejected.refusal({ ...reopen, actor: rejected.actor("a.user") })).toMatchObject({ status: 403 });
      rejected.do({ ...reopen, actor: who });
      expect(rejected.state).toMatchObject({ status: "active", round: 2 });
    }
  });

  test("is nothing for what another process called", () => {
    const child = new Play(one, { called: true });
    child.approve("a.user");
    expect(child.refusal({ ...reopen, actor: admin })).toMatchObject({ status: 409 });
  });
});

test("what the form computes is written along with a decision, though nobody may write it", () => {
  const play = new Play(draw([start, user("a", { fields: { items: "optional" } }), end], ["start -> a -> end"]), { data: { items: [1], total: 1 } });
  const task = play.task("a.user");
  const written = { type: "complete" as const, task, actor: play.actor("a.user"), outcome: "approve" as const, variables: { items: [1, 2] } };
  expect(play.refusal({ ...written, variables: { items: [1, 2], total: 3 } })).toMatchObject({ code: "fields-not-allowed", fields: ["total"] });
  play.do({ ...written, computed: { total: 3 } });
  expect(play.state.variables).toEqual({ items: [1, 2], total: 3 });
  expect(play.timeline().find(({ action }) => action === "approve")).toMatchObject({ before: { items: [1], total: 1 }, after: { items: [1, 2], total: 3 } });
});
