// What the ticket domain asks of a ticket's process.
import type { Actor } from "../../../shared/contract/actor";
import { findProcessActions, type ProcessActions, ProcessVerb, reopenInstance } from "../../../shared/contract/process";
import { type AllowedOnTask, absentFor, allowedActions, isOffered, type Actor as Who } from "../../../shared/process";
import type { Database } from "../../db";
import { date } from "../../kit/clock";
import { endpoint } from "../../kit/endpoint";
import { pathOf } from "../task/show";
import { act } from "./act";
import { uuidOf } from "./ids";
import { findInstance, type StoredInstance } from "./load";
import { whoActs } from "./people";
import { hiddenFrom } from "./seen";
import { verbsOf } from "./show";

export const actions = endpoint(findProcessActions, async ({ actor, body, db, ask }) => {
  const instance = await findInstance(db, actor.tenantId, { instanceId: body.ticketId });
  if (!instance) return null;
  const [first, ...called] = await Promise.all(
    [instance, ...(await calledBy(db, instance))].map(async (one) => actionsOn(one, actor, await whoActs({ ask }, actor, one))),
  );
  if (!first) return null;
  return { ...first, tasks: [first, ...called].flatMap(({ tasks }) => tasks), hidden: [...new Set([first, ...called].flatMap(({ hidden }) => hidden))] };
});

function actionsOn(instance: StoredInstance, actor: Actor, who: Who): ProcessActions {
  const allowed = allowedActions(instance.definition, instance.state, who, date().toISOString());
  const known = new Set<string>(ProcessVerb.options);
  return {
    instance: verbsOf(allowed, instance).filter((verb): verb is ProcessVerb => known.has(verb)),
    tasks: allowed.tasks
      .filter((task) => isOwn(instance, task, who))
      .map(({ task, node, actions }) => ({ taskId: uuidOf(instance.id, task), node, actions: actions.map((action) => pathOf[action]) })),
    takeBack: allowed.takeBack,
    hidden: actor.kind === "user" ? hiddenFrom(instance, actor, who) : [],
  };
}

/** Theirs to do, and not only theirs to take somebody out of. */
function isOwn({ state }: StoredInstance, { task: id }: AllowedOnTask, who: Who): boolean {
  const task = state.elements.flatMap(({ work }) => work?.tasks ?? []).find((one) => one.id === id);
  return task !== undefined && (isOffered(task, who.user, who.groups) || absentFor(task, who) !== undefined);
}

const mostCalled = 20;

/** The newest of what it called, at any depth: what people do there belongs to the ticket, too. */
async function calledBy(db: Database, { tenantId, trail }: StoredInstance): Promise<StoredInstance[]> {
  const newest = Object.keys(trail.called ?? {}).slice(-mostCalled);
  return (await Promise.all(newest.map((instanceId) => findInstance(db, tenantId, { instanceId })))).filter((one) => one !== undefined);
}

export const reopen = endpoint(reopenInstance, async ({ actor, body, ...means }) => {
  await act(means, {
    tenantId: actor.tenantId,
    instanceId: body.ticketId,
    actor,
    event: (_, who) => ({ type: "reopen", actor: who, reason: body.reason }),
  });
  return null;
});
