// The relations of Allen's interval algebra between points and ranges, and `is`.
import { compare, conjunction, contains, equal } from "../compare";
import type { Machine } from "../machine";
import type { Runtime } from "../runtime";
import { formatTemporal } from "../temporal-text";
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelRange, FeelTime, type FeelValue, kindOf, YearsMonthsDuration } from "../values";

type Answer = boolean | null;
type Pair = [FeelValue, FeelValue];
type Ranges = [FeelRange, FeelRange];

const not = (answer: Answer): Answer => (answer === null ? null : !answer);
const either = (...answers: Answer[]): Answer => not(conjunction(...answers.map(not)));
const swapped =
  <A, B>(relation: (pair: [A, B], machine: Machine) => Answer) =>
  ([a, b]: [B, A], machine: Machine): Answer =>
    relation([b, a], machine);

/** A point counts as the range that holds only itself. */
const asRange = (value: FeelValue): FeelRange => (value instanceof FeelRange ? value : new FeelRange(value, value, true, true));

/** Everything in `a` lies before everything in `b`; ranges may touch where one end is left out. */
function before([a, b]: Pair, { rt }: Machine): Answer {
  const [left, right] = [asRange(a), asRange(b)];
  const touching = left.endIncluded && right.startIncluded ? "<" : "<=";
  return compare(touching, left.end, right.start, rt);
}

function meets([a, b]: Ranges, { rt }: Machine): Answer {
  return conjunction(a.endIncluded && b.startIncluded, equal(a.end, b.start, rt));
}

/** `a` starts first, or at the same point with its start included where `b` leaves it out. */
const startsFirst = (a: FeelRange, b: FeelRange, rt: Runtime): Answer =>
  either(compare("<", a.start, b.start, rt), conjunction(equal(a.start, b.start, rt), a.startIncluded && !b.startIncluded));

const endsLast = (a: FeelRange, b: FeelRange, rt: Runtime): Answer =>
  either(compare(">", a.end, b.end, rt), conjunction(equal(a.end, b.end, rt), a.endIncluded && !b.endIncluded));

const sameStart = (a: FeelRange, b: FeelRange, rt: Runtime): Answer => conjunction(a.startIncluded === b.startIncluded, equal(a.start, b.start, rt));
const sameEnd = (a: FeelRange, b: FeelRange, rt: Runtime): Answer => conjunction(a.endIncluded === b.endIncluded, equal(a.end, b.end, rt));

/** They have a point in common. */
function overlaps([a, b]: Ranges, machine: Machine): Answer {
  return conjunction(not(before([a, b], machine)), not(before([b, a], machine)));
}

/** `a` starts first and ends within `b`. */
function overlapsBefore([a, b]: Ranges, machine: Machine): Answer {
  return conjunction(startsFirst(a, b, machine.rt), not(before([a, b], machine)), not(endsLast(a, b, machine.rt)));
}

function finishes([a, range]: [FeelValue, FeelRange], { rt }: Machine): Answer {
  if (!(a instanceof FeelRange)) return conjunction(range.endIncluded, equal(a, range.end, rt));
  return conjunction(sameEnd(a, range, rt), not(startsFirst(a, range, rt)));
}

function starts([a, range]: [FeelValue, FeelRange], { rt }: Machine): Answer {
  if (!(a instanceof FeelRange)) return conjunction(range.startIncluded, equal(a, range.start, rt));
  return conjunction(sameStart(a, range, rt), not(endsLast(a, range, rt)));
}

function includes([range, value]: [FeelRange, FeelValue], { rt }: Machine): Answer {
  if (!(value instanceof FeelRange)) return contains(range, value, rt);
  return conjunction(not(startsFirst(value, range, rt)), not(endsLast(value, range, rt)));
}

function coincides([a, b]: Pair, { rt }: Machine): Answer {
  if (a instanceof FeelRange && b instanceof FeelRange) return conjunction(sameStart(a, b, rt), sameEnd(a, b, rt));
  return equal(a, b, rt);
}

/** The same value in the same domain: other than `=`, times with other offsets are never the same. */
function is([a, b]: Pair, { rt }: Machine): Answer {
  if (kindOf(a) !== kindOf(b)) return false;
  if (a instanceof FeelDate || a instanceof FeelTime || a instanceof FeelDateTime || a instanceof YearsMonthsDuration || a instanceof DaysTimeDuration) {
    return formatTemporal(a) === formatTemporal(b as typeof a); // the kinds were just compared
  }
  return equal(a, b, rt);
}

export const rangeFunctions = {
  is,
  before,
  after: swapped(before),
  meets,
  "met by": swapped(meets),
  overlaps,
  "overlaps before": overlapsBefore,
  "overlaps after": swapped(overlapsBefore),
  finishes,
  "finished by": swapped(finishes),
  includes,
  during: swapped(includes),
  starts,
  "started by": swapped(starts),
  coincides,
};
