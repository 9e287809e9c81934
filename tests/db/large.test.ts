import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, cutBatch, readJson } from "../../functions/db";
import { freshDatabases, type TestDatabases } from "../support/databases";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await freshDatabases(["workflow"]);
  await databases.query("workflow", "create table big (n int primary key, state jsonb); grant all on big to public");
});
afterAll(() => databases.close());

const db = () => connect("workflow", Date.now() + 10_000);
const read = (n: number) => readJson(db(), sql`select state as value from big where n = ${n}::int`);
const write = (n: number, state: unknown) =>
  databases.query("workflow", "insert into big values ($1, $2) on conflict (n) do update set state = excluded.state", [n, JSON.stringify(state)]);

describe("a JSON value of any size", () => {
  test("of 512 KiB comes in one call, whatever its characters", async () => {
    for (const [n, text] of ["x".repeat(524_000), "流程".repeat(87_000), '"\\'.repeat(120_000), "😀".repeat(130_000)].entries()) {
      await write(n, { text });
      const before = databases.dataApi.calls();
      expect(await read(n)).toEqual({ text });
      expect(databases.dataApi.calls() - before).toBe(1);
    }
  });

  test("of several MiB comes in several", async () => {
    const state = { list: Array.from({ length: 60_000 }, (_, n) => ({ n, text: `it is ${n}` })) };
    await write(10, state);
    expect(await read(10)).toEqual(state);
  });

  test("that changes while it is read comes whole, as it was or as it is", async () => {
    const [old, young] = ["a", "b"].map((letter) => ({ text: letter.repeat(2_000_000) }));
    await write(11, old);
    let calls = 0;
    let written: Promise<unknown> | undefined;
    databases.dataApi.fail(() => {
      if (++calls === 2) written = write(11, young);
      return undefined;
    });
    const value = await read(11);
    databases.dataApi.fail(undefined);
    await written;
    expect(calls).toBeGreaterThan(2);
    expect([old, young]).toContainEqual(value);
  });

  test("no row is undefined, a null is null, small is small", async () => {
    await write(12, { a: 1 });
    await databases.query("workflow", "insert into big values (13, null)");
    expect([await read(12), await read(13), await read(99)]).toEqual([{ a: 1 }, null, undefined]);
  });
});

describe("a batch", () => {
  test("is cut so that each request stays below 4 MiB, and keeps its order", async () => {
    const rows = Array.from({ length: 40 }, (_, n) => ({ n, text: '"'.repeat(100_000) }));
    const batches = cutBatch(rows);
    expect(batches.length).toBeGreaterThan(1);
    expect(batches.flat()).toEqual(rows);
    for (const batch of batches) {
      const { rows: counted } = await db().execute(
        sql`select count(*) as count from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as it(n int, text text)`,
      );
      expect(counted).toEqual([{ count: batch.length }]);
    }
  });

  test("a row above the size goes alone; nothing gives no batch", () => {
    expect(cutBatch(["a", "x".repeat(50), "b"], 20).map((batch) => batch.length)).toEqual([1, 1, 1]);
    expect(cutBatch([])).toEqual([]);
  });
});
