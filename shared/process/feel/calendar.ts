// The proleptic Gregorian calendar by arithmetic alone; days are counted from 1970-01-01.
import { FeelDate } from "./values";

export const MAX_YEAR = 999_999_999;
const DAYS_PER_ERA = 146_097;

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysInMonth = (year: number, month: number): number => (month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** A date, or null where there is no such day. */
export function makeDate(year: number, month: number, day: number): FeelDate | null {
  if (![year, month, day].every(Number.isSafeInteger) || Math.abs(year) > MAX_YEAR) return null;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return new FeelDate(year, month, day);
}

/** Counts in years that start in March, so that the leap day comes last. */
export function daysOf(date: FeelDate): number {
  const year = date.month <= 2 ? date.year - 1 : date.year;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((date.month + 9) % 12) + 2) / 5) + date.day - 1;
  return era * DAYS_PER_ERA + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export function dateOfDays(days: number): FeelDate | null {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return makeDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1);
}

/** The same day of another month, or that month's last day. */
export function addMonths(date: FeelDate, months: number): FeelDate | null {
  const index = date.year * 12 + date.month - 1 + months;
  const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  if (!Number.isSafeInteger(index)) return null;
  return makeDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** Monday is 1, Sunday 7. */
export const weekdayOf = (date: FeelDate): number => ((((daysOf(date) + 3) % 7) + 7) % 7) + 1;

export const dayOfYear = (date: FeelDate): number => daysOf(date) - daysOf(new FeelDate(date.year, 1, 1)) + 1;

/** ISO 8601: the week that holds the year's first Thursday is week 1. */
export function weekOfYear(date: FeelDate): number {
  const week = Math.floor((dayOfYear(date) - weekdayOf(date) + 10) / 7);
  if (week < 1) return weeksIn(date.year - 1);
  return week > weeksIn(date.year) ? 1 : week;
}

function weeksIn(year: number): number {
  const first = weekdayOf(new FeelDate(year, 1, 1));
  return first === 4 || (first === 3 && isLeapYear(year)) ? 53 : 52;
}
