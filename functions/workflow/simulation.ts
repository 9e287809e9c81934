// A dry run of a definition with the tenant's real people: nothing is written.
import type * as z from "zod";
import type { UserActor } from "../../shared/contract/actor";
import { findPublishedForm, validateForm } from "../../shared/contract/form";
import { Problem } from "../../shared/contract/problem";
import type { SimulationReply } from "../../shared/contract/simulation";
import {
  type Answered,
  type Ask,
  type Asking,
  type Definition,
  type EventOf,
  graphOf,
  type SimulatedDecision,
  type SimulateOptions,
  type Simulation,
  simulating,
  type Variables,
} from "../../shared/process";
import type { Means } from "../kit/endpoint";
import { answer } from "./instance/people";

type Asks = Pick<Means, "ask">;

/** As they would be stored: with what the form computes. Throws `invalid-input`, each error with its place, or that the form takes no work. */
export async function takenBy({ ask }: Asks, actor: UserActor, formId: string | null, data: Variables): Promise<Variables> {
  if (formId === null) return data;
  const { version } = await ask("form", findPublishedForm, actor, { body: { formId } });
  const checked = await ask("form", validateForm, actor, { body: { formId, version, data } });
  if (checked.data) return checked.data as Variables; // a form keeps JSON
  throw new Problem("invalid-input", "The form does not take these data.", {
    errors: checked.errors.map((error) => ({ ...error, path: `/body/data${error.path}` })),
  });
}

/** In the place of whom the initiator has yet to choose. */
export const notChosen = "not chosen yet";
const byHttp = "whom HTTP finds";

export type Ran = Simulation & { words: Words };
/** The rules by which people were found, in identity's words, by node and rule. */
type Words = ReadonlyMap<string, Record<string, string>>;

type ToSimulate = { definition: Definition; data: Variables; decisions?: readonly SimulatedDecision[]; options: Omit<SimulateOptions, "people"> };

export async function simulated(means: Asks, tenantId: string, { definition, data, decisions = [], options }: ToSimulate): Promise<Ran> {
  const words = new Map<string, Record<string, string>>();
  const running = simulating(definition, data, decisions, options);
  let told = running.next();
  while (!told.done) {
    const { node } = told.value;
    const found = await answered(means, tenantId, told.value);
    words.set(node, { ...words.get(node), ...found.words });
    told = running.next(found.event);
  }
  return { ...told.value, words };
}

/** Who is found by identity; words stand for whom only the real run can find. The first one is the one at random. */
async function answered(means: Asks, tenantId: string, { question }: Asking): Promise<{ event: EventOf<"answer">; words?: Record<string, string> }> {
  if (question.kind === "random") return { event: { type: "answer", question: question.id, random: 0 } };
  const open = (asked: Ask) => asked.from === "http" || isNotChosen(asked);
  const asks = question.asks.filter((asked) => !open(asked));
  const { answers, words } = asks.length > 0 ? await answer(means, tenantId, [{ ...question, asks }]) : { answers: [], words: [] };
  const found = answers.flatMap((event) => ("people" in event ? event.people : []));
  const standIns = question.asks.filter(open).map((asked): Answered => ({ rule: asked.rule, user: isNotChosen(asked) ? notChosen : byHttp }));
  return { event: { type: "answer", question: question.id, people: [...found, ...standIns] }, words: words[0] };
}

const isNotChosen = (asked: Ask) => asked.from === "users" && asked.users[0] === notChosen;

type Asked = Omit<z.output<typeof SimulationReply>["asked"][number], "at">;

export function askedIn(definition: Definition, { node, users, groups, insteadOf, found, flow }: Ran["asked"][number], words: Words): Asked {
  const rule = words.get(node)?.[String(found.rule)] ?? found.from;
  const condition = (flow && graphOf(definition).flows.get(flow)?.condition) ?? null;
  return {
    node,
    nodeName: nodeName(definition, node),
    users,
    groups,
    insteadOf,
    why: { from: found.from, rule, because: found.because ?? null, flow, condition },
  };
}

export const nodeName = (definition: Definition, node: string) => graphOf(definition).nodes.get(node)?.name || node;

export const stopsIn = (definition: Definition, { incidents }: Simulation) =>
  incidents.map(({ node, code, message, reason = null }) => ({ node, nodeName: nodeName(definition, node), code, message, reason }));
