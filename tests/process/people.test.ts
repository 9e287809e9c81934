import { describe, expect, test } from "vitest";
import type { DefinitionInput } from "../../shared/process";
import { draw, end, exclusive, start, user } from "./support/draw";
import { Play } from "./support/play";

type UserInput = Parameters<typeof user>[1];
const people = (...users: string[]) => [{ from: "users" as const, users }];
const one = (more: UserInput): DefinitionInput => draw([start, user("step", more), end], ["start -> step -> end"]);

describe("who is asked", () => {
  test("nobody found: an incident, which finds people once it can", () => {
    const play = new Play(one({ participants: [{ from: "field", field: "boss" }] }));
    expect(play.state.incidents).toMatchObject([{ code: "nobody-found", node: "step" }]);
    play.do({ type: "resolveIncident", actor: { user: "admin", admin: true }, incident: play.state.incidents[0]?.id ?? "", variables: { boss: "p" } });
    expect(play.todo("p")).toEqual(["step"]);
  });
  test.each([
    [{ type: "pass" } as const, []],
    [{ type: "admin" } as const, ["admin"]],
    [{ type: "user", user: "x" } as const, ["x"]],
  ])("nobody found, and the rule says %o", (nobody, asked) => {
    const play = new Play(one({ participants: [{ from: "groups", groups: ["none"] }], rules: { nobody } }));
    expect(play.tasks().map((task) => task.assignee)).toEqual(asked);
    expect(play.state.status).toBe(asked.length > 0 ? "active" : "completed");
  });
  test("the initiator who is to approve is skipped, or asked, or banned", () => {
    const self = (rules: NonNullable<UserInput>["rules"]) => new Play(one({ participants: people("li.lei"), rules }));
    expect(self({ initiator: "skip" }).state.status).toBe("completed");
    expect(self({}).todo("li.lei")).toEqual(["step"]);
    expect(self({ banSelfApproval: true }).state.incidents).toMatchObject([{ code: "nobody-found" }]);
  });
  test("a ban on self-approval holds whichever way the task comes", () => {
    const play = new Play(one({ participants: [{ from: "groups", groups: ["hr"] }], rules: { banSelfApproval: true } }), { initiator: "hr.chen" });
    const task = play.task("hr.liu");
    expect(play.refusal({ type: "claim", task, actor: play.actor("hr.chen") })).toMatchObject({ status: 403, code: "self-approval" });
    expect(play.refusal({ type: "complete", task, actor: play.actor("hr.chen"), outcome: "approve" })).toMatchObject({ status: 403, code: "self-approval" });
    expect(play.refusal({ type: "transfer", task, actor: play.actor("hr.liu"), to: "hr.chen", reason: "x" })).toMatchObject({
      status: 403,
      code: "self-approval",
    });
  });
  test.each([
    ["once", ["completed"]],
    ["consecutive", ["c"]],
    ["always", ["b", "c"]],
  ] as const)("the same approver again, asked %s", (sameApprover, rest) => {
    const by = (id: string, who: string) => user(id, { participants: people(who), rules: { sameApprover } });
    const play = new Play(draw([start, by("a", "p"), by("b", "p"), by("x", "q"), by("c", "p"), end], ["start -> a -> b -> x -> c -> end"]));
    const asked: string[] = [];
    play.approve("p");
    while (play.state.status === "active") {
      const [task] = play.tasks();
      if (task?.assignee === "p") asked.push(task.node);
      play.approve(task?.assignee ?? "");
    }
    expect(asked.length > 0 ? asked : [play.state.status]).toEqual(rest);
  });
  const asGroup = (...names: string[]) => [{ from: "groups" as const, groups: names }];
  test("of a group that is nobody but the initiator, the rules say the same as of the initiator", () => {
    const self = (rules: NonNullable<UserInput>["rules"], more: string[] = []) => new Play(one({ participants: asGroup("alone", ...more), rules }));
    expect(self({}).todo("li.lei")).toEqual(["step"]);
    expect(self({ initiator: "skip" }).state.status).toBe("completed");
    expect(self({ initiator: "superior" }).tasks()).toMatchObject([{ assignee: "wang.fang", groups: [], found: { because: "approver-is-initiator" } }]);
    expect(self({ banSelfApproval: true }).state.incidents).toMatchObject([{ code: "nobody-found" }]);
    expect(self({ banSelfApproval: true, nobody: { type: "admin" } }).todo("admin")).toEqual(["step"]);
    expect(self({ initiator: "superior" }, ["hr"]).tasks()).toMatchObject([{ users: ["wang.fang"], groups: ["hr"] }]);
  });
  test("a group in which the initiator is not alone is asked, but for them", () => {
    const play = new Play(one({ participants: asGroup("hr"), rules: { initiator: "superior" } }), { initiator: "hr.chen" });
    expect(play.tasks()).toMatchObject([{ groups: ["hr"], users: [], barred: "hr.chen" }]);
  });
  test.each([
    ["once", "completed"],
    ["always", "active"],
  ] as const)("a group with somebody who approved before, asked %s", (sameApprover, status) => {
    const again = user("again", { participants: asGroup("hr"), rules: { sameApprover } });
    const play = new Play(draw([start, user("first", { participants: people("hr.liu") }), again, end], ["start -> first -> again -> end"]));
    play.approve("hr.liu");
    expect(play.state.status).toBe(status);
  });
  test("chosen by the initiator, a form field, whoever handled another step", () => {
    const nodes = [
      start,
      user("a", { participants: [{ from: "chosen" }] }),
      user("b", { participants: [{ from: "field", field: "buddy" }] }),
      user("c", { participants: [{ from: "handler", node: "a" }] }),
      end,
    ];
    const play = new Play(draw(nodes, ["start -> a -> b -> c -> end"]), { chosen: { a: ["p"] }, data: { buddy: ["q"] } });
    for (const who of ["p", "q", "p"]) play.approve(who);
    expect(play.state.status).toBe("completed");
  });
});

