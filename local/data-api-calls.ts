/** The five operations of the Data API: sessions, transactions, and the rules that the service has for them. */
import { randomBytes } from "node:crypto";
import type { DataApiOptions } from "./data-api";
import { bind, createPlans, prepare } from "./data-api-plans";
import { Pool, type Session } from "./data-api-pool";
import { invalid, noTransaction, Refusal } from "./data-api-refusal";
import { type Result, replyTo, Statement } from "./data-api-statement";
import { createTenantGuard } from "./data-api-tenants";
import type { WireParameter } from "./data-api-types";
import { isCredentials } from "./secrets";

export type Operation = "ExecuteStatement" | "BatchExecuteStatement" | "BeginTransaction" | "CommitTransaction" | "RollbackTransaction";

/** A request's body, as it came. */
export type Call = {
  operation: Operation;
  secretArn?: string;
  resourceArn?: string;
  database?: string;
  schema?: string;
  sql?: string;
  parameters?: WireParameter[];
  parameterSets?: WireParameter[][];
  transactionId?: string;
  includeResultMetadata?: boolean;
  continueAfterTimeout?: boolean;
  formatRecordsAs?: string;
};

type Transaction = { id: string; session: Session; pool: Pool; database: string; busy: boolean; expiry: NodeJS.Timeout };

const mostConnections = 20;

