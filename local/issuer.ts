/**
 * The OIDC issuer of this machine, in place of Cognito: discovery, keys, sign-in with a picker of the demo people, tokens, sign-out.
 * Our own, since oidc-provider 9 does not support Node 20, and brings Koa for what are seven short endpoints.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { jwtVerify } from "jose";
import { type Listening, listen, readBody, sendJson } from "./http";
import { authorize, type Step, scopes } from "./issuer-authorize";
import { type Grants, openGrants } from "./issuer-grants";
import { type IssuerKeys, openIssuerKeys } from "./issuer-keys";
import { signedOutPage } from "./issuer-page";
import { lifetime, token } from "./issuer-token";
import { audience, consoleCallbacks, consoleClientId } from "./settings";

export type IssuerOptions = {
  port: number;
  /** The console's; it alone may be sent people and read tokens from a browser. */
  origins: readonly string[];
  /** Where its key and its grants survive. */
  keyFile?: string;
  grantsFile?: string;
};
export type Issuer = { url: string; keys: IssuerKeys; close: Listening["close"] };

type Means = { issuer: string; keys: IssuerKeys; grants: Grants; origins: readonly string[]; redirectUris: readonly string[] };

export async function startIssuer({ port, origins, keyFile, grantsFile }: IssuerOptions): Promise<Issuer> {
  const grants = openGrants(grantsFile);
  const redirectUris = origins.flatMap((origin) => consoleCallbacks.map((path) => origin + path));
  let ready: (means: Means) => void = () => {};
  const means = new Promise<Means>((resolve) => {
    ready = resolve;
  });
  const listening = await listen("issuer", port, (request, response) => {
    means.then((known) => answer(request, response, known)).catch(() => response.destroy());
  });
  const issuer = `http://localhost:${listening.port}`;
  const keys = await openIssuerKeys({ issuer, file: keyFile });
  ready({ issuer, keys, grants, origins, redirectUris });
  return { url: issuer, keys, close: listening.close };
}

async function answer(request: IncomingMessage, response: ServerResponse, means: Means) {
  const { pathname, searchParams } = new URL(request.url ?? "/", means.issuer);
  allowOrigin(request, response, pathname, means.origins);
  if (request.method === "OPTIONS") return response.writeHead(204).end();
  const body = request.method === "POST" ? await readBody(request, 64 * 1024) : Buffer.alloc(0);
  if (!body) return sendJson(response, 413, { error: "invalid_request" });
  const form = new URLSearchParams(body.toString());
  response.setHeader("cache-control", "no-store");
  switch (`${request.method} ${pathname}`) {
    case "GET /.well-known/openid-configuration":
      return sendJson(response, 200, discovery(means.issuer));
    case "GET /jwks":
      return sendJson(response, 200, means.keys.jwks);
    case "GET /authorize":
      return show(response, authorize(searchParams, null, means));
    case "POST /authorize":
      // The picker's form carries the request again, and is checked again.
      return show(response, authorize(searchParams.size > 0 ? searchParams : without(form, "email", "tenant"), form, means));
    case "POST /token": {
      const { status, body: reply, headers } = await token(form, request.headers.authorization, means);
      return sendJson(response, status, reply, headers);
    }
    case "POST /revoke":
      means.grants.closeSession(means.grants.sessionOf(form.get("token") ?? "")?.id ?? "");
      return sendJson(response, 200, {});
    case "GET /userinfo":
    case "POST /userinfo":
      return userInfo(request, response, means);
    case "GET /logout":
    case "POST /logout":
      return show(response, await signOut(form.size > 0 ? form : searchParams, means));
    default:
      return sendJson(response, 404, { error: "not_found" });
  }
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  end_session_endpoint: `${issuer}/logout`,
  revocation_endpoint: `${issuer}/revoke`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ["code"],
  response_modes_supported: ["query"],
  grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
  code_challenge_methods_supported: ["S256"],
  token_endpoint_auth_methods_supported: ["none", "client_secret_basic", "client_secret_post"],
  id_token_signing_alg_values_supported: ["RS256"],
  subject_types_supported: ["public"],
  scopes_supported: scopes,
  claims_supported: ["sub", "tenant", "email", "email_verified", "name"],
  authorization_response_iss_parameter_supported: true,
});

/** Keys and discovery are for everybody, tokens for the console's pages. */
function allowOrigin(request: IncomingMessage, response: ServerResponse, path: string, origins: readonly string[]) {
  const { origin } = request.headers;
  if (!origin || path === "/authorize" || path === "/logout") return;
  if (!origins.includes(origin) && !path.startsWith("/.well-known/") && path !== "/jwks") return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-allow-headers", "authorization,content-type");
  response.setHeader("vary", "origin");
}

function without(form: URLSearchParams, ...names: string[]): URLSearchParams {
  return new URLSearchParams([...form].filter(([name]) => !names.includes(name)));
}

function show(response: ServerResponse, step: Step) {
  if ("location" in step) return response.writeHead(303, { location: step.location }).end();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "referrer-policy": "no-referrer",
  };
  return response.writeHead(step.status, headers).end(step.html);
}

async function userInfo(request: IncomingMessage, response: ServerResponse, { keys, issuer }: Means) {
  try {
    const { payload } = await jwtVerify((request.headers.authorization ?? "").replace(/^bearer /i, ""), keys.find, { issuer, audience, algorithms: ["RS256"] });
    const { sub, tenant, email, email_verified, name } = payload;
    return sendJson(response, 200, { sub, tenant, email, email_verified, name });
  } catch {
    return sendJson(response, 401, { error: "invalid_token" }, { "www-authenticate": 'Bearer error="invalid_token"' });
  }
}

/** Ends the session that the ID token names, and goes back only to where the console is. */
async function signOut(given: URLSearchParams, { keys, issuer, grants, origins }: Means): Promise<Step> {
  // An old ID token says as well as a fresh one whose session ends.
  const known = await jwtVerify(given.get("id_token_hint") ?? "", keys.find, { issuer, audience: consoleClientId, clockTolerance: lifetime * 24 * 365 }).catch(
    () => null,
  );
  if (typeof known?.payload.sid === "string") grants.closeSession(known.payload.sid);
  const target = given.get("post_logout_redirect_uri");
  if (!target || !URL.canParse(target) || !origins.includes(new URL(target).origin)) return signedOutPage();
  const location = new URL(target);
  const state = given.get("state");
  if (state !== null) location.searchParams.set("state", state);
  return { location: location.href };
}
