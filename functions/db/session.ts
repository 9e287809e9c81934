/** A request's way to its database: drizzle's `sql` writes the statement, the Data API runs it. Errors come out as they are. */
import { ExecuteStatementCommand, type ExecuteStatementCommandOutput, type Field, type RDSDataClient } from "@aws-sdk/client-rds-data";
import type { SQL } from "drizzle-orm";
import { getValueFromDataApi } from "drizzle-orm/aws-data-api/common";
import { direct } from "../kit/direct-call";
import { written } from "./written";

export type Place = { resourceArn: string; secretArn: string; database: string };

/** Columns by their names, as the Data API gives them: texts, numbers, booleans, null, bytes. */
export type Result<Row> = { rows: Row[]; numberOfRecordsUpdated?: number };

/** Its parameters and columns are texts, numbers and booleans, which JSON has as they are: bytes are not among them. */
export class Statement extends ExecuteStatementCommand {
  override resolveMiddleware(...[, configuration]: Parameters<ExecuteStatementCommand["resolveMiddleware"]>) {
    return direct(configuration, {
      service: "rds-data",
      path: () => "/Execute",
      body: JSON.stringify,
      output: (reply): ExecuteStatementCommandOutput => JSON.parse(reply.toString()),
    });
  }
}

export class Session {
  constructor(
    private readonly client: Pick<RDSDataClient, "send">,
    private readonly place: Place,
  ) {}

  /** Runs one statement, which is a transaction of its own. Whoever writes it says what a `Row` of it is; who says the names of its columns, too, saves the service from telling them. */
  async execute<Row = Record<string, unknown>>(query: SQL, names?: readonly string[]): Promise<Result<Row>> {
    const reply: ExecuteStatementCommandOutput = await this.client.send(new Statement({ ...this.place, ...written(query), includeResultMetadata: !names }));
    const columns = names ?? (reply.columnMetadata ?? []).map(({ name = "" }) => name);
    return { rows: (reply.records ?? []).map((record) => named(record, columns) as Row), numberOfRecordsUpdated: reply.numberOfRecordsUpdated };
  }
}

/** What stories have of it. */
export type Database = Pick<Session, "execute">;

const named = (record: Field[], columns: readonly string[]) =>
  Object.fromEntries(record.map((field, index) => [columns[index] ?? String(index), getValueFromDataApi(field)]));
