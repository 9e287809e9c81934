import type * as z from "zod";
import type { UserActor } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { type SimulationReply, simulateWorkflow } from "../../shared/contract/simulation";
import type { Definition, TimelineEntry, Variables } from "../../shared/process";
import { date } from "../kit/clock";
import { endpoint, type Means } from "../kit/endpoint";
import { versionOf } from "./instance/load";
import { zoneOf } from "./instance/zone";
import { readWorkflow } from "./queries";
import { problemsOf } from "./readiness";
import { askedIn, nodeName, type Ran, simulated, stopsIn, takenBy } from "./simulation";

export const simulate = endpoint(simulateWorkflow, async ({ actor, params, body, db, ask }) => {
  const { formId, definition } = await wanted({ db, ask }, actor, params.id, body);
  mustKnowNodes(definition, body.decisions);
  const data = await takenWherePublished({ ask }, actor, formId, body.data);
  const { now = date().toISOString(), initiator = actor.userId, chosen } = body;
  const timeZone = await zoneOf({ ask }, actor.tenantId, definition, initiator);
  const options = { now: new Date(now).toISOString(), initiator, ...(timeZone && { timeZone }), ...(chosen && { chosen }) };
  const ran = await simulated({ ask }, actor.tenantId, { definition, data, decisions: body.decisions, options });
  return replyOf(definition, ran);
});

type Sent = z.output<typeof simulateWorkflow.body>;
type Wanted = { formId: string | null; definition: Definition };

/** Only what could be published can be run: a draft with faults is refused as publishing it would be. */
async function wanted({ db, ask }: Pick<Means, "db" | "ask">, actor: UserActor, id: string, { version, definition }: Sent): Promise<Wanted> {
  if (version !== undefined) return versionOf(db, actor.tenantId, id, version);
  const saved = await readWorkflow(db, actor, id);
  const draft = definition ? { ...saved, steps: null, definition } : saved;
  const found = (await problemsOf(draft, actor, { ask })).filter(({ path }) => path !== "/formId");
  const errors = definition ? found.map((error) => ({ ...error, path: `/body${error.path}` })) : found;
  if (errors.length > 0) throw new Problem("invalid-input", `The ${definition ? "definition" : "draft"} can't run as it is.`, { errors });
  return draft;
}

/** A decision at no node of it would never be taken, and nobody would hear of it. */
function mustKnowNodes({ nodes }: Definition, decisions: Sent["decisions"]): void {
  const known = new Set(nodes.map(({ id }) => id));
  const errors = decisions.flatMap(({ node }, i) =>
    known.has(node) ? [] : [{ path: `/body/decisions/${i}/node`, code: "no-node", message: `The process has no element "${node}".` }],
  );
  if (errors.length > 0) throw new Problem("invalid-input", "Some decisions are at no node of this process.", { errors });
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
