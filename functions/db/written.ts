/** A statement of drizzle's `sql` as the Data API takes it: its text, with what is not text as parameters `:1`, `:2` … */
import type { Field, SqlParameter } from "@aws-sdk/client-rds-data";
import { SQL, StringChunk } from "drizzle-orm";

export type Written = { sql: string; parameters: SqlParameter[] };

/** Texts, parts, and values that JSON has as they are are all that our statements hold, so drizzle's own writer, which looks for a dozen kinds more, is not needed. Throws where there is something else. */
export function written(query: SQL): Written {
  const parameters: SqlParameter[] = [];
  const write = (chunks: readonly unknown[]): string => {
    let text = "";
    for (const chunk of chunks) {
      if (chunk instanceof StringChunk) text += chunk.value.length === 1 ? chunk.value[0] : chunk.value.join("");
      else if (chunk instanceof SQL) text += write(chunk.queryChunks);
      else if (chunk !== undefined) {
        const name = String(parameters.length + 1);
        parameters.push({ name, value: fieldOf(chunk) });
        text += `:${name}`;
      }
    }
    return text;
  };
  return { sql: write(query.queryChunks), parameters };
}

function fieldOf(value: unknown): Field {
  if (value === null) return { isNull: true };
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "number") return Number.isInteger(value) ? { longValue: value } : { doubleValue: value };
  if (typeof value === "boolean") return { booleanValue: value };
  if (value instanceof Date) return { stringValue: value.toISOString().replace("T", " ").replace("Z", "") };
  throw new TypeError(`A statement can't hold ${Array.isArray(value) ? "a list" : `a value of type ${typeof value}`}; give it as JSON.`);
}
