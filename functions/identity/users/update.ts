import { updateUser } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { again, missing, stale } from "../again";
import { changeUser, factsOf } from "./queries";
import { losesAdmin, refuse } from "./refusals";

export const update = endpoint(updateUser, ({ actor, params, body, db }) => {
  const { version, ...changes } = body;
  return again(async () => {
    const facts = await factsOf(db, actor.tenantId, params.id, changes);
    if (!facts.before) throw missing("user");
    if (facts.before.version !== version) throw stale("user");
    const after = { ...facts.before, ...changes };
    refuse(facts, new Set(Object.keys(changes)), after);
    // Two admins who demote each other at once, or two people who become each other's manager, meet at the revision.
    const guarded = Boolean(changes.managerId) || losesAdmin(facts, after);
    return changeUser(db, actor.tenantId, { id: params.id, version, ...(guarded && { revision: facts.revision }) }, after);
  });
});
