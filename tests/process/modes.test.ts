import { describe, expect, test } from "vitest";
import type { Actor, DefinitionInput } from "../../shared/process";
import { draw, end, start, user } from "./support/draw";
import { Play } from "./support/play";

type UserInput = Parameters<typeof user>[1];
const people = (...users: string[]) => [{ from: "users" as const, users }];
const one = (more: UserInput): DefinitionInput => draw([start, user("step", more), end], ["start -> step -> end"]);
const committee = (mode: NonNullable<UserInput>["mode"], more: UserInput = {}) => new Play(one({ mode, participants: people("p", "q", "r"), ...more }));

describe("或签: the first decision counts", () => {
  test("and a refusal counts as well", () => {
    const play = committee({ type: "any" });
    play.refuse("q");
    expect(play.state.status).toBe("rejected");
  });
});

describe("会签: all must agree", () => {
  test("so nothing goes on before the last", () => {
    const play = committee({ type: "all" });
    play.approve("p");
    play.approve("r");
    expect(play.state.status).toBe("active");
    play.approve("q");
    expect(play.state.status).toBe("completed");
  });
  test("one refusal refuses at once, and the others' tasks vanish", () => {
    const play = committee({ type: "all" });
    play.refuse("p");
    expect(play.state.status).toBe("rejected");
    expect(play.effects.filter((effect) => effect.type === "closeTask")).toHaveLength(3);
  });
  test("or all are heard first", () => {
    const play = committee({ type: "all", onRefusal: "wait" });
    play.refuse("p");
    play.approve("q");
    expect(play.state.status).toBe("active");
    play.approve("r");
    expect(play.state.status).toBe("rejected");
  });
  test("nobody votes twice", () => {
    const play = committee({ type: "all" });
    const task = play.task("p");
    play.approve("p");
    expect(play.refusal({ type: "complete", task, actor: play.actor("p"), outcome: "approve" })).toMatchObject({ status: 409, code: "task-closed" });
    expect(play.refusal({ type: "complete", task: play.task("q"), actor: play.actor("p"), outcome: "approve" })).toMatchObject({ status: 403 });
    expect(play.refusal({ type: "transfer", task: play.task("q"), actor: play.actor("q"), to: "p", reason: "x" })).toMatchObject({
      status: 409,
      code: "already-takes-part",
    });
  });
});

describe("票签: decided as soon as it is certain", () => {
  test("passes at the second yes of two of three", () => {
    const play = committee({ type: "vote", count: 2 });
    play.approve("p");
    play.refuse("q");
    expect(play.todo("r")).toEqual(["step"]);
    play.approve("r");
    expect(play.state.status).toBe("completed");
  });
  test("is refused at the second no, and no vote is lost", () => {
    const play = committee({ type: "vote", count: 2 });
    play.approve("p");
    play.refuse("q");
    play.refuse("r");
    expect(play.state.status).toBe("rejected");
    expect(play.actions()).toEqual(["submit", "approve", "refuse", "refuse"]);
  });
  test.each([
    [50, 2],
    [66, 2],
    [67, 3],
    [100, 3],
    [1, 1],
  ])("%s %% of three are %s", (percent, needed) => {
    const play = committee({ type: "vote", percent });
    for (const who of ["p", "q", "r"].slice(0, needed - 1)) play.approve(who);
    expect(play.state.status).toBe("active");
    play.approve(["p", "q", "r"][needed - 1] ?? "");
    expect(play.state.status).toBe("completed");
  });
  test("with fewer people than votes is an incident, never a quiet yes", () => {
    expect(committee({ type: "vote", count: 4 }).state.incidents).toMatchObject([{ code: "not-enough-people" }]);
  });
});

describe("依次: one after another", () => {
  test("each in turn", () => {
    const play = committee({ type: "sequence" });
    const later = play.state.elements[0]?.work?.tasks[1]?.id ?? "";
    expect(play.refusal({ type: "complete", task: later, actor: play.actor("q"), outcome: "approve" })).toMatchObject({ code: "task-waiting" });
    for (const who of ["p", "q", "r"]) {
      expect(play.tasks().map((task) => task.assignee)).toEqual([who]);
      play.approve(who);
    }
    expect(play.state.status).toBe("completed");
  });
  test("ends at a refusal", () => {
    const play = committee({ type: "sequence" });
    play.approve("p");
    play.refuse("q");
    expect(play.state.status).toBe("rejected");
  });
});

test("随机: one of them, and a replay picks the same", () => {
  const play = new Play(one({ mode: { type: "random" }, participants: people("p", "q", "r") }), { random: 0.5 });
  expect(play.tasks().map((task) => task.assignee)).toEqual(["q"]);
});

