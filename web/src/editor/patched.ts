/** `patch` with undefined takes a property out: the contract knows absence, not emptiness. */
export function patched<T extends object>(before: T, patch: Partial<T>): T {
  const next = { ...before, ...patch };
  for (const key of Object.keys(patch) as (keyof T)[]) if (patch[key] === undefined) delete next[key];
  return next;
}
