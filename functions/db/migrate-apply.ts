/** Applies one migration in one transaction with its line in the ledger: all of it, or nothing. */

import { setTimeout as sleep } from "node:timers/promises";
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  type RDSDataClient,
  RollbackTransactionCommand,
} from "@aws-sdk/client-rds-data";
import type { Migration } from "./migrate-files";
import type { Place } from "./session";

/** Any number will do, as long as nobody else takes it. */
const lock = 7_310_551;

/** Keeps a second run waiting: PostgreSQL takes no two changes of the same role or grant at once. The lock is its transaction's. */
export async function alone(client: RDSDataClient, place: Place, story: () => Promise<void>): Promise<void> {
  const { transactionId } = await client.send(new BeginTransactionCommand(place));
  try {
    await runPatiently(client, { ...place, transactionId }, `select pg_advisory_xact_lock(${lock})`);
    await story();
  } finally {
    await client.send(new RollbackTransactionCommand({ ...place, transactionId })).catch(() => undefined);
  }
}

/** `known` is the hash in the ledger. Gives whether anything was done. */
export async function applyMigration(
  client: RDSDataClient,
  place: Place,
  migration: Migration & { domain: string; known: string | undefined },
): Promise<boolean> {
  const { name, domain, hash, known, statements } = migration;
  const path = `functions/${domain}/migrations/${name}.sql`;
  if (known !== undefined) checkHash(path, known, hash);
  if (known !== undefined) return false;

  const { transactionId } = await client.send(new BeginTransactionCommand(place));
  const run = (sql: string, values?: Record<string, string>) => runPatiently(client, { ...place, transactionId }, sql, values);
  let at = 0;
  try {
    await run(`select pg_advisory_xact_lock(${lock})`);
    // Whoever held the lock may have done it.
    const [[applied] = []] = (await run("select hash from migration.ledger where name = :name", { name })).records ?? [];
    if (applied) checkHash(path, applied.stringValue ?? "", hash);
    else {
      for (const statement of statements) {
        at++;
        await run(statement);
      }
      await run("insert into migration.ledger (name, hash) values (:name, :hash)", { name, hash });
    }
    await client.send(new CommitTransactionCommand({ ...place, transactionId }));
    return !applied;
  } catch (error) {
    await client.send(new RollbackTransactionCommand({ ...place, transactionId })).catch(() => undefined);
    if (error instanceof ChangedMigration) throw error;
    const where = at > 0 ? ` at statement ${at} of ${statements.length} (${statements[at - 1]?.slice(0, 200)})` : "";
    throw new Error(`${path} failed${where}; nothing of it was kept. ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

class ChangedMigration extends Error {}

function checkHash(path: string, known: string, hash: string) {
  if (known !== hash)
    throw new ChangedMigration(`${path} was changed after it was applied. Put it back as it was, and write what you want in a new migration.`);
}

/** The service answers after 45 s whatever happens; a long statement goes on, and its transaction is busy until it is done. */
async function runPatiently(client: RDSDataClient, place: Place & { transactionId: string | undefined }, sql: string, values: Record<string, string> = {}) {
  const parameters = Object.entries(values).map(([name, stringValue]) => ({ name, value: { stringValue } }));
  const send = (text: string, more = {}) => client.send(new ExecuteStatementCommand({ ...place, sql: text, continueAfterTimeout: true, ...more }));
  try {
    return await send(sql, { parameters });
  } catch (error) {
    if (!(error instanceof Error) || !timedOut(error)) throw error;
    for (;;) {
      try {
        // If the statement failed in the end, its transaction is gone, and this says so.
        return await send("select 1");
      } catch (busy) {
        if (!/still running a query/.test(String(busy))) throw busy;
        await sleep(500);
      }
    }
  }
}

const timedOut = ({ cause }: Error) => cause instanceof Error && cause.name === "StatementTimeoutException";
