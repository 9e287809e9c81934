/** How much JavaScript each route loads, gzipped, against what it may: `node --import tsx tests/web/budgets.ts` after a build. */
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1000;
/**
 * `whole` is all that the first screen needs; the others are what they add to it. `wanted` is the goal; `most` is what was reached,
 * and what no change may exceed.
 */
const budgets = [
  { name: "first route (overview)", entry: "src/overview/screen.tsx", wanted: 175 * KB, most: 218 * KB, whole: true },
  { name: "board and table", entry: "src/ticket/list-screen.tsx", wanted: 30 * KB, most: 60 * KB, whole: false },
] as const;

type Chunk = { file: string; imports?: string[]; isEntry?: boolean };

const manifestFile = "web/dist/.vite/manifest.json";
if (!existsSync(manifestFile)) throw new Error("There is no build: run `npm run build` first.");
const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Record<string, Chunk>; // Vite's own

function loaded(key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  if (chunk.file.endsWith(".js")) seen.add(chunk.file);
  for (const one of chunk.imports ?? []) loaded(one, seen);
  return seen;
}

const sizeOf = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`web/dist/${file}`)).length, 0);

const start = loaded("index.html");
let over = false;
for (const { name, entry, wanted, most, whole } of budgets) {
  const own = [...loaded(entry)].filter((file) => !start.has(file));
  const size = sizeOf(own) + (whole ? sizeOf(start) : 0);
  over ||= size > most;
  const verdict = size > most ? "TOO LARGE" : size > wanted ? "over goal" : "within";
  console.log(`${verdict.padEnd(9)} ${(size / KB).toFixed(1).padStart(6)} KB (wanted ${wanted / KB}, at most ${most / KB})  ${name}`);
}
if (over) process.exitCode = 1;
