import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, constraintOf, type Database, sqlState } from "../../functions/db";
import { iso } from "../../functions/db/rows";
import { Refusal } from "../../local/data-api";
import { Problem } from "../../shared/contract/problem";
import { freshDatabases, type TestDatabases } from "../support/databases";

let databases: TestDatabases;
let db: Database;

beforeAll(async () => {
  databases = await freshDatabases(["ticket", "form"]);
  await databases.query(
    "ticket",
    "create table thing (id uuid primary key, number int constraint thing_number unique, made_at timestamptz); grant all on thing to public",
  );
});
afterAll(() => databases.close());
beforeEach(() => {
  db = connect("ticket", Date.now() + 5_000);
  databases.dataApi.away(false);
  databases.dataApi.resuming(0);
  databases.dataApi.fail(undefined);
});

const caught = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const madeAt = new Date("2026-11-22T10:00:00.123Z");
const insert = (number: number) =>
  db.execute(sql`insert into thing (id, number, made_at) values (${crypto.randomUUID()}::uuid, ${number}, ${madeAt}::timestamptz)`);

describe("a handle", () => {
  test("reads back what it wrote, to the millisecond, in any zone of the machine", async () => {
    await insert(1);
    const { rows } = await db.execute(sql`select number, ${iso(sql`made_at`)} as "madeAt" from thing where number = ${1}`);
    expect(rows).toEqual([{ number: 1, madeAt: madeAt.toISOString() }]);
  });

  test("costs no more than some microseconds", () => {
    const many = (count: number) => {
      // The processor's time: others may be using the machine.
      const before = process.cpuUsage();
      for (let n = 0; n < count; n++) connect("ticket", 0);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / count;
    };
    many(1_000);
    expect(many(10_000)).toBeLessThan(20);
  });

  test("says which variable is missing", () => {
    const { FORM_DATABASE_SECRET_ARN } = process.env;
    delete process.env.FORM_DATABASE_SECRET_ARN;
    expect(() => connect("form", 0)).toThrow("FORM_DATABASE_SECRET_ARN");
    process.env.FORM_DATABASE_SECRET_ARN = FORM_DATABASE_SECRET_ARN;
  });
});

describe("an error of the database", () => {
  test("comes out as it is, with its SQLSTATE, its constraint and the statement, and without the parameters", async () => {
    await insert(2);
    const error = await caught(insert(2));
    expect([sqlState(error), constraintOf(error)]).toEqual(["23505", "thing_number"]);
    expect(error).toMatchObject({ name: "DatabaseErrorException", statement: expect.stringContaining("insert into thing") });
    expect(sqlState(new Error("wrapped", { cause: error }))).toBe("23505");
  });

  test("has no constraint where none was violated", async () => {
    const error = await caught(db.execute(sql`select 1 / 0`));
    expect([sqlState(error), constraintOf(error)]).toEqual(["22012", undefined]);
    expect([sqlState(new Error("x")), sqlState(undefined), constraintOf("x")]).toEqual([undefined, undefined, undefined]);
  });
});

describe("a database that is waking", () => {
  test("is asked again until it is awake", async () => {
    databases.dataApi.resuming(400);
    expect((await db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  });

  test("is a refusal with a time to come back at the deadline", async () => {
    databases.dataApi.resuming(60_000);
    const start = Date.now();
    expect(await caught(connect("ticket", start + 600).execute(sql`select 1`))).toMatchObject({
      code: "database-waking",
      status: 503,
      retryAfter: expect.any(Number),
    });
    expect(Date.now() - start).toBeLessThan(5_000);
  });
});

describe("a database that is away", () => {
  const asked = async () => caught(db.execute(sql`select 1`));

  test("is told from one that refuses, and asked once only", async () => {
    const service = (name: string, status: number) => new Refusal(name, "…", status);
    const state = (it: string) => new Refusal("DatabaseErrorException", `ERROR: it went; SQLState: ${it}`);
    for (const fault of [
      "cut",
      service("ServiceUnavailableError", 503),
      service("InternalServerErrorException", 500),
      service("DatabaseUnavailableException", 504),
      state("08006"),
      state("57P01"),
    ] as const) {
      databases.dataApi.fail(() => fault);
      const before = databases.dataApi.calls("ticket");
      expect(await asked(), String(fault)).toMatchObject({ code: "database-away", detail: expect.stringContaining("may have been made all the same") });
      expect(databases.dataApi.calls("ticket") - before).toBe(1);
    }
    for (const fault of [state("57014"), state("40P01"), service("AccessDeniedException", 403)]) {
      databases.dataApi.fail(() => fault);
      expect(await asked()).not.toBeInstanceOf(Problem);
    }
  });

  test("may have done what it was asked", async () => {
    databases.dataApi.fail(() => "cut-after");
    expect(await caught(insert(3))).toMatchObject({ code: "database-away" });
    expect(await databases.query("ticket", "select from thing where number = 3")).toHaveLength(1);
  });

  test("nobody there at all", async () => {
    const { AWS_ENDPOINT_URL_RDS_DATA } = process.env;
    process.env.AWS_ENDPOINT_URL_RDS_DATA = "http://127.0.0.1:1";
    expect(await asked()).toMatchObject({ code: "database-away" });
    process.env.AWS_ENDPOINT_URL_RDS_DATA = AWS_ENDPOINT_URL_RDS_DATA;
  });
});

describe("the deadline", () => {
  test("bounds every call", async () => {
    const start = Date.now();
    expect(await caught(connect("ticket", start + 200).execute(sql`select pg_sleep(2)`))).toMatchObject({ code: "database-away" });
    expect(Date.now() - start).toBeLessThan(1_500);
  });

  test("once over, nothing is asked", async () => {
    const before = databases.dataApi.calls();
    expect(await caught(connect("ticket", Date.now() - 1).execute(sql`select 1`))).toMatchObject({ code: "database-away" });
    expect(databases.dataApi.calls()).toBe(before);
  });
});

test("a role reaches its own database and no other", async () => {
  const own = process.env.TICKET_DATABASE_SECRET_ARN;
  process.env.TICKET_DATABASE_SECRET_ARN = process.env.FORM_DATABASE_SECRET_ARN;
  const error = await caught(connect("ticket", Date.now() + 5_000).execute(sql`select 1`));
  process.env.TICKET_DATABASE_SECRET_ARN = own;
  expect(sqlState(error)).toBe("42501");
});

test("a role reads and writes rows, changes no schema, and has five seconds", async () => {
  for (const statement of [
    sql`create table mine (n int)`,
    sql`drop table ticket`,
    sql`alter table ticket add column x int`,
    sql`select * from migration.ledger`,
  ]) {
    expect(sqlState(await caught(db.execute(statement)))).toBe("42501");
  }
  expect((await db.execute(sql`show statement_timeout`)).rows).toEqual([{ statement_timeout: "5s" }]);
});
