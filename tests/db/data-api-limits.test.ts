import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
} from "@aws-sdk/client-rds-data";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DataApi, startDataApi } from "../../local/data-api";
import { dataApiOptions } from "../../local/postgres-databases";
import { freshDatabases, type TestDatabases } from "../support/databases";

let databases: TestDatabases;
/** With limits that a test can wait for. */
let impatient: DataApi;
let client: RDSDataClient;
let place: { resourceArn: string; secretArn: string; database: string };

beforeAll(async () => {
  databases = await freshDatabases(["ticket"]);
  place = { resourceArn: process.env.DATABASE_CLUSTER_ARN ?? "", secretArn: process.env.TICKET_DATABASE_SECRET_ARN ?? "", database: "pflow_ticket" };
  const { host, port } = databases.server;
  impatient = await startDataApi({
    ...dataApiOptions({ host, port }, databases.secrets),
    databaseOf: databases.databaseOf,
    limits: { statement: 50, idle: 1_000 },
  });
  client = new RDSDataClient({ maxAttempts: 1 });
  await databases.query("ticket", "create table thing (n int primary key); grant all on thing to public");
});
afterAll(async () => {
  await impatient.close();
  await databases.close();
});

const execute = (sql: string, more = {}) => client.send(new ExecuteStatementCommand({ ...place, sql, ...more }));
const patience = { timeout: 10_000 };
const begin = () => client.send(new BeginTransactionCommand(place));
const count = async (n: number) => (await databases.query("ticket", "select from thing where n = $1", [n])).length;

describe("sizes", () => {
  test("a row may have 64 KB, a reply 1 MiB, a request 4 MiB", async () => {
    expect((await execute("select repeat('x', 65536)")).records).toHaveLength(1);
    await expect(execute("select repeat('x', 65537)")).rejects.toMatchObject({ name: "UnsupportedResultException" });
    await expect(execute("select repeat('é', 32769)")).rejects.toMatchObject({ name: "UnsupportedResultException" });
    await expect(execute("select repeat('x', 60000) from generate_series(1, 18)")).rejects.toMatchObject({ name: "UnsupportedResultException" });
    await expect(execute(`select '${"x".repeat(4 * 1024 * 1024)}'`)).rejects.toMatchObject({ name: "RequestEntityTooLargeException" });
  });

  test("a reply that is too large does not undo its statement", async () => {
    await expect(execute("insert into thing values (1) returning repeat('x', 70000)")).rejects.toMatchObject({ name: "UnsupportedResultException" });
    expect(await count(1)).toBe(1);
  });
});

describe("a transaction", () => {
  test("keeps or drops all that was done in it", async () => {
    for (const [n, End] of [
      [10, CommitTransactionCommand],
      [11, RollbackTransactionCommand],
    ] as const) {
      const { transactionId } = await begin();
      await execute(`insert into thing values (${n})`, { transactionId });
      expect(await count(n)).toBe(0);
      await client.send(new End({ ...place, transactionId }));
    }
    expect([await count(10), await count(11)]).toEqual([1, 0]);
  });

  test("takes one call at a time", async () => {
    const { transactionId } = await begin();
    const both = await Promise.allSettled([execute("select pg_sleep(0.5)", { transactionId }), execute("select pg_sleep(0.5)", { transactionId })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { name: "DatabaseErrorException", message: "Transaction is still running a query" },
    });
    await client.send(new RollbackTransactionCommand({ ...place, transactionId }));
  });

  test("ends with its first error", async () => {
    const { transactionId } = await begin();
    await execute("insert into thing values (20)", { transactionId });
    await expect(execute("select 1 / 0", { transactionId })).rejects.toThrow("SQLState: 22012");
    await expect(execute("select 1", { transactionId })).rejects.toMatchObject({ name: "TransactionNotFoundException" });
    await expect(client.send(new CommitTransactionCommand({ ...place, transactionId }))).rejects.toMatchObject({ name: "TransactionNotFoundException" });
    expect(await count(20)).toBe(0);
  });

  test("dies when it is idle for too long, and gives its locks back", async () => {
    const other = new RDSDataClient({ maxAttempts: 1, endpoint: impatient.url });
    const { transactionId } = await other.send(new BeginTransactionCommand(place));
    await other.send(new ExecuteStatementCommand({ ...place, transactionId, sql: "insert into thing values (30)" }));
    // Waits for the lock of the first, which nobody but its expiry takes away.
    await databases.query("ticket", "insert into thing values (30)");
    await expect(other.send(new CommitTransactionCommand({ ...place, transactionId }))).rejects.toMatchObject({ name: "TransactionNotFoundException" });
  });
});

describe("a statement beyond the limit", () => {
  const late = (seconds: number, more = {}) =>
    new RDSDataClient({ maxAttempts: 1, endpoint: impatient.url }).send(
      new ExecuteStatementCommand({ ...place, sql: `insert into thing select 40 + (pg_sleep(${seconds}) is null)::int`, ...more }),
    );

  test("is stopped", async () => {
    await expect(late(5)).rejects.toMatchObject({ name: "StatementTimeoutException" });
    await expect
      .poll(
        () => databases.query("ticket", "select from pg_stat_activity where query like '%pg_sleep(5)%' and state = 'active' and pid <> pg_backend_pid()"),
        patience,
      )
      .toEqual([]);
    expect(await count(40)).toBe(0);
  });

  test("goes on if it was to continue", async () => {
    await expect(late(0.3, { continueAfterTimeout: true })).rejects.toMatchObject({ name: "StatementTimeoutException" });
    await expect.poll(() => count(40), patience).toBe(1);
  });
});

test("a caller who goes away does not stop the statement", async () => {
  const abort = new AbortController();
  const sent = client.send(new ExecuteStatementCommand({ ...place, sql: "insert into thing select 50 from (select pg_sleep(1)) as it" }), {
    abortSignal: abort.signal,
  });
  await expect
    .poll(
      () => databases.query("ticket", "select 1 as one from pg_stat_activity where query like '%select 50%' and state = 'active' and pid <> pg_backend_pid()"),
      patience,
    )
    .toHaveLength(1);
  abort.abort();
  await expect(sent).rejects.toMatchObject({ name: "AbortError" });
  await expect.poll(() => count(50), patience).toBe(1);
});

test("what a call sets for its session, no other call sees", async () => {
  await execute("set work_mem = '7MB'");
  expect((await execute("show work_mem")).records).not.toEqual([[{ stringValue: "7MB" }]]);
});
