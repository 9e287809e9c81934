/** API Gateway's JWT authorizer: the same checks of a bearer token, by jose. A verified token is remembered until it expires. */
import { createRemoteJWKSet, decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";

/** Claims as the authorizer hands them on: every value is text. */
export type Claims = Record<string, string>;
export type Verdict = { claims: Claims } | { refusal: string };
export type Authorizer = (authorization: string | undefined) => Verdict | Promise<Verdict>;

export type AuthorizerOptions = {
  issuer: string;
  /** A token passes whose `aud`, or without one whose `client_id`, is among these. */
  audience: readonly string[];
  /** Where the public keys come from; by default what the issuer's discovery document says. */
  keys?: JWTVerifyGetKey;
};

const rememberedTokens = 2_000;

export function makeAuthorizer({ issuer, audience, keys = discoveredKeys(issuer) }: AuthorizerOptions): Authorizer {
  const known = new Map<string, { claims: Claims; until: number }>();

  async function verify(token: string): Promise<Verdict> {
    try {
      if (!decodeProtectedHeader(token).kid) return { refusal: "the token does not have a kid" };
      const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ["RS256"], requiredClaims: ["exp"] });
      const refusal = refusalOf(payload, audience);
      if (refusal) return { refusal };
      const claims = asText(payload);
      if (known.size >= rememberedTokens) forgetOldest(known);
      known.set(token, { claims, until: (payload.exp ?? 0) * 1000 });
      return { claims };
    } catch (error) {
      return { refusal: error instanceof errors.JOSEError ? error.message : `the issuer's keys could not be read: ${String(error)}` };
    }
  }

  return (authorization) => {
    if (!authorization) return { refusal: "" };
    const token = /^bearer /i.test(authorization) ? authorization.slice(7).trim() : authorization;
    const found = known.get(token);
    if (found && found.until > Date.now()) return { claims: found.claims };
    return verify(token);
  };
}

function refusalOf(payload: JWTPayload, audience: readonly string[]): string | null {
  if (payload.iat !== undefined && payload.iat > Date.now() / 1000 + 1) return "the token was issued in the future";
  const meant = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat();
  return meant.some((one) => typeof one === "string" && audience.includes(one)) ? null : "the token has an invalid audience";
}

function forgetOldest(known: Map<string, unknown>) {
  const [oldest] = known.keys();
  if (oldest !== undefined) known.delete(oldest);
}

/** Lists become `[a b]`, as API Gateway writes them. */
function asText(payload: JWTPayload): Claims {
  const given = Object.entries(payload).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? `[${value.join(" ")}]` : typeof value === "object" ? JSON.stringify(value) : String(value)]),
  );
}

/** Reads the discovery document when first needed; an unknown kid asks for the keys again, at most once a second. */
export function discoveredKeys(issuer: string): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const discover = async () => {
    const reply = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(3_000) });
    const { jwks_uri } = (await reply.json()) as { jwks_uri: string }; // the shape is the standard's
    return createRemoteJWKSet(new URL(jwks_uri), { cooldownDuration: 1_000, timeoutDuration: 3_000 });
  };
  return async (header, token) => {
    found ??= discover();
    found.catch(() => {
      found = undefined;
    });
    return (await found)(header, token);
  };
}
