// XPath's regular expression syntax → the engine's; refuses what is malformed or not regular.
import { type CharacterSet, ESCAPED_SETS, formatSet, propertySet, type Range, setOf, subtract } from "./regex-sets";

type Options = { ignoreSpace: boolean; dotAll: boolean };
type ClassPart = { set: CharacterSet; negated: boolean };

const ESCAPABLE = "\\|.-^?*+{}()[]$";
const CONTROL: Record<string, number> = { n: 10, r: 13, t: 9 };

/** Null where XPath doesn't allow the pattern, or where no linear-time engine can run it. */
export function translatePattern(pattern: string, options: Options): string | null {
  try {
    return new Translator(pattern, options).pattern();
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

class Malformed extends Error {}

class Translator {
  private at = 0;
  private readonly points: readonly string[];

  constructor(
    pattern: string,
    private readonly options: Options,
  ) {
    this.points = Array.from(options.ignoreSpace ? withoutSpace(pattern) : pattern);
  }

  pattern(): string {
    let result = "";
    while (this.at < this.points.length) result += this.atom();
    return result;
  }

  private next(): string {
    const point = this.points[this.at++];
    if (point === undefined) throw new Malformed();
    return point;
  }

  private atom(): string {
    const point = this.next();
    if (point === "\\") return formatPart(this.escape());
    if (point === "[") return formatPart(this.characterClass());
    if (point === ".") return this.options.dotAll ? "." : "[^\\n\\r]";
    if (point === "{") return this.quantifier();
    if (point === "]" || point === "}") throw new Malformed();
    if (point === "(" && this.points[this.at] === "?" && this.points[this.at + 1] !== ":") throw new Malformed();
    return point;
  }

  /** After an opening brace. */
  private quantifier(): string {
    const end = this.points.indexOf("}", this.at);
    const counts = this.points.slice(this.at, end).join("");
    if (end < 0 || !/^\d{1,4}(,\d{0,4})?$/.test(counts)) throw new Malformed();
    this.at = end + 1;
    return `{${counts}}`;
  }

  /** After a backslash. */
  private escape(): ClassPart {
    const point = this.next();
    if (ESCAPABLE.includes(point)) return { set: single(point), negated: false };
    const control = CONTROL[point];
    if (control !== undefined) return { set: setOf([[control, control]]), negated: false };
    const set = point === "p" || point === "P" ? this.property(point === "P") : ESCAPED_SETS[point];
    if (!set) throw new Malformed();
    return { set, negated: false };
  }

  private property(negated: boolean): CharacterSet | null {
    const end = this.points.indexOf("}", this.at);
    if (this.next() !== "{" || end < 0) return null;
    const name = this.points.slice(this.at, end).join("");
    this.at = end + 1;
    return propertySet(name, negated);
  }

  /** After an opening bracket. */
  private characterClass(): ClassPart {
    const negated = this.points[this.at] === "^";
    if (negated) this.at++;
    const ranges: Range[] = [];
    const categories: string[] = [];
    for (;;) {
      const start = this.at;
      const point = this.next();
      if (point === "]") {
        if (ranges.length + categories.length === 0) throw new Malformed();
        return { set: setOf(ranges, ...categories), negated };
      }
      if (point === "-" && this.points[this.at] === "[") return this.subtraction({ set: setOf(ranges, ...categories), negated });
      if (point === "[") throw new Malformed();
      this.at = start;
      const low = this.member();
      ranges.push(...this.rangeFrom(low));
      categories.push(...low.categories);
    }
  }

  private member(): CharacterSet {
    const point = this.next();
    return point === "\\" ? this.escape().set : single(point);
  }

  /** A single character may begin a range. */
  private rangeFrom(low: CharacterSet): readonly Range[] {
    const [first] = low.ranges;
    const isSingle = low.ranges.length === 1 && low.categories.length === 0 && first?.[0] === first?.[1];
    const follows = this.points[this.at + 1];
    if (!first || !isSingle || this.points[this.at] !== "-" || follows === "]" || follows === "[" || follows === undefined) return low.ranges;
    this.at++;
    const [last] = this.member().ranges;
    if (!last || last[0] !== last[1] || last[0] < first[0]) throw new Malformed();
    return [[first[0], last[0]]];
  }

  private subtraction(from: ClassPart): ClassPart {
    this.at++;
    const less = this.characterClass();
    if (this.next() !== "]") throw new Malformed();
    const result = subtract(from.set, from.negated, less.set, less.negated);
    if (!result) throw new Malformed();
    return result;
  }
}

function single(point: string): CharacterSet {
  const code = point.codePointAt(0) ?? 0;
  return setOf([[code, code]]);
}

const formatPart = ({ set, negated }: ClassPart): string => formatSet(set, negated);

/** Flag x: white space doesn't count, except in a character class. */
function withoutSpace(pattern: string): string {
  let depth = 0;
  return pattern.replace(/\\[\s\S]|[[\]]|[\t\n\r ]/g, (token) => {
    if (token === "[") depth++;
    if (token === "]") depth--;
    return /^[\t\n\r ]$/.test(token) && depth === 0 ? "" : token;
  });
}