describe("主动接单: claimed first", () => {
  test("by exactly one, who may give it back", () => {
    const play = new Play(one({ mode: { type: "claim" }, participants: [{ from: "groups", groups: ["it"] }] }));
    const task = play.task("it.sun");
    expect(play.refusal({ type: "complete", task, actor: play.actor("it.sun"), outcome: "approve" })).toMatchObject({ code: "claim-first" });
    expect(play.refusal({ type: "claim", task, actor: play.actor("hr.chen") })).toMatchObject({ status: 403 });
    play.do({ type: "claim", task, actor: play.actor("it.sun") });
    expect(play.refusal({ type: "claim", task, actor: play.actor("it.zhou") })).toMatchObject({ status: 409, holder: "it.sun" });
    expect(play.refusal({ type: "unclaim", task, actor: play.actor("it.zhou") })).toMatchObject({ status: 403 });
    play.do({ type: "unclaim", task, actor: play.actor("it.sun") });
    for (const [who, status] of [["it.sun", 409] as const, ["hr.chen", 403] as const])
      expect(play.refusal({ type: "unclaim", task, actor: play.actor(who) })).toMatchObject({ status });
    play.do({ type: "claim", task, actor: play.actor("it.zhou") });
    play.approve("it.zhou");
    expect(play.state.status).toBe("completed");
  });
});

describe("加签", () => {
  test("beside me in a 会签 is one more vote, and the step ends with the last", () => {
    const play = committee({ type: "all" });
    play.do({ type: "addSign", task: play.task("p"), actor: play.actor("p"), place: "beside", users: ["s"] });
    for (const who of ["p", "q", "r"]) play.approve(who);
    expect(play.state.status).toBe("active");
    play.approve("s");
    expect(play.state.status).toBe("completed");
  });
  test("beside me in a 或签 decides with me", () => {
    const play = committee({ type: "any" });
    const task = play.task("p");
    play.do({ type: "addSign", task, actor: play.actor("p"), place: "beside", users: ["s"] });
    play.approve("p");
    expect(play.state.status).toBe("active");
    play.approve("s");
    expect(play.state.status).toBe("completed");
  });
  test("after me comes once I agreed; a refusal there refuses", () => {
    const play = committee({ type: "all" });
    play.do({ type: "addSign", task: play.task("p"), actor: play.actor("p"), place: "after", users: ["s"] });
    expect(play.todo("s")).toEqual([]);
    play.approve("p");
    expect(play.todo("s")).toEqual(["step"]);
    play.refuse("s");
    expect(play.state.status).toBe("rejected");
  });
  test("everybody who is added is told, not only the last", () => {
    const play = committee({ type: "all" });
    const effects = play.do({ type: "addSign", task: play.task("p"), actor: play.actor("p"), place: "beside", users: ["s", "t", "u"] });
    expect(effects.flatMap((effect) => (effect.type === "notify" ? effect.notification.users : []))).toEqual(["s", "t", "u"]);
  });
  test("several before me: I wait for all; one who is removed is not waited for", () => {
    const play = committee({ type: "all" });
    const mine = play.task("p");
    play.do({ type: "addSign", task: mine, actor: play.actor("p"), place: "before", users: ["s", "t"] });
    play.complete("s", "opinion");
    expect(play.todo("p")).toEqual([]);
    const theirs = play.task("t");
    play.do({ type: "removeSign", task: mine, remove: theirs, actor: play.actor("p") });
    expect(play.todo("p")).toEqual(["step"]);
    const late = play.refusal({ type: "complete", task: theirs, actor: play.actor("t"), outcome: "opinion" });
    expect(late).toMatchObject({ status: 409, code: "task-closed", message: "It is not asked for any more." });
  });
});

describe("减签", () => {
  test("removes who has not voted, never the last, and finishes what is certain then", () => {
    const play = committee({ type: "all" });
    play.approve("p");
    const remove = (who: string) => ({ type: "removeSign", task: play.task(who), remove: play.task(who), actor: { user: "admin", admin: true } }) as const;
    play.do(remove("q"));
    expect(play.state.status).toBe("active");
    play.do(remove("r"));
    expect(play.state.status).toBe("completed");
    const alone = new Play(one({ participants: people("p") }));
    const last = (actor: Actor) => alone.refusal({ type: "removeSign", task: alone.task("p"), remove: alone.task("p"), actor });
    for (const actor of [{ user: "admin", admin: true }, alone.actor("p")]) expect(last(actor)).toMatchObject({ status: 409, code: "last-person" });
    expect(last(alone.actor("x"))).toMatchObject({ status: 403 });
  });
});
