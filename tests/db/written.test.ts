import { sql } from "drizzle-orm";
import { toValueParam } from "drizzle-orm/aws-data-api/common";
import { CasingCache } from "drizzle-orm/casing";
import { expect, test } from "vitest";
import { written } from "../../functions/db/written";

/** drizzle's own writer, set up for the Data API. */
const byDrizzle = (query: typeof parts) => {
  const { sql, params } = query.toQuery({
    casing: new CasingCache("snake_case"),
    escapeName: (name) => `"${name}"`,
    escapeParam: (index) => `:${index + 1}`,
    escapeString: (text) => `'${text}'`,
  });
  return { sql, parameters: params.map((value, index) => ({ name: `${index + 1}`, value: toValueParam(value).value })) };
};

const at = new Date("2026-12-01T08:00:00.120Z");
const parts = sql`select ${"te'xt"}, ${null}, ${1}, ${1.5}, ${true}, ${at}::timestamptz, ${undefined} ${sql``} ${sql.raw(`"${"raw"}"`)}
  from (${sql`select ${2} where ${sql.join([sql`a = ${"a"}`, sql`b`], sql` and `)}`}) x where :not = 'one :of ours' or ${"last"} ${sql.join([])}`;

test("a statement is written as drizzle writes it, with its parameters in their order", () => {
  expect(written(parts)).toEqual(byDrizzle(parts));
  expect(written(parts).parameters).toHaveLength(9);
});

test("what the Data API has no parameter for is refused before it is sent", () => {
  expect(() => written(sql`select ${["a"]}`)).toThrow("a list");
  expect(() => written(sql`select ${{ a: 1 }}`)).toThrow("a value of type object");
  expect(() => written(sql`select ${1n}`)).toThrow("a value of type bigint");
});
