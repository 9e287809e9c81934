import { type Department, departmentLimits } from "../../../shared/contract/identity";
import type { Database } from "../../db";
import { refused } from "../again";
import { findUser } from "../users/queries";
import { branchOf, heightOf } from "./tree";

/** Throws what speaks against a department of this name at this place of the tree. */
export function refusePlace(tree: readonly Department[], { id, name, parentId }: Pick<Department, "id" | "name" | "parentId">) {
  const branch = branchOf(tree, id);
  const parent = tree.find((one) => one.id === parentId);
  if (parentId && !parent) throw refused("invalid-input", "parentId", "There is no such department.", "not-found");
  if (branch.some((one) => one.id === parentId)) throw refused("conflict", "parentId", "A department can't be below itself.", "circle");
  if ((parent?.path.length ?? 0) + heightOf(branch) > departmentLimits.depth)
    throw refused("conflict", "parentId", `Departments can't be deeper than ${departmentLimits.depth} levels.`, "too-deep");
  if (tree.some((one) => one.id !== id && one.parentId === parentId && one.name.toLowerCase() === name.toLowerCase()))
    throw refused("conflict", "name", "There is a department of this name at this place.");
}

export async function refuseHead(db: Database, tenantId: string, headId: string | null | undefined) {
  if (headId && !(await findUser(db, tenantId, headId))) throw refused("invalid-input", "headId", "There is no such person.", "not-found");
}
