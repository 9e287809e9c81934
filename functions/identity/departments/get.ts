import { getDepartment } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { missing } from "../again";
import { readTree } from "./queries";

export const get = endpoint(getDepartment, async ({ actor, params, db }) => {
  const { tree } = await readTree(db, actor.tenantId);
  const department = tree.find(({ id }) => id === params.id);
  if (!department) throw missing("department");
  return department;
});
