import { describe, expect, test } from "vitest";
import type { DefinitionInput } from "../../shared/process";
import { draw, end, start, user } from "./support/draw";
import { admin, Play } from "./support/play";

const expense: DefinitionInput = draw(
  [
    start,
    user("lead", { participants: [{ from: "users", users: ["wang.fang"] }] }),
    user("finance", { participants: [{ from: "groups", groups: ["finance"] }], fields: { invoice: "optional" } }),
    end,
  ],
  ["start -> lead -> finance -> end"],
);

describe("an expense with every verb", () => {
  test("goes through all hands as people expect", () => {
    const play = new Play(expense, { data: { amount: 3260.5 } });
    const lilei = play.actor("li.lei");
    play.do({ type: "withdraw", actor: lilei });
    expect(play.state.status).toBe("withdrawn");
    expect(play.todo("wang.fang")).toEqual([]);

    play.do({ type: "submit", actor: lilei, variables: { amount: 3260.5 } });
    const lead = play.task("wang.fang");
    expect(play.refusal({ type: "transfer", task: lead, actor: play.actor("wang.fang"), to: "zhao.min", reason: "" })).toMatchObject({
      status: 400,
      code: "reason-missing",
    });
    play.do({ type: "transfer", task: lead, actor: play.actor("wang.fang"), to: "zhao.min", reason: "出差" });
    expect(play.refusal({ type: "complete", task: lead, actor: play.actor("wang.fang"), outcome: "approve" })).toMatchObject({
      status: 409,
      code: "handed-over",
    });

    play.do({ type: "addSign", task: lead, actor: play.actor("zhao.min"), place: "before", users: ["sec.he"] });
    expect(play.refusal({ type: "complete", task: lead, actor: play.actor("zhao.min"), outcome: "approve" })).toMatchObject({ status: 409, code: "task-held" });
    const opinion = play.task("sec.he");
    expect(play.refusal({ type: "complete", task: lead, actor: play.actor("sec.he"), outcome: "approve" })).toMatchObject({ status: 403 });
    expect(play.refusal({ type: "complete", task: opinion, actor: play.actor("sec.he"), outcome: "approve" })).toMatchObject({
      status: 409,
      code: "opinion-only",
    });
    play.complete("sec.he", "opinion", { comment: "没问题" });

    play.approve("zhao.min", { after: ["fin.wu"] });
    expect(play.todo("fin.wu")).toEqual(["lead"]);
    play.approve("fin.wu");
    expect(play.todo("fin.zheng")).toEqual(["finance"]);

    const finance = play.task("fin.qian");
    play.do({ type: "claim", task: finance, actor: play.actor("fin.qian") });
    expect(play.refusal({ type: "claim", task: finance, actor: play.actor("fin.wu") })).toMatchObject({ status: 409, holder: "fin.qian" });
    play.do({ type: "delegate", task: finance, actor: play.actor("fin.qian"), to: "fin.zheng" });
    expect(play.refusal({ type: "complete", task: finance, actor: play.actor("fin.qian"), outcome: "approve" })).toMatchObject({
      status: 409,
      code: "delegated",
    });
    play.approve("fin.zheng");
    expect(play.state.status).toBe("active");
    expect(play.todo("fin.qian")).toEqual(["finance"]);

    play.do({ type: "urge", actor: lilei });
    expect(play.refusal({ type: "urge", actor: lilei })).toMatchObject({ status: 429 });
    play.pass({ minutes: 31 });
    expect(play.refusal({ type: "urge", actor: lilei })).toBeUndefined();
    expect(play.refusal({ type: "withdraw", actor: lilei })).toMatchObject({ status: 409, code: "too-late" });

    play.do({ type: "return", task: finance, actor: play.actor("fin.qian"), mode: "straight", reason: "缺发票" });
    expect(play.todo("li.lei")).toEqual(["start"]);
    expect(play.todo("fin.qian")).toEqual([]);
    play.do({ type: "submit", actor: lilei, variables: { invoice: "inv-1" } });
    expect(play.tasks()).toMatchObject([{ node: "finance", assignee: "fin.qian" }]);
    play.do({ type: "cc", actor: play.actor("fin.qian"), users: ["zhao.min"] });
    play.approve("fin.qian");
    expect(play.state.status).toBe("completed");
    expect(play.entered("lead")).toBe(2);
    expect(play.actions()).toEqual([
      "submit",
      "withdraw",
      "submit",
      "transfer",
      "add-sign-before",
      "opinion",
      "approve",
      "add-sign-after",
      "approve",
      "claim",
      "delegate",
      "delegate-return",
      "urge",
      "return",
      "submit",
      "cc",
      "approve",
      "finish",
    ]);
    expect(play.timeline().map((entry) => entry.sequence)).toEqual(play.timeline().map((_, i) => i + 1));
  });

  test("a stand-in acts on behalf of whoever is away, and the timeline says for whom", () => {
    const play = new Play(expense, { absent: { "wang.fang": "zhao.min" } });
    play.approve("zhao.min");
    expect(play.timeline().find((entry) => entry.action === "approve")).toMatchObject({ actor: "zhao.min", onBehalfOf: "wang.fang" });
  });
});

