/** Login roles of the domains. Passwords leave here only as SCRAM verifiers, so that no statement log holds one. */
import { createHash, createHmac, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";

/** Utility statements take no parameters. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const createRole = (username: string) => `create role ${quoted(username)} login`;

export const alterRole = (username: string, verifier: string) => [
  `alter role ${quoted(username)} login password '${verifier}'`,
  // A Lambda that was killed does not stop its statement.
  `alter role ${quoted(username)} set statement_timeout = '5s'`,
  // Every statement here walks indexes to a bounded number of rows. A plan that is kept from when a table was small must not read all of it once it is large.
  ...["enable_seqscan", "enable_hashjoin", "enable_mergejoin"].map((way) => `alter role ${quoted(username)} set ${way} = off`),
];

/** What PostgreSQL keeps of a password: `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey` (RFC 5803). */
export async function passwordVerifier(password: string, iterations: number): Promise<string> {
  // Other characters would have to go through SASLprep first.
  if (!/^[\x21-\x7e]+$/.test(password))
    throw new Error("A database password may only have printable ASCII characters without spaces: generate the secret anew.");
  const salt = randomBytes(16);
  const salted = await promisify(pbkdf2)(password, salt, iterations, 32, "sha256");
  const key = (name: string) => createHmac("sha256", salted).update(name).digest();
  const stored = createHash("sha256").update(key("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${key("Server Key").toString("base64")}`;
}
