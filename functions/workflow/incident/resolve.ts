import type * as z from "zod";
import type { UserActor } from "../../../shared/contract/actor";
import { type Incident, resolveIncident } from "../../../shared/contract/incident";
import { Problem } from "../../../shared/contract/problem";
import { date } from "../../kit/clock";
import { endpoint, type Means } from "../../kit/endpoint";
import { nudgeLater, payNow } from "../../kit/owed";
import { act } from "../instance/act";
import { computedFrom } from "../instance/form";
import { findIncident } from "./queries";
import { retryCall, skipCall } from "./settle";

type Wish = NonNullable<z.output<typeof resolveIncident.body>>;

export const resolve = endpoint(resolveIncident, async ({ actor, params, body = {}, ...means }) => {
  const found = await findIncident(means.db, actor.tenantId, params.id);
  if (!found) throw new Problem("not-found", "There is no such incident.");
  if (found.incident.resolvedAt) throw resolved();
  if (found.key === null) return settle(means, actor, found.incident, body);
  await takeUp(means, actor, { instanceId: found.incident.instanceId, key: found.key }, body);
  return (await findIncident(means.db, actor.tenantId, params.id))?.incident ?? found.incident;
});

const resolved = () => new Problem("illegal-transition", "This incident is resolved already.");
const misplaced = (field: keyof Wish, message: string) => new Problem("invalid-input", message, { errors: [{ path: `/body/${field}`, message }] });

function takeUp(means: Means, actor: UserActor, { instanceId, key }: { instanceId: string; key: string }, { variables, comment, skip }: Wish) {
  if (skip) throw misplaced("skip", "Only a refused call can be skipped; a process is taken up again, or moved by a jump.");
  return act(means, {
    tenantId: actor.tenantId,
    instanceId,
    actor,
    event: async (instance, who) => {
      if (!instance.state.incidents.some(({ id }) => id === key)) throw resolved();
      const corrected = variables && { ...(await computedFrom(means, instance, variables)), ...variables };
      return { type: "resolveIncident", actor: who, incident: key, ...(corrected && { variables: corrected }), ...(comment && { comment }) };
    },
  });
}

/** A call that is refused again stays an incident, with what is said now. */
async function settle(means: Means, { tenantId, userId }: UserActor, incident: Incident, { variables, skip }: Wish): Promise<Incident> {
  if (variables) throw misplaced("variables", "A refused call has no data to correct: change what its receiver refuses, or skip it.");
  await nudgeLater("workflowWork");
  const settled = { resolvedAt: date().toISOString(), resolvedBy: userId };
  const done = skip ? await skipCall(means.db, tenantId, { ...incident, ...settled }) : await retryCall(means.db, tenantId, incident.id);
  if (!done) throw resolved();
  // What waited behind it goes on too.
  await payNow(means, [incident.instanceId], "workflowWork");
  const left = skip ? undefined : await findIncident(means.db, tenantId, incident.id);
  return left?.incident ?? { ...incident, ...settled };
}
