import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { migrate } from "../../functions/db/migrate";
import { type Domain, domains } from "../../shared/contract/domain";
import { freshDatabases, type TestDatabases } from "../support/databases";

let databases: TestDatabases;
let folder: string;
let name: string;
const log = { ticket: [] as string[] };

beforeAll(async () => {
  // A transaction that nobody ended keeps its locks until it was idle for too long.
  databases = await freshDatabases(["ticket"], { idle: 3_000 });
});
afterAll(() => databases.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pflow-migrations-"));
  name = `m${Math.random().toString(36).slice(2, 10)}`;
  log.ticket = [];
  databases.dataApi.fail(undefined);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  for (const domain of domains) {
    await databases.query("ticket", `drop database if exists "${databaseOf(domain)}" with (force)`);
    await databases.query("ticket", `drop role if exists "${roleOf(domain)}"`);
  }
});

const databaseOf = (domain: Domain) => `${name}_${domain}`;
const roleOf = (domain: Domain) => `${name}_${domain}_role`;

/** As drizzle-kit writes them. */
function write(tag: string, statements: string[]) {
  const migrations = join(folder, "ticket", "migrations");
  mkdirSync(join(migrations, "meta"), { recursive: true });
  writeFileSync(join(migrations, `${tag}.sql`), statements.join("--> statement-breakpoint\n"));
  if (!log.ticket.includes(tag)) log.ticket.push(tag);
  writeFileSync(join(migrations, "meta", "_journal.json"), JSON.stringify({ version: "7", entries: log.ticket.map((it, idx) => ({ idx, tag: it, when: 0 })) }));
}

const run = (password = "first-password") =>
  migrate({
    clusterArn: process.env.DATABASE_CLUSTER_ARN ?? "",
    adminSecretArn: process.env.DATABASE_ADMIN_SECRET_ARN ?? "",
    credentials: Object.fromEntries(domains.map((domain) => [domain, { username: roleOf(domain), password }])) as Parameters<typeof migrate>[0]["credentials"],
    folder,
    deadline: Date.now() + 15_000,
    // A server of one's own stays as it was.
    exclusive: !process.env.PFLOW_POSTGRES_URL,
    databaseOf,
  });

async function as(password: string, domain: Domain, sql: string, role = roleOf(domain)) {
  const client = new pg.Client({ ...databases.server, user: role, password, database: databaseOf(domain) });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("makes databases and roles, applies what is there, and does nothing the second time", async () => {
  write("0000_first", ["create table ticket (n serial primary key, name text)", "insert into ticket (name) values ('a;b')"]);
  write("0001_second", ["alter table ticket add column more text"]);

  expect(await run()).toEqual(["ticket/0000_first", "ticket/0001_second"]);
  expect(await run()).toEqual([]);

  expect(await as("first-password", "ticket", "insert into ticket (name) values ('c') returning n, more")).toEqual([{ n: 2, more: null }]);
  expect(await as("first-password", "form", "select current_setting('statement_timeout') as it")).toEqual([{ it: "5s" }]);
});

test("a role reaches no other domain's database, nor the server's own", async () => {
  await run();
  await expect(as("first-password", "form", "select 1", roleOf("ticket"))).rejects.toMatchObject({ code: "42501" });
  await expect(as("first-password", "ticket", "create table mine ()")).rejects.toMatchObject({ code: "42501" });
});

test("a rotated password counts after the next run", async () => {
  await run();
  await run("second-password");
  await expect(as("first-password", "ticket", "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect(await as("second-password", "ticket", "select 1 as one")).toEqual([{ one: 1 }]);
});

describe("a migration that fails", () => {
  test("is undone whole, says where it failed, and is taken up when it is mended", async () => {
    write("0000_good", ["create table a ()"]);
    write("0001_bad", ["create table b ()", "create table c (n nonsense)"]);
    await expect(run()).rejects.toThrow(
      /functions\/ticket\/migrations\/0001_bad\.sql failed at statement 2 of 2 \(create table c[\s\S]*nothing of it was kept[\s\S]*nonsense/,
    );

    write("0001_bad", ["create table b ()", "create table c (n int)"]);
    expect(await run()).toEqual(["ticket/0001_bad"]);
  });

  test("does not hide behind a rollback that fails", async () => {
    write("0000_bad", ["select 1 / 0"]);
    databases.dataApi.fail(({ operation }) => (operation === "RollbackTransaction" ? "cut" : undefined));
    await expect(run()).rejects.toThrow("division by zero");
  });
});

test("a run that breaks off anywhere is continued by the next", { timeout: 60_000 }, async () => {
  write("0000_first", ["create table a ()", "create table b ()"]);
  write("0001_second", ["create table c ()"]);
  let applied: string[] | undefined;
  for (let cutAt = 1; !applied; cutAt += 7) {
    let calls = 0;
    // Each run comes a little further; at times what was cut had been done.
    databases.dataApi.fail(() => (++calls === cutAt ? (cutAt % 2 ? "cut" : "cut-after") : undefined));
    applied = await run().catch(() => undefined);
  }
  databases.dataApi.fail(undefined);
  expect(await run()).toEqual([]);
  expect(await as("first-password", "ticket", "select from a, b, c")).toEqual([]);
});

test("two runs at once apply everything once", async () => {
  write("0000_first", ["create table a (n int)", "insert into a values (1)"]);
  const both = await Promise.all([run(), run()]);
  expect(both.flat()).toEqual(["ticket/0000_first"]);
  expect(await as("first-password", "ticket", "select n from a")).toEqual([{ n: 1 }]);
});

test("a migration that was changed after it was applied is refused by name", async () => {
  write("0000_first", ["create table a ()"]);
  await run();
  write("0000_first", ["create table a (n int)"]);
  await expect(run()).rejects.toThrow("functions/ticket/migrations/0000_first.sql was changed after it was applied. Put it back as it was");
});
