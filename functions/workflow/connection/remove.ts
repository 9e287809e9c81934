import { removeConnection } from "../../../shared/contract/connection";
import { endpoint } from "../../kit/endpoint";
import { deleteConnection, findById } from "./queries";
import { missing, stale } from "./refusals";

export const remove = endpoint(removeConnection, async ({ actor, params, query, db }) => {
  if (await deleteConnection(db, actor.tenantId, params.id, query.version)) return undefined;
  throw (await findById(db, actor.tenantId, params.id)) ? stale() : missing();
});
