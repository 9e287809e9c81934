// What happens next in a simulation: answers, then decisions, then what would come from outside, then time.
import type { EventOf, ProcessEvent } from "../event";
import type { Json, Variables } from "../json";
import type { Ask, Element, Question, State, Task } from "../state";

/** What to do at a node, or what its job, message or called process brings. */
export type Decision =
  | { node: string; do: "approve" | "refuse"; by?: string; comment?: string; variables?: Variables }
  | { node: string; do: "message"; variables?: Variables }
  | { node: string; do: "result"; result: Json }
  | { node: string; do: "fail"; message: string; error?: string }
  /** Lets time run on to what comes next, instead of anybody acting here. */
  | { node: string; do: "wait" };

export type People = { user?: string; group?: string; insteadOf?: string }[];
export type Next = { event: ProcessEvent; now: string; decision?: Decision };

/** One made-up person for each rule, so that a draft can be tried without a directory. */
export function standIns(ask: Ask): People {
  if (ask.from === "users") return ask.users.map((user) => ({ user }));
  if (ask.from === "groups") return ask.groups.map((group) => ({ group }));
  if (ask.from === "manager") return [{ user: `manager of ${ask.of}` }];
  if (ask.from === "departmentHead") return [{ user: `head of ${ask.department ?? `the department of ${ask.of}`}` }];
  if (ask.from === "roles") return ask.roles.map((role) => ({ user: `any ${role}` }));
  return [{ user: ask.from === "department" ? `anybody of ${ask.department}` : "whom HTTP finds" }];
}

/** Where nothing is asked. */
export function nextEvent(state: State, decisions: Decision[], now: string): Next | undefined {
  if (state.status !== "active") return undefined;
  for (const element of state.elements) {
    const event = acts(state, element, decisions);
    if (event) return { now, ...event };
  }
  return timePasses(state, decisions, now);
}

export function answerTo(question: Question, people: (ask: Ask) => People): EventOf<"answer"> {
  if (question.kind === "random") return { type: "answer", question: question.id, random: 0 };
  const found = question.asks.flatMap((ask) => {
    const given = people(ask);
    // Where persons are needed, a group without a directory stands for one of its members.
    return given.map(({ group, ...person }) => ({ rule: ask.rule, ...person, ...(group ? (question.expand ? { user: `one of ${group}` } : { group }) : {}) }));
  });
  return { type: "answer", question: question.id, people: found };
}

type Event = { event: ProcessEvent; decision?: Decision };

function acts(state: State, element: Element, decisions: Decision[]): Event | undefined {
  const decision = decisions.find((it) => it.node === element.node);
  if (decision?.do === "wait") return undefined;
  if (element.job && !element.job.waiting) return jobEnds(element, element.job, take(decisions, decision));
  const task = element.work?.kind === "decide" ? element.work.tasks.find((it) => it.status === "open") : undefined;
  if (task) return { event: decides(task, decision), ...(decision ? { decision: use(decisions, decision) } : {}) };
  const subscription = state.subscriptions.find((it) => decisions.some((given) => given.do === "message" && given.node === it.node));
  if (subscription) return messageComes(subscription, decisions);
  return element.calls && decision?.do === "result" ? childEnds(element, use(decisions, decision)) : undefined;
}

function use(decisions: Decision[], decision: Decision): Decision {
  decisions.splice(decisions.indexOf(decision), 1);
  return decision;
}
const take = (decisions: Decision[], decision: Decision | undefined) => decision && use(decisions, decision);

function decides(task: Task, decision: Decision | undefined): ProcessEvent {
  const given = decision?.do === "approve" || decision?.do === "refuse" ? decision : undefined;
  const by = given?.by ?? task.assignee ?? task.users[0] ?? "somebody";
  const actor = { user: by, groups: task.groups };
  // Where it must be claimed, it is, and done at the next turn.
  if (task.assignee === null) return { type: "claim", task: task.id, actor };
  const outcome = task.part === "before" ? "opinion" : (given?.do ?? "approve");
  const comment = given?.comment ?? (outcome === "refuse" ? "(simulated)" : undefined);
  return { type: "complete", task: task.id, actor, outcome, ...(comment ? { comment } : {}), ...(given?.variables ? { variables: given.variables } : {}) };
}

function jobEnds(element: Element, job: NonNullable<Element["job"]>, decision: Decision | undefined): Event {
  if (decision?.do !== "fail")
    return { event: { type: "jobCompleted", element: element.id, key: job.key, result: decision?.do === "result" ? decision.result : null }, decision };
  const { message, error } = decision;
  return {
    event: { type: "jobFailed", element: element.id, key: job.key, attempt: job.attempt, message, ...(error === undefined ? {} : { error }) },
    decision,
  };
}

function messageComes({ node, name, correlationKey }: State["subscriptions"][number], decisions: Decision[]): Event | undefined {
  const decision = decisions.find((it) => it.do === "message" && it.node === node);
  if (decision?.do !== "message") return undefined;
  return { event: { type: "message", name, correlationKey, variables: decision.variables ?? {} }, decision: use(decisions, decision) };
}

const childEnds = (element: Element, decision: Decision): Event => ({
  event: { type: "childEnded", element: element.id, outcome: "completed", variables: (decision.do === "result" ? decision.result : {}) as Variables },
  decision,
});

/** The clock jumps to the timer that is due first. Whoever was said to wait has then waited. */
function timePasses(state: State, decisions: Decision[], now: string): Next | undefined {
  const [timer] = state.timers.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  if (!timer) return undefined;
  const waited = decisions.find((it) => it.do === "wait" && state.elements.some((element) => element.node === it.node));
  if (waited) use(decisions, waited);
  return { now: timer.dueAt > now ? timer.dueAt : now, event: { type: "timer", timer: timer.id, generation: timer.generation } };
}
