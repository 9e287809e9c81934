// One evaluation's budget, clock and warnings: what makes it bounded and repeatable.
import { LIMITS } from "./limits";
import { type FeelDateTime, FeelRange, type FeelValue, isContext, isList } from "./values";

/** Ends an evaluation; caught in evaluate, never seen outside. */
export class Exhausted extends Error {
  constructor(
    readonly code: "fuel" | "depth",
    message: string,
  ) {
    super(message);
  }
}

export type WarningCode = "type" | "missing" | "arguments" | "invalid" | "range";
/** `name` is what there is none of. */
export type Warning = { code: WarningCode; message: string; name?: string };

export class Runtime {
  readonly warnings: Warning[] = [];
  private spent = 0;
  private depth = 0;

  constructor(
    private readonly fuel: number,
    /** `now()`, in the time zone asked for. */
    readonly now: FeelDateTime,
  ) {}

  /** Pays for work about to be done. */
  burn(steps = 1): void {
    this.spent += steps;
    if (this.spent > this.fuel) throw new Exhausted("fuel", `The expression takes more than ${this.fuel} steps.`);
  }

  enter(): void {
    this.burn();
    if (++this.depth > LIMITS.evaluationDepth) throw new Exhausted("depth", `The expression nests more than ${LIMITS.evaluationDepth} evaluations.`);
  }

  leave(): void {
    this.depth--;
  }

  /** Every list that comes into being passes here, or through `items`. */
  list<Value extends readonly FeelValue[]>(list: Value): Value {
    this.items(list.length);
    return list;
  }

  items(count: number): void {
    this.limitItems(count);
    this.burn(Math.ceil(count / 10));
  }

  limitItems(count: number): void {
    if (count > LIMITS.listItems) throw new Exhausted("fuel", `A list may have ${LIMITS.listItems} items at most.`);
  }

  /** Every string that comes into being passes here. */
  text(text: string): string {
    if (text.length > LIMITS.stringLength) throw new Exhausted("fuel", `A string may have ${LIMITS.stringLength} characters at most.`);
    this.burn(Math.ceil(text.length / 100));
    return text;
  }

  /** FEEL's way with errors: the value is null and the reason is kept. */
  warn(code: WarningCode, message: string, name?: string): null {
    if (this.warnings.length < LIMITS.warnings) this.warnings.push({ code, message, ...(name !== undefined && { name }) });
    return null;
  }
}

/** Lists may share parts, so a small value can be vast when written out; that is refused like any other excess. */
export function measure(value: FeelValue, rt: Runtime): void {
  rt.enter();
  if (isList(value)) for (const item of value) measure(item, rt);
  else if (isContext(value)) for (const item of value.values()) measure(item, rt);
  else if (value instanceof FeelRange) for (const bound of [value.start, value.end]) measure(bound, rt);
  rt.leave();
}
