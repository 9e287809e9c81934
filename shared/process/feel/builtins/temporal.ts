// Functions of the calendar and of the evaluation's own clock.
import { dayOfYear, weekdayOf, weekOfYear } from "../calendar";
import { Decimal } from "../decimal";
import type { Machine } from "../machine";
import { FeelDate, type FeelDateTime } from "../values";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

type Arguments = [FeelDate | FeelDateTime];
const dateIn = ([value]: Arguments): FeelDate => (value instanceof FeelDate ? value : value.date);

export const temporalFunctions = {
  now: (_: [], { rt }: Machine) => rt.now,
  today: (_: [], { rt }: Machine) => rt.now.date,
  "day of year": (args: Arguments) => new Decimal(dayOfYear(dateIn(args))),
  "day of week": (args: Arguments) => WEEKDAYS[weekdayOf(dateIn(args)) - 1] ?? null,
  "month of year": (args: Arguments) => MONTHS[dateIn(args).month - 1] ?? null,
  "week of year": (args: Arguments) => new Decimal(weekOfYear(dateIn(args))),
};
