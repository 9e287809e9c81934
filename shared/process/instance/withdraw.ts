import { Refused } from "../refusal";
import { finish } from "../run/finish";
import { tell } from "../run/timeline";
import { type InstanceVerb, mustBeActive, mustBeCreator } from "./verb";

/** 撤回: the creator takes it back, up to the point that the definition names. */
export const withdraw: InstanceVerb<"withdraw"> = {
  guard: (run, actor) => {
    mustBeCreator(run, actor);
    mustBeActive(run);
    if (run.state.withdrawClosed) throw new Refused("too-late", "It has gone too far to be withdrawn.");
  },
  apply: (run, { actor, reason }) => {
    tell(run, { actor: actor.user, action: "withdraw", ...(reason ? { comment: reason } : {}) });
    finish(run, "withdrawn", { told: true, ...(reason ? { message: reason } : {}) });
  },
};
