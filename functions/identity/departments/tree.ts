// The departments of a tenant as a tree, decided in memory: there are at most a thousand.
import type { Department } from "../../../shared/contract/identity";

export type Leaf = Omit<Department, "path">;

const byName = (a: Leaf, b: Leaf) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Each before those below it, sisters by name. */
export function treeOf(leaves: readonly Leaf[]): Department[] {
  const below = new Map<string | null, Leaf[]>();
  for (const leaf of [...leaves].sort(byName)) below.set(leaf.parentId, [...(below.get(leaf.parentId) ?? []), leaf]);
  const walk = (parentId: string | null, path: readonly string[]): Department[] =>
    (below.get(parentId) ?? []).flatMap((leaf) => {
      const own = [...path, leaf.name];
      return [{ ...leaf, path: own }, ...walk(leaf.id, own)];
    });
  return walk(null, []);
}

/** A department with all below it: in a tree's order those are what follows it with a longer path. */
export function branchOf(tree: readonly Department[], id: string): Department[] {
  const start = tree.findIndex((one) => one.id === id);
  const top = tree[start];
  if (!top) return [];
  const end = tree.findIndex(({ path }, index) => index > start && path.length <= top.path.length);
  return tree.slice(start, end < 0 ? undefined : end);
}

/** How many levels a branch has; a department that is not there yet has one. */
export const heightOf = (branch: readonly Department[]) => Math.max(1, ...branch.map(({ path }) => path.length - (branch[0]?.path.length ?? 0) + 1));
