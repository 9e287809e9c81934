// Stores steps, many by one statement.
import { cutBatch, type Database } from "../../db";
import { jsonRows } from "../../db/rows";
import type { OwedRow } from "../../kit/owed";
import type { TaskRow } from "./rows";
import { statement } from "./statement";
import { type Rows, rowsOf, type Step } from "./step-rows";

export type Written = {
  id: string;
  /** In the order in which they are to be made. */
  owes: OwedRow[];
  /** Older calls of the instance are still unpaid. */
  isBehind: boolean;
  tasks: TaskRow[];
};

/** Gives those that were written: not those whose guard did not hold, or (new ones) that were there already. */
export async function write(db: Pick<Database, "execute">, steps: readonly Step[]): Promise<Written[]> {
  const rows = steps.map(rowsOf);
  const written: Written[] = [];
  // One step's bounds are the engine's; only a list must be cut.
  for (const batch of rows.length > 1 ? cutBatch(rows) : [rows]) written.push(...(await writeBatch(db, batch)));
  return written;
}

async function writeBatch(db: Pick<Database, "execute">, batch: readonly Rows[]): Promise<Written[]> {
  const done = await jsonRows<{ tenantId: string; id: string; isBehind: boolean }>(db, statement(batch));
  return done.map(({ tenantId, id, isBehind }) => {
    const rows = batch.find((one) => one.instance.tenant_id === tenantId && one.instance.id === id) as Rows; // it was written of these
    return { id, owes: rows.owed.map((row) => row.told), isBehind, tasks: rows.tasks };
  });
}