const three = draw([start, user("a"), user("b"), user("c"), end], ["start -> a -> b -> c -> end"]);

describe("returning", () => {
  test("to a step runs the steps between again", () => {
    const play = new Play(three);
    play.approve("a.user");
    play.approve("b.user");
    expect(play.allowed("c.user").tasks[0]?.returnTo).toEqual([
      { node: "a", modes: ["rerun", "straight"] },
      { node: "b", modes: ["rerun", "straight"] },
    ]);
    play.do({ type: "return", task: play.task("c.user"), actor: play.actor("c.user"), to: "a", mode: "rerun", reason: "again" });
    for (const who of ["a.user", "b.user", "c.user"]) play.approve(who);
    expect(play.state.status).toBe("completed");
  });

  test("straight comes back to whoever returned it, and to no other step", () => {
    const play = new Play(three);
    play.approve("a.user");
    play.approve("b.user");
    play.do({ type: "return", task: play.task("c.user"), actor: play.actor("c.user"), to: "a", mode: "straight", reason: "check" });
    expect([play.todo("a.user"), play.todo("b.user"), play.todo("c.user")]).toEqual([["a"], [], []]);
    play.approve("a.user");
    expect([play.todo("b.user"), play.todo("c.user")]).toEqual([[], ["c"]]);
    play.approve("c.user");
    expect(play.state.status).toBe("completed");
  });

  test("can run again from a step that it came straight back from before", () => {
    const play = new Play(three);
    const back = (mode: "rerun" | "straight") =>
      play.do({ type: "return", task: play.task("c.user"), actor: play.actor("c.user"), to: "a", mode, reason: "check" });
    play.approve("a.user");
    play.approve("b.user");
    for (const mode of ["straight", "straight"] as const) {
      back(mode);
      play.approve("a.user");
    }
    expect(play.allowed("c.user").tasks[0]?.returnTo).toEqual(["a", "b"].map((node) => ({ node, modes: ["rerun", "straight"] })));
    back("rerun");
    expect([play.todo("a.user"), play.todo("b.user"), play.todo("c.user")]).toEqual([["a"], [], []]);
    for (const who of ["a.user", "b.user", "c.user"]) play.approve(who);
    expect(play.state.status).toBe("completed");
  });

  test("what is with its creator is nobody's to decide: not now for them, never for others", () => {
    const play = new Play(three);
    play.do({ type: "return", task: play.task("a.user"), actor: play.actor("a.user"), mode: "rerun", reason: "check" });
    const task = play.task("li.lei");
    for (const verb of [
      { type: "complete", outcome: "approve" },
      { type: "transfer", to: "b.user", reason: "x" },
      { type: "delegate", to: "b.user" },
      { type: "addSign", place: "before", users: ["b.user"] },
      { type: "return", mode: "rerun", reason: "x" },
    ] as const) {
      expect(play.refusal({ ...verb, task, actor: play.actor("li.lei") })).toMatchObject({ status: 409, code: "to-be-submitted" });
      expect(play.refusal({ ...verb, task, actor: play.actor("a.user") })).toMatchObject({ status: 403, code: "not-handler" });
    }
  });

  test("needs a reason, and a step that was done", () => {
    const play = new Play(three);
    play.approve("a.user");
    const back = { type: "return", task: play.task("b.user"), actor: play.actor("b.user"), mode: "rerun" } as const;
    expect(play.refusal({ ...back, reason: " " })).toMatchObject({ code: "reason-missing" });
    expect(play.refusal({ ...back, to: "c", reason: "x" })).toMatchObject({ status: 409, code: "not-done" });
    expect(play.refusal({ ...back, to: "end", reason: "x" })).toMatchObject({ status: 400, code: "target-not-allowed" });
    expect(play.refusal({ ...back, to: "nowhere", reason: "x" })).toMatchObject({ status: 400, code: "no-node" });
    expect(play.refusal({ type: "jump", actor: admin, to: "nowhere", reason: "x" })).toMatchObject({ status: 400, code: "no-node" });
    expect(play.refusal({ type: "jump", actor: admin, element: "none", to: "c", reason: "x" })).toMatchObject({ status: 400, code: "no-element" });
  });

  const forked = draw(
    [
      start,
      user("first"),
      { id: "fork", type: "parallelGateway" },
      user("a"),
      user("a2"),
      user("b"),
      { id: "join", type: "parallelGateway" },
      user("last"),
      end,
    ],
    ["start -> first -> fork -> a -> a2 -> join -> last -> end", "fork -> b -> join"],
  );

  test("within a branch leaves the other branch alone", () => {
    const play = new Play(forked);
    for (const who of ["first.user", "a.user", "b.user"]) play.approve(who);
    play.do({ type: "return", task: play.task("a2.user"), actor: play.actor("a2.user"), to: "a", mode: "rerun", reason: "x" });
    for (const who of ["a.user", "a2.user", "last.user"]) play.approve(who);
    expect(play.state.status).toBe("completed");
  });

  test("to before the fork takes back both branches, so the join gets one pair", () => {
    const play = new Play(forked);
    for (const who of ["first.user", "a.user", "b.user"]) play.approve(who);
    play.do({ type: "return", task: play.task("a2.user"), actor: play.actor("a2.user"), to: "first", mode: "rerun", reason: "x" });
    expect(play.state.tokens).toEqual([]);
    for (const who of ["first.user", "a.user", "a2.user", "b.user"]) play.approve(who);
    expect(play.at()).toEqual(["last"]);
  });

  test("after the join can't run one of its branches again, which would wait for the other for ever; but it can ask it straight", () => {
    const play = new Play(forked);
    for (const who of ["first.user", "a.user", "a2.user", "b.user"]) play.approve(who);
    expect(play.allowed("last.user").tasks[0]?.returnTo).toEqual([
      { node: "first", modes: ["rerun", "straight"] },
      { node: "a", modes: ["straight"] },
      { node: "a2", modes: ["straight"] },
      { node: "b", modes: ["straight"] },
    ]);
  });

  test("to the creator ends every branch; submitting begins anew", () => {
    const play = new Play(forked);
    play.approve("first.user");
    play.do({ type: "return", task: play.task("a.user"), actor: play.actor("a.user"), mode: "rerun", reason: "x" });
    expect(play.at()).toEqual(["start"]);
    expect(play.refusal({ type: "complete", task: play.task("li.lei"), actor: play.actor("li.lei"), outcome: "approve" })).toBeDefined();
    expect(play.refusal({ type: "submit", actor: play.actor("b.user") })).toMatchObject({ status: 403 });
    play.do({ type: "submit", actor: play.actor("li.lei") });
    expect(play.at()).toEqual(["first"]);
    expect(play.state.round).toBe(2);
  });
});

