// Keyset cursors: the sort key at which a page ended, opaque to who sends it back.
import { Problem } from "../../shared/contract/problem";
import { guardText } from "../../shared/rules/text-guard";

type Key = readonly (string | number)[];

export const encodeCursor = (key: Key) => Buffer.from(JSON.stringify(key)).toString("base64url");

/** Throws `invalid-input` for what was no cursor of this kind: `kinds` are the types of its parts. */
export function decodeCursor(cursor: string | undefined, kinds: readonly ("uuid" | "instant" | "number" | "text")[]): Key | undefined {
  if (cursor === undefined) return undefined;
  const key = parsed(cursor);
  if (!Array.isArray(key) || key.length !== kinds.length || !kinds.every((kind, index) => fits[kind](key[index])))
    throw new Problem("invalid-input", "The cursor is none of this list's.", {
      errors: [{ path: "/query/cursor", message: "Send the last page's nextCursor, with the same sort." }],
    });
  return key as Key;
}

const fits = {
  uuid: (value: unknown) => typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  instant: (value: unknown) => typeof value === "string" && isInstant(value),
  number: (value: unknown) => Number.isSafeInteger(value),
  text: (value: unknown) => typeof value === "string" && value.length <= 200 && guardText(value).length === 0,
};

/** As our lists write instants, and one that a database has: PostgreSQL knows no year 0. */
function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text && !text.startsWith("0000");
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}

/** Asked for one more than `limit`, a list knows whether there is a next page; null stands for a row that the page has no room for (jsonRowsInReply). */
export function pageOfRows<T>(rows: readonly (T | null)[], limit: number, keyOf: (row: T) => Key): { data: T[]; nextCursor: string | null } {
  const data = rows.slice(0, limit).filter((row) => row !== null);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > data.length && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