describe("fields", () => {
  test("that may only be read are refused, those that are required must be there", () => {
    const play = new Play(one({ participants: people("p"), fields: { budget: "required", note: "optional", amount: "readonly", secret: "hidden" } }), {
      data: { amount: 1 },
    });
    const complete = { type: "complete", task: play.task("p"), actor: play.actor("p"), outcome: "approve" } as const;
    expect(play.refusal(complete)).toMatchObject({ status: 400, code: "fields-missing", fields: ["budget"] });
    expect(play.refusal({ ...complete, variables: { amount: 2, secret: 1, other: 1, budget: 5 } })).toMatchObject({
      code: "fields-not-allowed",
      fields: ["amount", "secret", "other"],
    });
    play.do({ ...complete, variables: { budget: 5 } });
    expect(play.state.variables).toMatchObject({ budget: 5, amount: 1 });
    expect(play.timeline().find((entry) => entry.action === "approve")).toMatchObject({ before: { budget: null }, after: { budget: 5 } });
  });
});

describe("a refusal", () => {
  const refusedWith = (onRefusal: "return" | "continue") =>
    new Play(
      draw(
        [start, user("step", { participants: people("p"), onRefusal, resultVariable: "result" }), exclusive("by", "by-end"), user("sorry"), end],
        ["start -> step -> by", 'by -[result = "refused"]> sorry', "by -> end", "sorry -> end"],
      ),
    );
  test("may go back to the creator", () => {
    const play = refusedWith("return");
    play.refuse("p");
    expect(play.todo("li.lei")).toEqual(["start"]);
  });
  test("may go on, and a gateway reads it", () => {
    const play = refusedWith("continue");
    play.refuse("p");
    expect(play.at()).toEqual(["sorry"]);
  });
});

