// One validation under way: its clock, and what it found so far.
import type { Refusal, ValueError } from "./refusal";

/** Enough to repair a form by; whoever sends more wrong fields than that learns the rest next time. */
const mostErrors = 100;

export type Asked = {
  /** An ISO instant: what `now()` and `today()` say. */
  now: string;
  /** The IANA zone of `today()`; without it, `now`'s own offset. */
  timeZone?: string;
};

/** What a screen shows beside the values: JSON pointers of fields. */
export type States = { hidden: Set<string>; required: Set<string> };

export class Run {
  readonly errors: ValueError[] = [];
  readonly now: string;
  readonly timeZone: string | undefined;
  /** All refusals, also those above the number that is told. */
  refused = 0;

  constructor(
    { now, timeZone }: Asked,
    readonly states?: States,
  ) {
    this.now = now;
    this.timeZone = timeZone;
  }

  /** One error per path: the first one counts. */
  refuse(path: string, refusal: Refusal): void {
    this.refused += 1;
    if (this.errors.length < mostErrors) this.errors.push(refusal.at(path));
  }

  /** A form's own rule, at a field where nothing else is wrong. */
  break(path: string, message: string): void {
    this.refused += 1;
    if (this.errors.length < mostErrors && !this.errors.some((error) => error.path === path)) this.errors.push({ path, code: "rule", message });
  }
}
