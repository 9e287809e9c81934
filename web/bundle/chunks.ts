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

/** Throws where files need each other at once: a browser can run neither whole before the other, and what is not there yet is undefined. */
export function refuseCycles(chunks: Chunks): void {
  const done = new Set<string>();
  const visit = (name: string, above: readonly string[]) => {
    if (above.includes(name)) throw new Error(`These files of the build need each other: ${[...above.slice(above.indexOf(name)), name].join(" → ")}.`);
    if (done.has(name)) return;
    for (const next of chunks.get(name)?.imports ?? []) visit(next, [...above, name]);
    done.add(name);
  };
  for (const name of chunks.keys()) visit(name, []);
}
