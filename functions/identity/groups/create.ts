import { createGroup } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { newId } from "../../kit/ids";
import { refused } from "../again";
import { insertGroup } from "./queries";

export const create = endpoint(createGroup, async ({ actor, body, db }) => {
  const group = await insertGroup(db, actor.tenantId, { ...body, id: newId() });
  if (!group) throw refused("conflict", "name", "There is a group of this name.");
  return group;
});