describe("超时", () => {
  const timed = (action: "approve" | "refuse" | "escalate" | "nothing", reminders = 2) =>
    new Play(one({ participants: people("li.lei", "p"), mode: { type: "all" }, timeout: { after: "P1D", reminders, action } }));
  test("reminds so often, then approves for those who did not", () => {
    const play = timed("approve");
    play.pass({ days: 2 });
    expect(play.actions().filter((action) => action === "remind")).toHaveLength(2);
    expect(play.state.status).toBe("active");
    play.pass({ days: 1 });
    expect(play.state.status).toBe("completed");
  });
  test("or refuses", () => {
    const play = timed("refuse", 0);
    play.pass({ days: 1 });
    expect(play.state.status).toBe("rejected");
  });
  test("or hands each task to the superior; with nobody there, an incident", () => {
    const play = timed("escalate", 0);
    play.pass({ days: 1 });
    expect(play.todo("wang.fang")).toEqual(["step"]);
    const alone = new Play(one({ participants: people("p"), timeout: { after: "P1D", action: "escalate" } }));
    alone.pass({ days: 1 });
    expect(alone.state.incidents).toMatchObject([{ code: "nobody-found" }]);
    expect(alone.todo("p")).toEqual(["step"]);
  });
  test("after as long as the form says, or an incident where it says no duration", () => {
    const after = '=if urgent then "PT1H" else later';
    const within = (data: { urgent: boolean; later?: string }) => new Play(one({ participants: people("p"), timeout: { after, action: "approve" } }), { data });
    const play = within({ urgent: true });
    play.pass({ minutes: 59 });
    expect(play.state.status).toBe("active");
    play.pass({ minutes: 1 });
    expect(play.state.status).toBe("completed");
    expect(within({ urgent: false, later: "soon" }).state.incidents).toMatchObject([
      { code: "bad-timer", message: '"soon" is no duration that a timer can wait for.' },
    ]);
  });
  test("a timer that is late, early or doubled changes nothing", () => {
    const play = timed("approve", 0);
    const [timer] = play.state.timers;
    const event = { type: "timer", timer: timer?.id ?? "", generation: 1 } as const;
    const before = play.state;
    play.do(event);
    expect(play.state).toBe(before);
    play.do({ ...event, generation: 2 });
    expect(play.state).toBe(before);
  });
});

describe("people whom another system names", () => {
  const asked = (play: Play) =>
    play.effects.flatMap((effect) => (effect.type === "job" && effect.input.kind === "people" ? [{ ...effect, input: effect.input }] : []));
  const fail = (play: Play, job: { element: string; key: string }) =>
    play.do({ type: "jobFailed", element: job.element, key: job.key, attempt: 1, message: "It answered 404.", final: true });
  const resolve = (play: Play) => play.do({ type: "resolveIncident", actor: { user: "admin", admin: true }, incident: play.state.incidents[0]?.id ?? "" });
  const fromOutside = [{ from: "http" as const, url: "https://hr.test/approvers" }];

  test("and can't be had: nobody is passed over, but an incident says why, and its resolution asks again", () => {
    const play = new Play(one({ participants: [...people("p"), ...fromOutside], rules: { nobody: { type: "pass" } } }));
    const [first] = asked(play);
    if (!first) throw new Error("nobody was asked");
    fail(play, first);
    expect([play.state.status, play.tasks(), play.state.questions]).toEqual(["active", [], []]);
    expect(play.state.incidents).toMatchObject([{ code: "job-failed", node: "step", message: "It answered 404." }]);
    const stood = play.state;
    fail(play, first);
    play.do({ type: "answer", question: first.input.question, people: [{ rule: 1, user: "late" }] });
    expect(play.state).toBe(stood);

    resolve(play);
    const [, second] = asked(play);
    expect([second?.key === first.key, play.state.incidents]).toEqual([false, []]);
    play.do({ type: "answer", question: second?.input.question ?? "", people: [{ rule: 1, user: "q" }] });
    expect(play.todo("q")).toEqual(["step"]);
  });

  test("for an escalation, and can't be had: whoever has it keeps it", () => {
    const play = new Play(one({ participants: people("p"), timeout: { after: "P1D", action: "escalate", escalateTo: fromOutside } }));
    play.pass({ days: 1 });
    const [job] = asked(play);
    fail(play, job ?? { element: "", key: "" });
    expect(play.state.incidents).toMatchObject([{ code: "job-failed", node: "step" }]);
    expect(play.todo("p")).toEqual(["step"]);
    resolve(play);
    play.do({ type: "answer", question: asked(play)[1]?.input.question ?? "", people: [{ rule: "escalation", user: "boss" }] });
    expect(play.todo("boss")).toEqual(["step"]);
  });
});
