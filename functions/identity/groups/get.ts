import { getGroup } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { missing } from "../again";
import { findGroup } from "./queries";

export const get = endpoint(getGroup, async ({ actor, params, db }) => {
  const group = await findGroup(db, actor.tenantId, params.id);
  if (!group) throw missing("group");
  return group;
});
