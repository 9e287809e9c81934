/** The token endpoint: codes, refresh tokens and client credentials become access tokens (RFC 6749). */
import { createHash, timingSafeEqual } from "node:crypto";
import { demoPrograms, type Program } from "./demo-people";
import type { Grants, Identity, Session } from "./issuer-grants";
import { type IssuerKeys, subjectOf } from "./issuer-keys";
import { audience, consoleClientId } from "./settings";

export type TokenReply = { status: number; body: Record<string, unknown>; headers?: Record<string, string> };
type Means = { keys: IssuerKeys; grants: Grants };

/** Of access tokens, in seconds: short, as people hold a refresh token. */
export const lifetime = 3600;

const refusal = (error: string, error_description: string, status = 400): TokenReply => ({ status, body: { error, error_description } });

export async function token(form: URLSearchParams, authorization: string | undefined, means: Means): Promise<TokenReply> {
  const client = clientOf(form, authorization);
  if (!client)
    return { ...refusal("invalid_client", "The client is unknown, or its secret is wrong.", 401), headers: { "www-authenticate": 'Basic realm="pflow"' } };
  const grant = form.get("grant_type");
  if (grant === "client_credentials") return programToken(client, means);
  if (grant === "authorization_code") return codeToken(form, client.id, means);
  if (grant === "refresh_token") return refreshedToken(form, client.id, means);
  return grant ? refusal("unsupported_grant_type", `${grant} is not granted here.`) : refusal("invalid_request", "grant_type is missing.");
}

type Client = { id: string; program?: Program };

/** The console is public and has no secret; a program proves itself by Basic or in the form. */
function clientOf(form: URLSearchParams, authorization: string | undefined): Client | null {
  const [user = "", ...rest] = authorization?.startsWith("Basic ") ? Buffer.from(authorization.slice(6), "base64").toString().split(":") : [];
  const id = user ? decoded(user) : (form.get("client_id") ?? "");
  const secret = user ? decoded(rest.join(":")) : (form.get("client_secret") ?? "");
  if (id === consoleClientId) return { id };
  const program = demoPrograms.find(({ clientId }) => clientId === id);
  return program && same(program.secret, secret) ? { id, program } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

const digest = (text: string) => createHash("sha256").update(text).digest();
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

async function programToken({ program }: Client, { keys }: Means): Promise<TokenReply> {
  if (!program) return refusal("unauthorized_client", "The console can't sign in by itself: somebody has to.");
  return {
    status: 200,
    body: { access_token: await keys.sign(programClaims(program), lifetime), token_type: "Bearer", expires_in: lifetime, scope: audience },
  };
}

/** A program is its own subject. */
export const programClaims = ({ clientId, tenant, name }: Program) => ({
  aud: audience,
  client_id: clientId,
  sub: clientId,
  tenant,
  name,
  kind: "program",
  scope: audience,
});

async function codeToken(form: URLSearchParams, clientId: string, means: Means): Promise<TokenReply> {
  const verifier = form.get("code_verifier") ?? "";
  if (!form.get("code")) return refusal("invalid_request", "code is missing.");
  // Whatever is wrong with it, a code that was shown is used.
  const code = means.grants.useCode(form.get("code") ?? "");
  if (!code) return refusal("invalid_grant", "The code is unknown, too old, or was used.");
  if (code.clientId !== clientId || code.redirectUri !== form.get("redirect_uri"))
    return refusal("invalid_grant", "The code was given to another client or redirect_uri.");
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier) || !same(digest(verifier).toString("base64url"), code.challenge))
    return refusal("invalid_grant", "The code_verifier does not match.");
  const refresh_token = means.grants.openSession(code);
  const reply = await personTokens(code, means, code.nonce);
  return { ...reply, body: { ...reply.body, refresh_token } };
}

async function refreshedToken(form: URLSearchParams, clientId: string, means: Means): Promise<TokenReply> {
  const session = means.grants.sessionOf(form.get("refresh_token") ?? "");
  if (session?.clientId !== clientId) return refusal("invalid_grant", "The refresh token is unknown, too old, or its session was ended.");
  return personTokens(session, means);
}

export const personClaims = ({ email, tenant, name }: Identity) => ({ sub: subjectOf(tenant, email), tenant, email, email_verified: true, name });

async function personTokens({ id, identity, scope, clientId, authTime }: Session, { keys }: Means, nonce?: string): Promise<TokenReply> {
  const person = personClaims(identity);
  const access_token = await keys.sign({ aud: audience, client_id: clientId, scope, sid: id, ...person }, lifetime);
  const idClaims = { aud: clientId, sid: id, auth_time: authTime, ...(nonce !== undefined && { nonce }), ...person };
  const id_token = scope.split(" ").includes("openid") ? await keys.sign(idClaims, lifetime, "JWT") : undefined;
  return { status: 200, body: { access_token, token_type: "Bearer", expires_in: lifetime, scope, ...(id_token && { id_token }) } };
}