describe("taking back", () => {
  test("works while the next has not acted, and only for whoever was last", () => {
    const play = new Play(three);
    play.approve("a.user");
    expect(play.refusal({ type: "takeBack", actor: play.actor("li.lei"), node: "a" })).toMatchObject({ status: 403 });
    expect(play.allowed("a.user").takeBack).toEqual(["a"]);
    play.do({ type: "takeBack", actor: play.actor("a.user"), node: "a" });
    expect([play.todo("a.user"), play.todo("b.user")]).toEqual([["a"], []]);
    play.approve("a.user");
    play.approve("b.user");
    expect(play.refusal({ type: "takeBack", actor: play.actor("a.user"), node: "a" })).toMatchObject({ status: 409, code: "too-late" });
    expect(play.allowed("b.user").takeBack).toEqual(["b"]);
  });

  test("is too late once the next claimed, asked others or handed it on", () => {
    const play = new Play(three);
    play.approve("a.user");
    play.do({ type: "addSign", task: play.task("b.user"), actor: play.actor("b.user"), place: "before", users: ["x"] });
    expect(play.refusal({ type: "takeBack", actor: play.actor("a.user"), node: "a" })).toMatchObject({ status: 409 });
  });

  test("is too late also once a member of the one group that was asked claimed it, until they give it back", () => {
    const play = new Play(expense);
    play.approve("wang.fang");
    const takeBack = { type: "takeBack", actor: play.actor("wang.fang"), node: "lead" } as const;
    const [task, qian] = [play.task("fin.qian"), play.actor("fin.qian")];
    play.do({ type: "claim", task, actor: qian });
    expect(play.refusal(takeBack)).toMatchObject({ status: 409, code: "too-late" });
    play.do({ type: "unclaim", task, actor: qian });
    play.do(takeBack);
    expect(play.at()).toEqual(["lead"]);
  });
});

