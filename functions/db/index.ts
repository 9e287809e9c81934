/** The one way to the database: a handle per request, bounded by its deadline, on the domain's own database. */
import { AwsDataApiPgDatabase, AwsPgDialect } from "drizzle-orm/aws-data-api/pg";
import type { Domain } from "../../shared/contract/domain";
import { env } from "../kit/env";
import { boundedClient } from "./client";
import { Session } from "./session";

export { constraintOf, sqlState } from "./errors";
export { cutBatch, readJson } from "./large";

export type Database = AwsDataApiPgDatabase;
/** What `db.transaction(async (tx) => …)` hands to its story. */
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

// The Data API gives every timestamp in UTC without saying so, and drizzle reads it in the process's zone. Lambda's is UTC.
process.env.TZ = "UTC";

/** Shared, since it remembers the columns' names. */
const dialect = new AwsPgDialect({ casing: "snake_case" });

/** Costs some microseconds: make one per request. `deadline` is epoch ms; whatever is not answered by then is `database-away`. */
export function connect(domain: Domain, deadline: number): Database {
  const place = {
    resourceArn: env("DATABASE_CLUSTER_ARN"),
    secretArn: env(`${domain.toUpperCase()}_DATABASE_SECRET_ARN`),
    database: `pflow_${domain}`,
  };
  return new AwsDataApiPgDatabase(dialect, new Session(boundedClient(deadline), dialect, place), undefined);
}
