// 代理 of what was open before somebody went away: who stands in for them may do it in their name, and so may they.
import { describe, expect, test } from "vitest";
import type { Actor, EventOf } from "../../shared/process";
import { draw, end, start, user } from "./support/draw";
import { Play } from "./support/play";

type UserInput = Parameters<typeof user>[1];
const people = (...users: string[]) => [{ from: "users" as const, users }];
const group = (name: string) => [{ from: "groups" as const, groups: [name] }];
const one = (more: UserInput) => draw([start, user("step", more), end], ["start -> step -> end"]);
const byWang = () => new Play(one({ participants: people("wang.fang") }));

/** Stands in for Wang Fang, who is in no group, and for Chen of HR. */
const zhao: Actor = {
  user: "zhao.min",
  standsInFor: [
    { user: "wang.fang", groups: [] },
    { user: "hr.chen", groups: ["hr"] },
  ],
};
const yes = (play: Play, actor = zhao): EventOf<"complete"> => ({ type: "complete", task: play.tasks()[0]?.id ?? "", actor, outcome: "approve" });
const last = (play: Play, action: string) => play.timeline().findLast((entry) => entry.action === action);

describe("whoever stands in", () => {
  test("decides in the name of who is away, and of nobody else", () => {
    const play = byWang();
    expect(play.allowedTo(zhao).tasks[0]?.actions).toEqual(expect.arrayContaining(["complete", "transfer", "return"]));
    play.do(yes(play));
    expect(last(play, "approve")).toMatchObject({ actor: "zhao.min", onBehalfOf: "wang.fang" });
    expect(play.state).toMatchObject({ status: "completed", done: { step: { handlers: ["zhao.min"] } } });
    const other = new Play(one({ participants: people("fin.wu") }));
    expect(other.refusal(yes(other))).toMatchObject({ status: 403, code: "not-handler" });
    expect(other.allowedTo(zhao).tasks).toEqual([]);
  });

  test("has it once they began with it; before that the other one has it, too", () => {
    const play = byWang();
    play.do({ type: "addSign", task: play.task("wang.fang"), actor: zhao, place: "beside", users: ["fin.wu"] });
    expect(last(play, "add-sign-beside")).toMatchObject({ actor: "zhao.min", onBehalfOf: "wang.fang" });
    expect(play.refusal(yes(play, play.actor("wang.fang")))).toMatchObject({ status: 409, code: "claimed-by-other", holder: "zhao.min" });
    expect(play.todo("zhao.min")).toEqual(["step"]);
    const still = byWang();
    still.approve("wang.fang");
    expect(last(still, "approve")?.onBehalfOf).toBeUndefined();
  });

  test("takes what is offered to a group of theirs", () => {
    const play = new Play(one({ participants: group("hr"), mode: { type: "claim" } }));
    const task = play.task("hr.liu");
    expect(play.refusal({ ...yes(play) })).toMatchObject({ code: "claim-first" });
    play.do({ type: "claim", task, actor: zhao });
    expect(last(play, "claim")).toMatchObject({ actor: "zhao.min", onBehalfOf: "hr.chen" });
    expect(play.refusal({ type: "claim", task, actor: play.actor("hr.liu") })).toMatchObject({ code: "claimed-by-other", holder: "zhao.min" });
  });

  test("gives two votes where they have one of their own", () => {
    const play = new Play(one({ participants: people("wang.fang", "zhao.min"), mode: { type: "all" } }));
    const [theirs, own] = play.tasks();
    play.do({ type: "complete", task: own?.id ?? "", actor: zhao, outcome: "approve" });
    expect(last(play, "approve")?.onBehalfOf).toBeUndefined();
    play.do({ type: "complete", task: theirs?.id ?? "", actor: zhao, outcome: "approve" });
    expect(last(play, "approve")?.onBehalfOf).toBe("wang.fang");
    expect(play.state.status).toBe("completed");
  });

  test("can't get round the ban on self-approval, on either side", () => {
    const rules = { banSelfApproval: true };
    const forSelf = new Play(one({ participants: people("wang.fang"), rules }), { initiator: "zhao.min" });
    expect(forSelf.refusal(yes(forSelf))).toMatchObject({ status: 403, code: "self-approval" });
    const forChen = new Play(one({ participants: group("hr"), rules }), { initiator: "hr.chen" });
    expect(forChen.refusal(yes(forChen))).toMatchObject({ status: 403, code: "not-handler" });
  });

  test("does not submit what only its creator may", () => {
    const play = new Play(one({ participants: people("fin.wu") }), { initiator: "wang.fang" });
    play.do({ type: "return", task: play.task("fin.wu"), actor: play.actor("fin.wu"), mode: "rerun", reason: "x" });
    expect(play.allowedTo(zhao)).toMatchObject({ tasks: [] });
    expect(play.refusal({ type: "submit", actor: zhao })).toMatchObject({ status: 403 });
  });
});
