/** The one way to the database: a handle per request, bounded by its deadline, on the domain's own database. */
import type { Domain } from "../../shared/contract/domain";
import { env } from "../kit/env";
import { boundedClient } from "./client";
import { type Database, Session } from "./session";

export { constraintOf, sqlState } from "./errors";
export { cutBatch, readJson } from "./large";
export type { Database };

/** Costs some microseconds: make one per request. `deadline` is epoch ms; whatever is not answered by then is `database-away`. */
export function connect(domain: Domain, deadline: number): Database {
  return new Session(boundedClient(deadline), {
    resourceArn: env("DATABASE_CLUSTER_ARN"),
    secretArn: env(`${domain.toUpperCase()}_DATABASE_SECRET_ARN`),
    database: `pflow_${domain}`,
  });
}
