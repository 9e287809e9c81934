import { Refused } from "../refusal";
import { tell } from "../run/timeline";
import { begin } from "./submit";
import { type InstanceVerb, mustBeCreator } from "./verb";

/** 重新打开: a new round, on the same data, of a process that is over or rests with its creator. */
export const reopen: InstanceVerb<"reopen"> = {
  guard: (run, actor) => {
    const { status, called } = run.state;
    if (!actor.admin) mustBeCreator(run, actor);
    if (called) throw new Refused("too-late", "It was called by another process, which has gone on.");
    if (status === "active") throw new Refused("already-started", `It is ${status}: there is nothing to reopen.`);
  },
  apply: (run, { actor, reason }) => {
    const { status } = run.state;
    run.state.round += 1;
    tell(run, { actor: actor.user, action: "reopen", before: status, ...(reason ? { comment: reason } : {}) });
    begin(run);
  },
};
