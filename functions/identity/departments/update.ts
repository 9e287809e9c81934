import { updateDepartment } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { again, missing, stale } from "../again";
import { changeDepartment, readTree } from "./queries";
import { refuseHead, refusePlace } from "./refusals";

export const update = endpoint(updateDepartment, async ({ actor, params, body, db }) => {
  await refuseHead(db, actor.tenantId, body.headId);
  return again(async () => {
    const { tree, revision } = await readTree(db, actor.tenantId);
    const before = tree.find(({ id }) => id === params.id);
    if (!before) throw missing("department");
    if (before.version !== body.version) throw stale("department");
    const after = { ...before, ...body };
    refusePlace(tree, after);
    // Two that move below each other at once meet at the revision.
    const leaf = await changeDepartment(db, actor.tenantId, after, after.parentId === before.parentId ? undefined : revision);
    return leaf && { ...leaf, path: [...(tree.find(({ id }) => id === leaf.parentId)?.path ?? []), leaf.name] };
  });
});
