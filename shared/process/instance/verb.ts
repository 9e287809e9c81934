// What the verbs on an instance share.
import type { Actor, EventOf, PersonEvent } from "../event";
import { Refused } from "../refusal";
import type { Run } from "../run/run";

export type InstanceVerb<T extends PersonEvent["type"]> = {
  /** Refuses whoever may not do this now, whatever they would send. */
  guard(run: Run, actor: Actor): void;
  apply(run: Run, event: EventOf<T>): void;
};

export function mustBeActive({ state }: Run): void {
  if (state.status !== "active") throw new Refused("not-active", `It is ${state.status}.`);
}

export function mustBeAdmin({ admin }: Actor): void {
  if (!admin) throw new Refused("not-admin", "Only an admin may do this.");
}

export function mustBeCreator(run: Run, { user }: Actor): void {
  if (user !== run.state.initiator) throw new Refused("not-creator", "Only its creator may do this.");
}
