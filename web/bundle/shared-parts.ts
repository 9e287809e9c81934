/**
 * What several screens share, in few files. A bundler makes a file of each set of modules that the same imports reach, and as every
 * dialog is imported by itself, that makes sixty of a ticket's screen, most below 2 KB: each costs a browser a request, a tag and a
 * place in the module graph. Here only the screens count: what the same screens need at once is one part, and two parts become one
 * where the files that this saves are worth more than what somebody then loads without need.
 */
import { build, type InlineConfig } from "vite";
import { type Chunks, chunksOf, withNeeds } from "./chunks.ts";
import { isModule, laterLooks, screens } from "./screens.ts";

/** What a file of its own costs a browser, as bytes of code. */
const oneFile = 14_000;

/** What a screen loads without need weighs more where it has a budget (tests/web/budgets.ts). */
const tight = ["/", "/tickets", "/workflows/$id"];
const weight = (screen: string) => (tight.includes(screen) ? 4 : 1);
const weighed = (bytes: number, users: readonly string[]) => users.reduce((sum, screen) => sum + bytes * weight(screen), 0);

type Part = { screens: string[]; files: string[]; bytes: number };

/** Which screens need a file at once. Not what each page begins with, nor the looks, which are a file of their own. */
function usersOf(files: Chunks): Map<string, string[]> {
  const all = [...files.values()];
  const looks = all.filter(({ moduleIds }) => moduleIds.some((id) => isModule(id, laterLooks))).map(({ fileName }) => fileName);
  const pages = all.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
  const always = withNeeds(files, pages);
  const users = new Map<string, string[]>();
  for (const [screen, entry] of Object.entries(screens)) {
    const own = all.find(({ facadeModuleId }) => isModule(facadeModuleId, entry));
    if (!own) throw new Error(`No route imports ${entry}: web/bundle/screens.ts says what src/route/screens.ts imports.`);
    for (const name of withNeeds(files, [own.fileName, ...(screen === "/" ? [] : looks)]))
      if (!always.has(name) && !looks.includes(name)) users.set(name, [...(users.get(name) ?? []), screen]);
  }
  return users;
}

function partsOf(files: Chunks): Part[] {
  const parts = new Map<string, Part>();
  for (const [name, users] of usersOf(files)) {
    const key = users.join("-");
    const part = parts.get(key) ?? { screens: users, files: [], bytes: 0 };
    parts.set(key, { ...part, files: [...part.files, name], bytes: part.bytes + (files.get(name)?.code.length ?? 0) });
  }
  return [...parts.values()];
}

const without = <T>(some: readonly T[], others: readonly T[]) => some.filter((one) => !others.includes(one));
const together = (one: Part, other: Part): Part => ({
  screens: [...one.screens, ...without(other.screens, one.screens)],
  files: [...one.files, ...other.files],
  bytes: one.bytes + other.bytes,
});

/** The bytes that it saves all screens together if two parts are one, but for what the two need: a quick first look. */
const gain = (one: Part, other: Part) =>
  oneFile * (one.screens.length - without(one.screens, other.screens).length) -
  weighed(one.bytes, without(other.screens, one.screens)) -
  weighed(other.bytes, without(one.screens, other.screens));

const needsOf = (files: Chunks, parts: readonly Part[]): Map<Part, Part[]> => {
  const partOf = new Map(parts.flatMap((part) => part.files.map((name) => [name, part] as const)));
  const needs = (part: Part) => new Set(part.files.flatMap((name) => files.get(name)?.imports ?? []).flatMap((name) => partOf.get(name) ?? []));
  return new Map(parts.map((part) => [part, without([...needs(part)], [part])]));
};

/** What all screens load: each part that one of its modules is in, and whatever those need. Infinite if two need each other, as a browser could run neither whole before the other. */
function cost(files: Chunks, parts: readonly Part[]): number {
  const needs = needsOf(files, parts);
  const order = new Map<Part, number>();
  const visit = (part: Part, above: readonly Part[]): boolean => {
    if (above.includes(part)) return false;
    if (order.has(part)) return true;
    const good = (needs.get(part) ?? []).every((next) => visit(next, [...above, part]));
    order.set(part, order.size);
    return good;
  };
  if (!parts.every((part) => visit(part, []))) return Infinity;
  // Whoever needs a part comes after it in that order: so backwards, each knows all its screens before its turn.
  const users = new Map(parts.map((part) => [part, new Set(part.screens)]));
  for (const part of [...order.keys()].reverse())
    for (const next of needs.get(part) ?? []) for (const screen of users.get(part) ?? []) users.get(next)?.add(screen);
  return parts.reduce((sum, part) => {
    const all = [...(users.get(part) ?? [])];
    return sum + weighed(part.bytes, all) + oneFile * all.length;
  }, 0);
}

/** Two that are better one, as long as there are such. */
function fewer(files: Chunks, parts: readonly Part[]): readonly Part[] {
  const before = cost(files, parts);
  const pairs = parts.flatMap((one, at) => parts.slice(at + 1).map((other) => ({ one, other, gain: gain(one, other) })));
  const better = pairs.filter((pair) => pair.gain > 0).toSorted((a, b) => b.gain - a.gain);
  for (const { one, other } of better) {
    const merged = [...parts.filter((part) => part !== one && part !== other), together(one, other)];
    if (cost(files, merged) < before) return fewer(files, merged);
  }
  return parts;
}

/** The part that each module belongs to; modules without one are left to the bundler. It builds the console once to find them. */
export async function sharedParts(config: InlineConfig): Promise<Map<string, string>> {
  const made = await build({ ...config, configFile: false, logLevel: "error", build: { ...config.build, write: false, manifest: false } });
  if (!("output" in made)) throw new Error("A build that is not watched has an output.");
  const files = chunksOf(made.output);
  const entries = Object.values(screens);
  const named = new Map<string, string>();
  for (const [at, part] of fewer(files, partsOf(files)).entries())
    for (const module of part.files.flatMap((name) => files.get(name)?.moduleIds ?? []))
      if (!entries.some((entry) => isModule(module, entry))) named.set(module, `part-${at}`);
  return named;
}
