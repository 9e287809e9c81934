// What people do to an instance as a whole: each verb is an event of the engine, whose guards decide.
import type { UserActor } from "../../../shared/contract/actor";
import {
  ccInstance,
  type Instance,
  jumpInstance,
  setInstanceVariables,
  submitInstance,
  terminateInstance,
  urgeInstance,
  withdrawInstance,
} from "../../../shared/contract/instance";
import { Problem } from "../../../shared/contract/problem";
import type { PersonEvent, Variables, Actor as Who } from "../../../shared/process";
import { endpoint, type Means } from "../../kit/endpoint";
import { act } from "./act";
import { resubmitted } from "./form";
import type { StoredInstance } from "./load";
import { requirePeople, whoActs } from "./people";
import { mustBeReadable, shownTo } from "./show";

export const submit = endpoint(submitInstance, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, async (instance, who) => {
    mustBeOwn(instance);
    const { data, chosen, comment } = body ?? {};
    if (chosen) await requirePeople(means, actor, Object.values(chosen).flat(), () => "/body/chosen");
    const variables = data && (await resubmitted(means, instance, data as Variables)); // the contract's JSON
    return { type: "submit", actor: who, variables, chosen, comment };
  }),
);

export const withdraw = endpoint(withdrawInstance, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, (instance, who) => {
    mustBeOwn(instance);
    return { type: "withdraw", actor: who, reason: body?.reason };
  }),
);

export const jump = endpoint(jumpInstance, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, (_, who) => ({ type: "jump", actor: who, ...body })),
);

export const terminate = endpoint(terminateInstance, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, (_, who) => ({ type: "terminate", actor: who, ...body })),
);

export const urge = endpoint(urgeInstance, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, (_, who) => ({ type: "urge", actor: who, comment: body?.comment })),
);

export const cc = endpoint(ccInstance, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, async (_, who) => {
    const users = [...new Set(body.users)];
    await requirePeople(means, actor, users, (place) => `/body/users/${place}`);
    return { type: "cc", actor: who, users, comment: body.comment };
  }),
);

export const setVariables = endpoint(setInstanceVariables, ({ actor, params, body, ...means }) =>
  does(means, actor, params.id, (_, who) => ({ type: "setVariables", actor: who, variables: body.variables as Variables, reason: body.reason })),
);

type Make = (instance: StoredInstance, who: Who) => PersonEvent | Promise<PersonEvent>;

async function does(means: Means, actor: UserActor, instanceId: string, make: Make): Promise<Instance> {
  const wanted = { instanceId };
  const acted = await act(means, {
    ...wanted,
    tenantId: actor.tenantId,
    actor,
    event: (instance, who) => {
      mustBeReadable(instance, actor, who, wanted);
      return make(instance, who);
    },
  });
  return shownTo(acted, actor, await whoActs(means, actor, acted));
}

/** What a call activity called goes and comes with what called it. */
function mustBeOwn({ parentId }: StoredInstance): void {
  if (parentId) throw new Problem("illegal-transition", "It is a part of another process: that one can be withdrawn or submitted.");
}
