// Lets an event happen to the working copy; the moves that follow from it are made after.
import type { Actor, EventOf, ProcessEvent, TaskEvent } from "./event";
import { taskVerbs } from "./human/verbs";
import type { Situation, Verb } from "./human/verbs/verb";
import { instanceVerbs } from "./instance";
import { begin } from "./instance/submit";
import type { InstanceVerb } from "./instance/verb";
import { answer } from "./outside/answer";
import { childEnded } from "./outside/child";
import { jobCompleted, jobFailure } from "./outside/job";
import { message } from "./outside/message";
import { timer, timerFailed } from "./outside/timer";
import { Refused } from "./refusal";
import type { Run } from "./run/run";
import { tell } from "./run/timeline";
import type { State } from "./state";

export function startState({ instance, initiator, variables, chosen = {}, timeZone, called = false }: EventOf<"start">, now: string): State {
  return {
    format: 1,
    instance,
    status: "active",
    initiator,
    timeZone: timeZone ?? null,
    startedAt: now,
    round: 1,
    variables: structuredClone(variables),
    chosen: structuredClone(chosen),
    elements: [],
    tokens: [],
    done: {},
    questions: [],
    timers: [],
    subscriptions: [],
    incidents: [],
    messages: { kept: [], seen: [] },
    withdrawClosed: false,
    inProgress: false,
    urgedAt: null,
    called,
    burst: { entered: 0, asked: {} },
    counters: { id: 0, timeline: 0, done: 0 },
  };
}

type Outside = {
  readonly [T in "answer" | "timer" | "timerFailed" | "jobCompleted" | "jobFailed" | "message" | "childEnded"]: (run: Run, event: EventOf<T>) => void;
};
const outside: Outside = { answer, timer, timerFailed, jobCompleted, jobFailed: jobFailure, message, childEnded };

export function happen(run: Run, event: ProcessEvent): void {
  if (event.type !== "answer") run.state.burst = { entered: 0, asked: {} };
  if (event.type === "start") return void start(run, event);
  if (isOnTask(event)) return void onTask(run, event);
  // The lookups below pair each event's type with its own handler; TypeScript can't follow that.
  if (event.type in instanceVerbs) {
    const verb = instanceVerbs[event.type as keyof typeof instanceVerbs] as InstanceVerb<"cc">;
    verb.guard(run, (event as EventOf<"cc">).actor);
    return void verb.apply(run, event as EventOf<"cc">);
  }
  if (run.state.status === "active") (outside[event.type as keyof Outside] as Outside["timer"])(run, event as EventOf<"timer">);
}

function start(run: Run, { actor, instance }: EventOf<"start">): void {
  tell(run, { actor: actor.user, action: "submit", after: { instance } });
  begin(run);
}

const isOnTask = (event: ProcessEvent): event is TaskEvent => event.type in taskVerbs;

function onTask(run: Run, event: TaskEvent): void {
  const task = event.type === "removeSign" ? event.remove : event.task;
  const at = situation(run, task, event.actor);
  const verb = taskVerbs[event.type] as Verb<TaskEvent["type"]>;
  verb.guard(at);
  verb.apply(at, event);
}

/** The task with what it belongs to. One that was there once is closed; its element is gone. */
export function situation(run: Run, id: string, actor: Actor): Situation {
  for (const element of run.state.elements) {
    const task = element.work?.tasks.find((it) => it.id === id);
    if (element.work && task) return { run, element, work: element.work, task, actor };
  }
  const number = Number(/^t(\d+)$/.exec(id)?.[1] ?? Number.POSITIVE_INFINITY);
  if (number <= run.state.counters.id) throw new Refused("task-closed", "It is already done.");
  throw new Refused("no-task", "There is no such task.");
}
