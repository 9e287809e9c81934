/** What AWS Secrets Manager holds in the cloud: credentials and keys, made up at the first start and kept in one private file. */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Domain, domains } from "../shared/contract/domain";
import { account, region, stage } from "./settings";

export type Credentials = { username: string; password: string };
export type Secrets = {
  /** What is behind an ARN, or undefined as there is no such secret. */
  get(arn: string): unknown;
  /** The secret of that name; made and kept when it is first asked for. */
  ensure<T>(name: string, make: () => T): T;
  /** Sets one for this run only, such as a password that somebody else keeps. */
  put(name: string, value: unknown): void;
  arnOf(name: string): string;
  /** The login role of a domain's database. */
  domain(domain: Domain): Credentials;
  /** What Lambdas get as environment: the ARN of each database secret. */
  environment(): Record<string, string>;
};

const prefix = `arn:aws:secretsmanager:${region}:${account}:secret:pflow-${stage}/`;
/** What signs the addresses of submissions: the current key and those that still verify. */
const submissionKeys = "submission-keys";
/** What seals the secrets of connections. */
const connectionKeys = "connection-keys";
export const databaseSecret = (domain: Domain | "admin") => `${domain}-database`;

/** `file` undefined keeps all in memory. `rolePrefix` keeps the roles of several installations on one server apart. */
export function createSecrets({ file, rolePrefix = "pflow_" }: { file?: string; rolePrefix?: string } = {}): Secrets {
  const kept = new Map<string, unknown>(file ? load(file) : []);
  const passing = new Map<string, unknown>();
  const secrets: Secrets = {
    get(arn) {
      const name = arn.startsWith(prefix) ? arn.slice(prefix.length) : "";
      return passing.get(name) ?? kept.get(name);
    },
    ensure<T>(name: string, make: () => T) {
      if (!passing.has(name) && !kept.has(name)) {
        kept.set(name, make());
        if (file) save(file, kept);
      }
      // Whoever names a secret says what it is.
      return (passing.get(name) ?? kept.get(name)) as T;
    },
    put: (name, value) => void passing.set(name, value),
    arnOf: (name) => prefix + name,
    domain: (domain) => secrets.ensure(databaseSecret(domain), () => ({ username: `${rolePrefix}${domain}`, password: randomBytes(24).toString("base64url") })),
    environment: () => ({
      ...Object.fromEntries(
        [...domains, "admin" as const].map((it) => [
          `${it.toUpperCase()}_DATABASE_SECRET_ARN`.replace(/^ADMIN_DATABASE/, "DATABASE_ADMIN"),
          secrets.arnOf(databaseSecret(it)),
        ]),
      ),
      SUBMISSION_KEYS_SECRET_ARN: secrets.arnOf(submissionKeys),
      CONNECTION_KEYS_SECRET_ARN: secrets.arnOf(connectionKeys),
    }),
  };
  for (const domain of domains) secrets.domain(domain);
  for (const name of [submissionKeys, connectionKeys]) secrets.ensure(name, () => ({ current: "k1", keys: { k1: randomBytes(32).toString("base64url") } }));
  return secrets;
}

export const isCredentials = (value: unknown): value is Credentials =>
  typeof value === "object" && value !== null && "username" in value && "password" in value;

/** The cluster admin's password is PostgreSQL's to keep. */
export const putAdmin = (secrets: Secrets, { adminUser, adminPassword }: { adminUser: string; adminPassword: string }) =>
  secrets.put(databaseSecret("admin"), { username: adminUser, password: adminPassword } satisfies Credentials);

function load(file: string): [string, unknown][] {
  try {
    return Object.entries(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new Error(`${file} can't be read. It holds the passwords of the local databases: restore it, or delete it together with the data.`, { cause: error });
  }
}

function save(file: string, kept: Map<string, unknown>) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
