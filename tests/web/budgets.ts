/**
 * How much JavaScript each route loads, gzipped, against what it may: `node --import tsx tests/web/budgets.ts`. It builds the console
 * into a folder of its own, or measures the build it is given.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildConsole } from "../e2e/build";

const KB = 1000;
/**
 * `whole`: all that the first screen needs; the others are what they add to it before something can be seen and done, but for the looks,
 * which all screens after the first have once, together.
 */
const budgets = [
  { name: "first route (overview)", entry: "src/overview/screen.tsx", most: 175 * KB, whole: true },
  { name: "looks of later screens", entry: "looks", most: 15 * KB, whole: false },
  { name: "board and table", entry: "src/ticket/list-screen.tsx", most: 30 * KB, whole: false },
  { name: "designer", entry: "src/workflow/designer/designer-screen.tsx", most: 100 * KB, whole: false },
] as const;

type Chunk = { file: string; name?: string; imports?: string[]; isEntry?: boolean };

function weigh(dist: string): boolean {
  const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>; // Vite's own
  const loaded = (key: string, seen = new Set<string>()): Set<string> => {
    const chunk = manifest[key];
    if (!chunk || seen.has(chunk.file)) return seen;
    if (chunk.file.endsWith(".js")) seen.add(chunk.file);
    for (const one of chunk.imports ?? []) loaded(one, seen);
    return seen;
  };
  const sizeOf = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
  const start = loaded("index.html");
  let good = true;
  for (const { name, entry, most, whole } of budgets) {
    const key = manifest[entry] ? entry : Object.keys(manifest).find((key) => manifest[key]?.name === entry);
    if (key === undefined) throw new Error(`${entry} is not in the build.`);
    const own = [...loaded(key)].filter((file) => !start.has(file));
    const size = sizeOf(own) + (whole ? sizeOf(start) : 0);
    good &&= size <= most;
    console.log(`${size > most ? "TOO LARGE" : "within"} ${(size / KB).toFixed(1).padStart(6)} of ${most / KB} KB  ${name}`);
  }
  return good;
}

const [given] = process.argv.slice(2);
if (given && !existsSync(given)) throw new Error(`There is no build in ${given}.`);
const build = given ? { dist: given, remove: () => undefined } : buildConsole();
try {
  if (!weigh(build.dist)) process.exitCode = 1;
} finally {
  build.remove();
}
