// Sets of characters of XPath's regular expressions, as code point ranges plus Unicode categories.

export type Range = readonly [from: number, to: number];
export type CharacterSet = { readonly ranges: readonly Range[]; readonly categories: readonly string[] };

const LAST = 0x10ffff;
export const setOf = (ranges: readonly Range[], ...categories: string[]): CharacterSet => ({ ranges, categories });

/** XML's NameStartChar and NameChar. */
const NAME_START: readonly Range[] = [
  [0x3a, 0x3a],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];
const NAME: readonly Range[] = [...NAME_START, [0x2d, 0x2e], [0x30, 0x39], [0xb7, 0xb7], [0x300, 0x36f], [0x203f, 0x2040]];
const SPACE: readonly Range[] = [
  [0x09, 0x0a],
  [0x0d, 0x0d],
  [0x20, 0x20],
];

/** Multi-character escapes. */
export const ESCAPED_SETS: Record<string, CharacterSet> = {
  d: setOf([], "\\p{Nd}"),
  D: setOf([], "\\P{Nd}"),
  w: setOf([], "\\p{L}", "\\p{M}", "\\p{N}", "\\p{S}"),
  W: setOf([], "\\p{P}", "\\p{Z}", "\\p{C}"),
  s: setOf(SPACE),
  S: setOf(complementOf(SPACE)),
  i: setOf(NAME_START),
  I: setOf(complementOf(NAME_START)),
  c: setOf(NAME),
  C: setOf(complementOf(NAME)),
};

/** The usual Unicode blocks, for `\p{IsBasicLatin}`. */
const BLOCKS: Record<string, Range> = {
  BasicLatin: [0, 0x7f],
  "Latin-1Supplement": [0x80, 0xff],
  "LatinExtended-A": [0x100, 0x17f],
  "LatinExtended-B": [0x180, 0x24f],
  IPAExtensions: [0x250, 0x2af],
  SpacingModifierLetters: [0x2b0, 0x2ff],
  CombiningDiacriticalMarks: [0x300, 0x36f],
  Greek: [0x370, 0x3ff],
  GreekandCoptic: [0x370, 0x3ff],
  Cyrillic: [0x400, 0x4ff],
  Armenian: [0x530, 0x58f],
  Hebrew: [0x590, 0x5ff],
  Arabic: [0x600, 0x6ff],
  Devanagari: [0x900, 0x97f],
  Thai: [0xe00, 0xe7f],
  HangulJamo: [0x1100, 0x11ff],
  LatinExtendedAdditional: [0x1e00, 0x1eff],
  GreekExtended: [0x1f00, 0x1fff],
  GeneralPunctuation: [0x2000, 0x206f],
  SuperscriptsandSubscripts: [0x2070, 0x209f],
  CurrencySymbols: [0x20a0, 0x20cf],
  LetterlikeSymbols: [0x2100, 0x214f],
  NumberForms: [0x2150, 0x218f],
  Arrows: [0x2190, 0x21ff],
  MathematicalOperators: [0x2200, 0x22ff],
  BoxDrawing: [0x2500, 0x257f],
  GeometricShapes: [0x25a0, 0x25ff],
  MiscellaneousSymbols: [0x2600, 0x26ff],
  CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7a3],
  PrivateUse: [0xe000, 0xf8ff],
  HalfwidthandFullwidthForms: [0xff00, 0xffef],
};

/** What stands in `\p{…}` (or `\P{…}`): a general category or a block; null where it is neither. */
export function propertySet(name: string, negated: boolean): CharacterSet | null {
  const block = name.startsWith("Is") && Object.hasOwn(BLOCKS, name.slice(2)) ? BLOCKS[name.slice(2)] : undefined;
  if (block) return setOf(negated ? complementOf([block]) : [block]);
  return /^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name) ? setOf([], `\\${negated ? "P" : "p"}{${name}}`) : null;
}

export function complementOf(ranges: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let next = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  return next <= LAST ? [...gaps, [next, LAST]] : gaps;
}

/** A class in the engine's syntax. */
export function formatSet({ ranges, categories }: CharacterSet, negated: boolean): string {
  const hex = (code: number) => `\\x{${code.toString(16)}}`;
  return `[${negated ? "^" : ""}${ranges.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`)).join("")}${categories.join("")}]`;
}

const merge = (a: CharacterSet, b: CharacterSet): CharacterSet => setOf([...a.ranges, ...b.ranges], ...a.categories, ...b.categories);

/** The complement, where ranges and single categories can say it. */
function invert(set: CharacterSet): CharacterSet | null {
  if (set.categories.length === 0) return setOf(complementOf(set.ranges));
  const [only] = set.categories;
  if (set.ranges.length > 0 || !only) return null;
  if (set.categories.join() === ESCAPED_SETS.w?.categories.join()) return ESCAPED_SETS.W ?? null;
  if (set.categories.length > 1) return null;
  return setOf([], only.startsWith("\\p") ? only.replace("\\p", "\\P") : only.replace("\\P", "\\p"));
}

/** `[set-[less]]` as "not (not set, or less)"; null where that can't be said without set operations. */
export function subtract(set: CharacterSet, negated: boolean, less: CharacterSet, lessNegated: boolean): { set: CharacterSet; negated: boolean } | null {
  const outside = negated ? set : invert(set);
  const removed = lessNegated ? invert(less) : less;
  if (!outside || !removed) return null;
  const all = merge(outside, removed);
  // Spelled out as what it holds, because "not" and "ignore case" mean another thing together.
  return all.categories.length === 0 ? { set: setOf(complementOf(all.ranges)), negated: false } : { set: all, negated: true };
}
