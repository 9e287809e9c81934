/** The local issuer's signing key, kept on disk, and the access tokens that it signs. */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK, type JWTVerifyGetKey, SignJWT } from "jose";
import { demoPeople } from "./demo-people";
import { audience, consoleClientId } from "./settings";

/** Whom a token is for: a demo person by e-mail alone, anybody else with a tenant. Other claims are added, or (undefined) left out. */
export type TokenFor = {
  email?: string;
  sub?: string;
  tenant?: string;
  name?: string /** Seconds from now; negative has expired. */;
  expiresIn?: number;
} & Record<string, unknown>;

export type IssuerKeys = {
  issuer: string;
  /** What `jwks_uri` answers. */
  jwks: JSONWebKeySet;
  /** For an authorizer in this process. */
  find: JWTVerifyGetKey;
  issueToken(given: TokenFor): Promise<string>;
  sign(claims: Record<string, unknown>, expiresIn: number, type?: string): Promise<string>;
};

export const accessTokenSeconds = 8 * 3600;

/** `file` undefined makes a key for this process only. */
export async function openIssuerKeys({ issuer, file }: { issuer: string; file?: string }): Promise<IssuerKeys> {
  const secret = file && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as JWK) : await newKey(file); // written below
  const { kty, n, e, kid, alg, use } = secret;
  const jwks = { keys: [{ kty, n, e, kid, alg, use }] } as JSONWebKeySet; // an RSA key has exactly these public parts
  const key = await importJWK(secret, "RS256");

  const sign = (claims: Record<string, unknown>, expiresIn: number, type = "at+jwt") => {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: issuer, iat: now, exp: now + expiresIn, jti: crypto.randomUUID(), ...claims };
    return new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid, typ: type }).sign(key);
  };
  return {
    issuer,
    jwks,
    find: createLocalJWKSet(jwks),
    sign,
    issueToken: ({ expiresIn = accessTokenSeconds, ...given }) => sign(claimsOf(given), expiresIn),
  };
}

function claimsOf({ email, tenant, sub, name, ...more }: TokenFor): Record<string, unknown> {
  const person = demoPeople.find((one) => one.email === email);
  const at = tenant ?? person?.tenant;
  if (at === undefined) throw new Error(`Say which tenant ${email ?? sub ?? "the token"} is of: it is nobody of the demo.`);
  return {
    aud: audience,
    client_id: consoleClientId,
    sub: sub ?? subjectOf(at, email ?? ""),
    tenant: at,
    scope: "openid profile email",
    ...(email && { email, email_verified: true, name: name ?? person?.name ?? email.split("@")[0] }),
    ...(!email && name && { name }),
    ...more,
  };
}

/** The same person has the same subject in every token, whoever asks for it. */
export function subjectOf(tenant: string, email: string): string {
  const hex = createHash("sha256").update(`${tenant}\n${email.toLowerCase()}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function newKey(file: string | undefined): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const secret: JWK = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: "RS256", use: "sig" };
  if (file) savePrivately(file, secret);
  return secret;
}

/** Whole or not at all, and for nobody else's eyes. */
export function savePrivately(file: string, value: unknown) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}
