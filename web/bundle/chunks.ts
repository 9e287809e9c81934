import type { Rolldown } from "vite";

/** The code of a build, by the names of its files. */
export type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>;

export const chunksOf = (output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): Chunks =>
  new Map(output.flatMap((one) => (one.type === "chunk" ? [[one.fileName, one] as const] : [])));

/** These files, and all that they need at once. */
export function withNeeds(chunks: Chunks, names: Iterable<string>, seen = new Set<string>()): Set<string> {
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    withNeeds(chunks, chunks.get(name)?.imports ?? [], seen);
  }
  return seen;
}
