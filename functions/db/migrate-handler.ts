/** The Lambda that a deploy runs before its functions: what it throws fails the deploy. */
import type { Context } from "aws-lambda";
import * as z from "zod";
import { type Domain, domains } from "../../shared/contract/domain";
import { now } from "../kit/clock";
import { env } from "../kit/env";
import { secret } from "../kit/secret";
import { migrate } from "./migrate";

const Credentials = z.object({ username: z.string(), password: z.string() });

/** `functions/<domain>/migrations` are packed with the bundle; MIGRATIONS_FOLDER says where, if not at its root. */
export async function handler(_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<{ applied: string[] }> {
  const pairs = domains.map(async (domain) => [domain, Credentials.parse(await secret(env(`${domain.toUpperCase()}_DATABASE_SECRET_ARN`)))] as const);
  const applied = await migrate({
    clusterArn: env("DATABASE_CLUSTER_ARN"),
    adminSecretArn: env("DATABASE_ADMIN_SECRET_ARN"),
    // All domains are there: it is made from their list.
    credentials: Object.fromEntries(await Promise.all(pairs)) as Record<Domain, z.infer<typeof Credentials>>,
    folder: process.env.MIGRATIONS_FOLDER ?? "functions",
    deadline: now() + context.getRemainingTimeInMillis() - 5_000,
  });
  console.info(JSON.stringify({ message: "Migrations are done.", applied }));
  return { applied };
}