export function createService(options: DataApiOptions) {
  const pools = new Map<string, Pool>();
  const transactions = new Map<string, Transaction>();
  const plans = createPlans();
  const databaseOf = options.databaseOf ?? ((name: string) => name);
  const limits = { statement: 45_000, idle: 180_000, ...options.limits };
  const guard = options.requireTenant ? createTenantGuard() : undefined;

  function poolFor({ secretArn, database }: Call): Pool {
    if (!secretArn) throw invalid("secretArn is missing.");
    const key = `${secretArn} ${database}`;
    const known = pools.get(key);
    if (known) return known;
    const secret = options.secrets.get(secretArn);
    if (!isCredentials(secret)) throw new Refusal("SecretsErrorException", `Secrets Manager can't find the specified secret ${secretArn}.`);
    const { username, password } = secret;
    const pool = new Pool({ ...options.postgres, user: username, password, database: database ? databaseOf(database) : username }, mostConnections);
    pools.set(key, pool);
    return pool;
  }

  async function execute(session: Session, call: Call, given: readonly WireParameter[] = []): Promise<Result> {
    const plan = plans.of(call.sql);
    const parameters = bind(plan, given);
    if (guard && !options.trusted?.includes(call.secretArn ?? "")) await guard(plan.text, session.client);
    try {
      return await inTime(session, prepare(session, plan, parameters), call);
    } finally {
      if (changesSchema.test(plan.text)) forgetPlans();
    }
  }

  /** The caller is told at the limit; the statement is stopped then unless it was to go on. */
  async function inTime(session: Session, statement: Statement, call: Call): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        if (!call.continueAfterTimeout) cancel(session, call);
        reject(new Refusal("StatementTimeoutException", "The execution of the SQL statement timed out."));
      }, limits.statement);
    });
    try {
      session.client.query(statement);
      session.running = statement.done;
      return await Promise.race([statement.done, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  function cancel(session: Session, call: Call) {
    const cancelling = poolFor(call);
    const stop = async () => {
      const other = await cancelling.acquire();
      await other.client.query("select pg_cancel_backend($1)", [session.pid]).catch(() => undefined);
      cancelling.release(other);
    };
    stop().catch(() => undefined);
  }

  /** A changed table may change what a prepared statement gives, and what the guard has to look for. */
  function forgetPlans() {
    plans.forget();
    guard?.forget();
  }

  async function within<T>(call: Call, story: (session: Session, transaction?: Transaction) => Promise<T>): Promise<T> {
    if (call.transactionId) return withinTransaction(call, call.transactionId, story);
    const pool = poolFor(call);
    const session = await pool.acquire();
    try {
      return await story(session);
    } finally {
      whenSettled(session, () => pool.release(session, changesSession.test(call.sql ?? "")));
    }
  }

  async function withinTransaction<T>(call: Call, id: string, story: (session: Session, transaction?: Transaction) => Promise<T>): Promise<T> {
    const transaction = transactions.get(id);
    if (!transaction) throw noTransaction(id, "Transaction may be expired, ended, or aborted by an error of an earlier call.");
    if (call.database && databaseOf(call.database) !== transaction.database) throw invalid("Database name is not the same as the transaction's.");
    if (transaction.busy) throw new Refusal("DatabaseErrorException", "Transaction is still running a query");
    transaction.busy = true;
    clearTimeout(transaction.expiry);
    let failed = true;
    try {
      const result = await story(transaction.session, transaction);
      failed = false;
      return result;
    } catch (error) {
      // One that goes on after its limit keeps its transaction.
      if (error instanceof Refusal && error.name === "StatementTimeoutException" && call.continueAfterTimeout) failed = false;
      throw error;
    } finally {
      whenSettled(transaction.session, (well) => {
        transaction.busy = false;
        if (!transactions.has(id)) return;
        // Its first error ends a transaction: what comes after is told that there is none.
        if (failed || !well) void finish(transaction, "rollback").catch(() => undefined);
        else expireLater(transaction);
      });
    }
  }

  function expireLater(transaction: Transaction) {
    transaction.expiry = setTimeout(() => void finish(transaction, "rollback").catch(() => undefined), limits.idle).unref();
  }

  async function begin(call: Call): Promise<string> {
    const pool = poolFor(call);
    const session = await pool.acquire();
    try {
      await run(session, "begin");
    } catch (error) {
      pool.release(session, true);
      throw error;
    }
    const id = randomBytes(138).toString("base64");
    const transaction: Transaction = { id, session, pool, database: databaseOf(call.database ?? ""), busy: false, expiry: setTimeout(() => undefined, 0) };
    transactions.set(id, transaction);
    expireLater(transaction);
    return id;
  }

  async function finish(transaction: Transaction, how: "commit" | "rollback") {
    transactions.delete(transaction.id);
    clearTimeout(transaction.expiry);
    try {
      await run(transaction.session, how);
    } finally {
      transaction.pool.release(transaction.session, transaction.session.broken);
    }
  }

  async function dispatch(call: Call): Promise<string> {
    if (call.schema) throw invalid("The schema parameter isn't supported");
    if (call.formatRecordsAs === "JSON") throw invalid("The local Data API does not format records as JSON.");
    switch (call.operation) {
      case "ExecuteStatement":
        // Made inside, so that a reply that is too large ends its transaction too.
        return within(call, async (session) => replyTo(await execute(session, call, call.parameters), call.includeResultMetadata ?? false));
      case "BatchExecuteStatement":
        return within(call, (session) => batch(session, call));
      case "BeginTransaction":
        return JSON.stringify({ transactionId: await begin(call) });
      case "CommitTransaction":
        await within(needsTransaction(call), async (_, it) => it && finish(it, "commit"));
        return '{"transactionStatus":"Transaction Committed"}';
      case "RollbackTransaction":
        await within(needsTransaction(call), async (_, it) => it && finish(it, "rollback"));
        return '{"transactionStatus":"Rollback Complete"}';
    }
  }

  /** All or nothing, even outside a transaction. */
  async function batch(session: Session, call: Call): Promise<string> {
    const sets = call.parameterSets?.length ? call.parameterSets : [[]];
    if (sets.length > 1_000) throw invalid("A batch has at most 1,000 parameter sets.");
    if (!call.transactionId) await run(session, "begin");
    try {
      for (const set of sets) await execute(session, call, set);
      if (!call.transactionId) await run(session, "commit");
    } catch (error) {
      if (!call.transactionId) await run(session, "rollback").catch(() => undefined);
      throw error;
    }
    return JSON.stringify({ updateResults: sets.map(() => ({ generatedFields: [] })) });
  }

  return {
    run: dispatch,
    databaseOf: (transactionId: string | undefined) => transactions.get(transactionId ?? "")?.database,
    async close() {
      for (const { expiry } of transactions.values()) clearTimeout(expiry);
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

const whenSettled = (session: Session, then: (well: boolean) => void) =>
  session.running.then(
    () => then(true),
    () => then(false),
  );

const changesSession = /^\s*(set|reset|prepare|listen|load|create\s+temp)\b/i;
const changesSchema = /^\s*(create|alter|drop)\b/i;

function needsTransaction(call: Call): Call {
  if (!call.transactionId) throw invalid("transactionId is missing.");
  return call;
}

async function run(session: Session, text: string): Promise<void> {
  const statement = new Statement(text, []);
  session.client.query(statement);
  session.running = statement.done;
  await statement.done;
}
