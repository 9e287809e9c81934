// A dry run on the code of the real one, with a clock of its own: the way, who would be asked and why, the timers. It makes nothing.
import type { Definition } from "./definition";
import type { Effect, TimelineEntry } from "./effect";
import type { EventOf, ProcessEvent, Recorded } from "./event";
import type { Variables } from "./json";
import type { Refusal } from "./refusal";
import { answerTo, type Decision, type Next, nextEvent, type People, standIns } from "./simulate/next-event";
import type { Ask, Found, Incident, Question, State, Status, Timer } from "./state";
import { step } from "./step";

export type Simulation = {
  status: Status;
  /** Nodes in the order in which tokens came to them. */
  path: string[];
  flows: string[];
  /** `flow`: by which the token came, where it came by one. */
  asked: { node: string; users: string[]; groups: string[]; insteadOf: Record<string, string>; found: Found; flow: string | null; at: string }[];
  timers: { node: string; purpose: Timer["purpose"]; setAt: string; dueAt: string }[];
  incidents: Incident[];
  timeline: TimelineEntry[];
  variables: Variables;
  /** The part of all flows that was taken, 0 to 1. */
  coverage: number;
  /** What it waits for at the end: a decision, a message or the like that was not given. */
  waitsFor: string[];
  /** The decision that could not be taken, and why. */
  refused?: { decision: Decision; refusal: Refusal };
  /** What happened, for a replay. */
  events: Recorded[];
};

export type SimulateOptions = {
  /** Where the virtual clock starts. */
  now: string;
  timeZone?: string;
  initiator?: string;
  chosen?: Record<string, string[]>;
  /** Who is found; by default a stand-in named after each rule. */
  people?: (ask: Ask) => People;
};

/** Steps that one simulation may take. */
const mostSteps = 2_000;

/** `decisions` are used one by one, each at the first task of its node; without one a task is approved. Time runs to the next timer when nothing else can happen. */
export function simulate(definition: Definition, data: Variables, decisions: readonly Decision[], options: SimulateOptions): Simulation {
  const running = simulating(definition, data, decisions, options);
  let told = running.next();
  while (!told.done) told = running.next(answerTo(told.value.question, options.people ?? standIns));
  return told.value;
}

export type Asking = { question: Question; node: string };

/** The same where somebody else must be asked: gives each question, and goes on with the answer. */
export function* simulating(
  definition: Definition,
  data: Variables,
  decisions: readonly Decision[],
  options: Omit<SimulateOptions, "people">,
): Generator<Asking, Simulation, EventOf<"answer">> {
  const left = [...decisions];
  const seen: Seen = { path: [], flows: [], asked: [], timers: [], timeline: [], events: [], cameBy: new Map() };
  let state: State | null = null;
  let next: Next | undefined = { event: startOf(data, options), now: options.now };
  for (let steps = 0; next && steps < mostSteps; steps++) {
    const { event, now, decision }: Next = next;
    const stepped = step(definition, state, event, now);
    if (!stepped.ok) return { ...report(definition, seen, state, data), ...(decision ? { refused: { decision, refusal: stepped.refusal } } : {}) };
    state = stepped.state;
    seen.events.push({ event, at: now });
    note(seen, stepped.effects, now);
    const question = state.status === "active" ? (stepped.needs[0] ?? state.questions[0]) : undefined;
    next = question ? { now, event: yield { question, node: nodeOf(state, question) } } : nextEvent(state, left, now);
  }
  return report(definition, seen, state, data);
}

const nodeOf = ({ elements }: State, { element }: Question) => elements.find(({ id }) => id === element)?.node ?? "";

type Seen = Pick<Simulation, "path" | "flows" | "asked" | "timers" | "timeline" | "events"> & { cameBy: Map<string, string> };

function startOf(variables: Variables, { initiator = "initiator", chosen, timeZone }: SimulateOptions): ProcessEvent {
  const more = { ...(chosen ? { chosen } : {}), ...(timeZone ? { timeZone } : {}) };
  return { type: "start", actor: { user: initiator }, instance: "simulation", initiator, variables, ...more };
}

function note(seen: Seen, effects: readonly Effect[], now: string): void {
  for (const effect of effects) {
    if (effect.type === "path" && effect.flow) {
      seen.flows.push(effect.flow);
      seen.cameBy.set(effect.node, effect.flow);
    } else if (effect.type === "path") seen.path.push(effect.node);
    else if (effect.type === "setTimer") seen.timers.push({ node: effect.timer.node, purpose: effect.timer.purpose, setAt: now, dueAt: effect.timer.dueAt });
    else if (effect.type === "timeline") seen.timeline.push(effect.entry);
    else if (effect.type === "openTask") {
      const { assignee, users, groups, insteadOf, found, node } = effect.task;
      const flow = seen.cameBy.get(node) ?? null;
      seen.asked.push({ node, users: assignee ? [assignee] : users, groups: assignee ? [] : groups, insteadOf, found, flow, at: now });
    }
  }
}

function report(definition: Definition, { cameBy: _, ...seen }: Seen, state: State | null, data: Variables): Simulation {
  const taken = new Set(seen.flows);
  return {
    ...seen,
    status: state?.status ?? "failed",
    incidents: state?.incidents ?? [],
    variables: state?.variables ?? data,
    coverage: definition.flows.length === 0 ? 1 : definition.flows.filter((flow) => taken.has(flow.id)).length / definition.flows.length,
    waitsFor: state ? waitsFor(state) : [],
  };
}

const waitsFor = ({ elements, status }: State): string[] => (status === "active" ? [...new Set(elements.map((element) => element.node))] : []);
