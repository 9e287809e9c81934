import { createDepartment, departmentLimits } from "../../../shared/contract/identity";
import { Problem } from "../../../shared/contract/problem";
import { endpoint } from "../../kit/endpoint";
import { newId } from "../../kit/ids";
import { again } from "../again";
import { insertDepartment, readTree } from "./queries";
import { refuseHead, refusePlace } from "./refusals";

export const create = endpoint(createDepartment, async ({ actor, body, db }) => {
  const made = { parentId: null, headId: null, ...body, id: newId() };
  await refuseHead(db, actor.tenantId, made.headId);
  return again(async () => {
    const { tree } = await readTree(db, actor.tenantId);
    if (tree.length >= departmentLimits.count) throw new Problem("conflict", `A tenant can't have more than ${departmentLimits.count} departments.`);
    refusePlace(tree, made);
    const leaf = await insertDepartment(db, actor.tenantId, made);
    return leaf && { ...leaf, path: [...(tree.find(({ id }) => id === leaf.parentId)?.path ?? []), leaf.name] };
  });
});