describe("withdrawing", () => {
  test.each([
    ["until a node was reached", { type: "node", node: "c" } as const, ["a.user"], ["b.user"]],
    ["until the end", { type: "end" } as const, ["a.user", "b.user"], []],
  ])("%s", (_, withdrawUntil, before, after) => {
    const play = new Play({ ...three, settings: { withdrawUntil } });
    const withdraw = { type: "withdraw", actor: play.actor("li.lei") } as const;
    for (const who of before) play.approve(who);
    expect(play.refusal(withdraw)).toBeUndefined();
    for (const who of after) play.approve(who);
    if (after.length > 0) expect(play.refusal(withdraw)).toMatchObject({ status: 409 });
  });

  test("is for the creator, and ends every task, timer and message that it waits for", () => {
    const timed = user("b", { timeout: { after: "PT1H" } });
    const edge = { id: "edge", type: "boundaryEvent" as const, attachedTo: "b", eventDefinition: { type: "message" as const, name: "m" } };
    const play = new Play(draw([start, timed, edge, end], ["start -> b -> end", "edge -> end"]));
    expect(play.refusal({ type: "withdraw", actor: play.actor("b.user") })).toMatchObject({ status: 403 });
    play.do({ type: "withdraw", actor: play.actor("li.lei"), reason: "mistake" });
    expect(play.state).toMatchObject({ status: "withdrawn", elements: [], timers: [], subscriptions: [], incidents: [] });
    expect(play.effects.map((effect) => effect.type)).toEqual(expect.arrayContaining(["closeTask", "cancelTimer", "unsubscribe"]));
    expect(play.effects).toContainEqual({ type: "ticketState", state: "withdrawn" });
  });
});
