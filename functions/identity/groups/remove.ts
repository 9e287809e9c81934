import { removeGroup } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { missing, stale } from "../again";
import { deleteGroup, findGroup } from "./queries";

export const remove = endpoint(removeGroup, async ({ actor, params, query, db }) => {
  if (await deleteGroup(db, actor.tenantId, params.id, query.version)) return undefined;
  throw (await findGroup(db, actor.tenantId, params.id)) ? stale("group") : missing("group");
});
