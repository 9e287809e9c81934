import type * as z from "zod";
import type { UserActor } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { type SimulationReply, simulateWorkflow } from "../../shared/contract/simulation";
import type { Definition, TimelineEntry, Variables } from "../../shared/process";
import { date } from "../kit/clock";
import { endpoint, type Means } from "../kit/endpoint";
import { versionOf } from "./instance/load";
import { readWorkflow } from "./queries";
import { problemsOf } from "./readiness";
import { askedIn, nodeName, type Ran, simulated, stopsIn, takenBy } from "./simulation";

export const simulate = endpoint(simulateWorkflow, async ({ actor, params, body, db, ask }) => {
  const { formId, definition } = await wanted({ db, ask }, actor, params.id, body.version);
  const data = await takenWherePublished({ ask }, actor, formId, body.data);
  const { now = date().toISOString(), initiator = actor.userId, chosen } = body;
  const options = { now: new Date(now).toISOString(), initiator, ...(chosen && { chosen }) };
  const ran = await simulated({ ask }, actor.tenantId, { definition, data, decisions: body.decisions, options });
  return replyOf(definition, ran);
});

type Wanted = { formId: string | null; definition: Definition };

/** Only what could be published can be run: a draft with faults is refused as publishing it would be. */
async function wanted({ db, ask }: Pick<Means, "db" | "ask">, actor: UserActor, id: string, version: number | undefined): Promise<Wanted> {
  if (version !== undefined) return versionOf(db, actor.tenantId, id, version);
  const draft = await readWorkflow(db, actor, id);
  const errors = (await problemsOf(draft, actor, { ask })).filter(({ path }) => path !== "/formId");
  if (errors.length > 0) throw new Problem("invalid-input", "The draft can't run as it is.", { errors });
  return draft;
}

/** A form that takes no work yet has no say in it. */
async function takenWherePublished(means: Pick<Means, "ask">, actor: UserActor, formId: string | null, data: Variables): Promise<Variables> {
  try {
    return await takenBy(means, actor, formId, data);
  } catch (error) {
    if (error instanceof Problem && (error.code === "not-published" || error.code === "not-found")) return data;
    throw error;
  }
}

function replyOf(definition: Definition, ran: Ran): z.input<typeof SimulationReply> {
  const { status, path, flows, asked, timers, timeline, variables, coverage, waitsFor, refused, words } = ran;
  return {
    ...{ status, path, flows, timers, variables, coverage, waitsFor },
    asked: asked.map((one) => ({ ...askedIn(definition, one, words), at: one.at })),
    incidents: stopsIn(definition, ran),
    timeline: timeline.map((entry) => lineOf(definition, entry)),
    refused: refused ? { decision: refused.decision, code: refused.refusal.code, message: refused.refusal.message } : null,
  };
}

const lineOf = (definition: Definition, { sequence: _, round: __, task: ___, ...entry }: TimelineEntry) => ({
  ...entry,
  ...(entry.node && { nodeName: nodeName(definition, entry.node) }),
});
