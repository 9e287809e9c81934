// What people do to a task: each verb is an event of the engine, whose guards decide.
import type { UserActor } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import {
  addSign as addSignRoute,
  claimTask,
  completeTask,
  delegateTask,
  removeSign as removeSignRoute,
  returnTask,
  type Task,
  takeBackTask,
  transferTask,
  unclaimTask,
} from "../../../shared/contract/task";
import { type EventOf, graphOf, type TaskEvent, type Variables, type Actor as Who } from "../../../shared/process";
import { endpoint, type Means } from "../../kit/endpoint";
import { act } from "../instance/act";
import { computedFrom } from "../instance/form";
import { uuidOf } from "../instance/ids";
import { noSuch, type StoredInstance, type StoredTask } from "../instance/load";
import { requirePeople, whoActs } from "../instance/people";
import { mustBeReadable } from "../instance/show";
import { shownTask } from "./show";

export const claim = endpoint(claimTask, ({ actor, params, ...means }) => does(means, actor, params.id, (on) => ({ type: "claim", ...on })));

export const unclaim = endpoint(unclaimTask, ({ actor, params, ...means }) => does(means, actor, params.id, (on) => ({ type: "unclaim", ...on })));

export const complete = endpoint(completeTask, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, async (on, instance) => {
    const { outcome, comment, after } = body;
    if (after) await requirePeople(means, actor, after, (place) => `/body/after/${place}`);
    const variables = body.variables as Variables | undefined; // the contract's JSON
    const computed = variables && (await computedFrom(means, instance, variables));
    return { type: "complete", ...on, outcome, comment, variables, computed, after };
  }),
);

export const transfer = endpoint(transferTask, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, async (on) => {
    await requirePeople(means, actor, [body.to], () => "/body/to");
    return { type: "transfer", ...on, ...body };
  }),
);

export const delegate = endpoint(delegateTask, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, async (on) => {
    await requirePeople(means, actor, [body.to], () => "/body/to");
    return { type: "delegate", ...on, ...body };
  }),
);

export const addSign = endpoint(addSignRoute, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, async (on) => {
    await requirePeople(means, actor, body.users, (place) => `/body/users/${place}`);
    return { type: "addSign", ...on, ...body };
  }),
);

export const removeSign = endpoint(removeSignRoute, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, (on, { id, state, task }) => {
    const tasks = state.elements.flatMap(({ work }) => work?.tasks ?? []);
    const { task: wanted = task.id, reason } = body ?? {};
    const leaving = wanted === task.id ? task.key : tasks.find((one) => uuidOf(id, one.id) === wanted)?.id;
    if (leaving === undefined)
      throw new Problem("invalid-input", "There is no such task.", {
        errors: [{ path: "/body/task", code: "not-found", message: "There is no such task at this ticket." }],
      });
    return { type: "removeSign", ...on, remove: leaving, reason };
  }),
);

export const giveBack = endpoint(returnTask, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, (on, { definition }) => {
    const { to, mode, reason } = body;
    const isCreator = to === "start" || to === graphOf(definition).start()?.id;
    return { type: "return", ...on, to: isCreator ? undefined : to, mode, reason };
  }),
);

export const takeBack = endpoint(takeBackTask, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, ({ actor: who }, { task }) => ({ type: "takeBack", actor: who, node: task.view.node, reason: body?.reason })),
);

type OnTask = { task: string; actor: Who };
type Happens = TaskEvent | EventOf<"takeBack">;
type Make = (on: OnTask, instance: StoredInstance & { task: StoredTask }) => Happens | Promise<Happens>;

async function does(means: Means, actor: UserActor, taskId: string, make: Make): Promise<Task> {
  const wanted = { taskId };
  const acted = await act(means, {
    ...wanted,
    tenantId: actor.tenantId,
    actor,
    event: (instance, who) => {
      const { task } = instance;
      if (!task) throw noSuch(wanted);
      mustBeReadable(instance, actor, who, wanted);
      return make({ task: task.key, actor: who }, { ...instance, task });
    },
  });
  return shownTask(means.db, actor, acted, await whoActs(means, actor, acted));
}
