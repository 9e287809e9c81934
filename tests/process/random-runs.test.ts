import fc from "fast-check";
import { expect, test } from "vitest";
import { type Answered, allowedActions, Definition, type ProcessEvent, type Question, type Recorded, replay, type State, step } from "../../shared/process";
import { isAlive } from "./support/alive";
import { people, processOf, sketches } from "./support/random-process";

/** Whatever may be done to an instance, sensible or not; `dice` picks the details. */
function anything(state: State, dice: number): ProcessEvent {
  const pick = <T>(of: readonly T[], salt: number): T | undefined => of[Math.floor(dice / salt) % Math.max(1, of.length)];
  const actor = { user: pick(people, 3) ?? "p", admin: dice % 5 === 0, groups: dice % 2 ? ["g"] : [] };
  const tasks = state.elements.flatMap((element) => element.work?.tasks ?? []);
  const open = tasks.filter((task) => task.status === "open");
  const mine = pick(open, 7) ?? pick(tasks, 7);
  const handler = mine ? { user: mine.assignee ?? mine.users[0] ?? "p", groups: mine.groups, admin: actor.admin } : actor;
  const task = mine?.id ?? "t0";
  const element = pick(state.elements, 11);
  const node = pick(Object.keys(state.done), 13) ?? "n1";
  const by = dice % 4 === 0 ? actor : handler;
  const job = state.elements.find((it) => it.job);
  const child = state.elements.find((it) => it.calls);
  const timer = state.timers.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))[0];
  const events: ProcessEvent[] = [
    { type: "complete", task, actor: by, outcome: "approve" },
    { type: "complete", task, actor: by, outcome: "approve", after: ["s"] },
    { type: "complete", task, actor: by, outcome: mine?.part === "before" ? "opinion" : "refuse", comment: "no" },
    { type: "claim", task, actor: by },
    { type: "unclaim", task, actor: by },
    { type: "transfer", task, actor: by, to: pick(["s", "t", ...people], 17) ?? "s", reason: "x" },
    { type: "delegate", task, actor: by, to: pick(["s", "t", ...people], 17) ?? "s" },
    { type: "addSign", task, actor: by, place: pick(["before", "after", "beside"] as const, 19) ?? "before", users: [pick(["s", "t", "u", "v"], 23) ?? "s"] },
    { type: "removeSign", task, remove: pick(tasks, 29)?.id ?? task, actor: by },
    { type: "return", task, actor: by, mode: pick(["rerun", "straight"] as const, 31) ?? "rerun", reason: "x" },
    { type: "return", task, actor: by, to: node, mode: pick(["rerun", "straight"] as const, 31) ?? "rerun", reason: "x" },
    { type: "submit", actor: { user: "me" }, variables: { x: dice % 3 } },
    { type: "submit", actor: { user: "me" } },
    { type: "takeBack", actor: { user: state.done[node]?.last ?? "p" }, node },
    { type: "jump", actor: { user: "admin", admin: true }, ...(element ? { element: element.id } : {}), to: `n${dice % 9}`, reason: "x" },
    {
      type: "resolveIncident",
      actor: { user: "admin", admin: true },
      incident: pick(state.incidents, 37)?.id ?? "i0",
      variables: { x: 2, who: "p", soon: "PT1M", missing: 3 },
    },
    { type: "setVariables", actor: { user: "admin", admin: true }, variables: { x: dice % 4, soon: "PT5M" } },
    {
      type: "message",
      name: pick(["m", "n"], 41) ?? "m",
      correlationKey: "",
      variables: { a: 1 },
      ...(dice % 3 ? { expiresAt: "2027-01-01T00:00:00.000Z" } : {}),
      messageId: String(dice % 30),
    },
    { type: "jobCompleted", element: job?.id ?? "e0", key: job?.job?.key ?? "", result: 1 },
    {
      type: "jobFailed",
      element: job?.id ?? "e0",
      key: job?.job?.key ?? "",
      attempt: job?.job?.attempt ?? 1,
      message: "x",
      ...(dice % 3 ? {} : { error: "E" }),
    },
    { type: "childEnded", element: child?.id ?? "e0", outcome: dice % 3 ? "completed" : "failed", ...(dice % 2 ? { error: "E" } : {}), variables: { x: 1 } },
    { type: "timer", timer: timer?.id ?? "w0", generation: timer?.generation ?? 1 },
    { type: dice % 4 ? "timer" : "timerFailed", timer: timer?.id ?? "w0", generation: timer?.generation ?? 1, message: "x" },
    { type: "withdraw", actor: { user: "me" } },
    { type: "urge", actor: { user: "me" } },
  ];
  return pick(events, 1) as ProcessEvent;
}

function answer(question: Question, dice: number): ProcessEvent {
  if (question.kind === "random") return { type: "answer", question: question.id, random: (dice % 100) / 100 };
  const found = question.asks.flatMap((ask): Answered[] => {
    if (ask.from === "users") return ask.users.map((user) => ({ rule: ask.rule, user }));
    if (ask.from === "groups" && !question.expand)
      return [{ rule: ask.rule, group: "g", ...(question.about && { has: question.about.slice(0, dice % 2), hasOthers: dice % 3 > 0 }) }];
    return dice % 3 === 0 ? [] : ["p", "me", "q"].slice(0, 1 + (dice % 3)).map((user) => ({ rule: ask.rule, user }));
  });
  return { type: "answer", question: question.id, people: found };
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(Object.freeze(value))) freeze(part);
  return value;
}

test("whatever the process and whatever happens: done, waiting for something with a name, or an incident; and a replay is the same", () => {
  let taken = 0;
  const seen = new Set<string>();
  fc.assert(
    fc.property(sketches, fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 40 }), (sketch, dice) => {
      const definition = Definition.parse(processOf(sketch));
      const events: Recorded[] = [];
      let state: State | null = null;
      let now = "2026-01-01T00:00:00.000Z";
      const take = (event: ProcessEvent): Question[] => {
        const stepped = step(definition, state, event, now);
        if (!stepped.ok) return [];
        events.push({ event, at: now });
        taken += 1;
        state = freeze(stepped.state);
        return stepped.needs;
      };
      const settle = (needs: Question[], salt: number) => {
        for (let i = 0; needs.length > 0 && i < 300; i++) needs = take(answer(needs[0] as Question, salt + i));
        expect(needs).toEqual([]);
      };
      settle(take({ type: "start", actor: { user: "me" }, instance: "i", initiator: "me", variables: { x: 1, soon: "PT2M" } }), 1);
      for (const die of dice) {
        const current = state as State | null;
        if (!current || current.incidents.some((incident) => incident.code === "too-many-steps")) break;
        const event = anything(current, die);
        if (event.type === "timer" || event.type === "timerFailed")
          now = [now, current.timers.find((timer) => timer.id === event.timer)?.dueAt ?? now].sort().at(-1) ?? now;
        settle(take(event), die);
        const after = state as State | null;
        if (after && !isAlive(definition, after)) throw new Error(`stuck after ${JSON.stringify(event)}: ${JSON.stringify(after)}`);
        if (after) seen.add(after.status);
        if (after) allowedActions(definition, after, { user: "p", groups: ["g"] }, now);
      }
      const last = state as State | null;
      expect(JSON.parse(JSON.stringify(last)), "plain JSON").toEqual(last);
      expect(replay(definition, events)).toEqual(last);
    }),
    { numRuns: Number(process.env.RUNS ?? 300) },
  );
  expect(taken).toBeGreaterThan(500);
  expect([...seen]).toEqual(expect.arrayContaining(["active", "completed", "rejected", "withdrawn"]));
});
