/** The authorization endpoint: Authorization Code with PKCE (RFC 6749, 7636, 9207 and OpenID Connect), and a page in place of a password. */
import { TenantId } from "../shared/contract/actor";
import { demoPeople } from "./demo-people";
import type { Grants, Identity } from "./issuer-grants";
import { errorPage, type Page, pickerPage } from "./issuer-page";
import { consoleClientId } from "./settings";

/** A page, or where the browser goes next. */
export type Step = Page | { location: string };
export type Authorizing = { issuer: string; redirectUris: readonly string[]; grants: Grants; now?: () => number };

/** What is wrong with client or redirect URI is shown and never redirected; everything else goes back to the client. */
export function authorize(request: URLSearchParams, form: URLSearchParams | null, { issuer, redirectUris, grants, now = Date.now }: Authorizing): Step {
  const redirectUri = request.get("redirect_uri") ?? "";
  if (request.get("client_id") !== consoleClientId) return errorPage(`There is no client ${request.get("client_id") ?? "without client_id"}.`);
  if (!redirectUris.includes(redirectUri)) return errorPage(`The redirect_uri ${redirectUri} is not one of: ${redirectUris.join(", ")}.`);

  const back = (answer: Record<string, string>): Step => {
    const location = new URL(redirectUri);
    const state = request.get("state");
    for (const [name, value] of Object.entries({ ...answer, ...(state !== null && { state }), iss: issuer })) location.searchParams.set(name, value);
    return { location: location.href };
  };
  const wrong = mistakeIn(request);
  if (wrong) return back({ error: wrong.error, error_description: wrong.description });
  if (!form) return pickerPage(request);

  const identity = identityOf(form.get("email") ?? "", form.get("tenant"));
  if (!identity) return errorPage("An e-mail and a tenant (a-z, 0-9, -) are needed.");
  const code = grants.newCode({
    clientId: consoleClientId,
    redirectUri,
    scope: scopeOf(request),
    challenge: request.get("code_challenge") ?? "",
    identity,
    authTime: Math.floor(now() / 1000),
    nonce: request.get("nonce") ?? undefined,
  });
  return back({ code });
}

function mistakeIn(request: URLSearchParams): { error: string; description: string } | null {
  const twice = [...new Set(request.keys())].find((name) => request.getAll(name).length > 1);
  if (twice) return { error: "invalid_request", description: `${twice} is there twice` };
  if (request.get("response_type") !== "code") return { error: "unsupported_response_type", description: "response_type must be code" };
  if (!["query", null].includes(request.get("response_mode"))) return { error: "invalid_request", description: "response_mode must be query" };
  if (request.get("code_challenge_method") !== "S256") return { error: "invalid_request", description: "code_challenge_method must be S256" };
  if (!/^[A-Za-z0-9_-]{43}$/.test(request.get("code_challenge") ?? ""))
    return { error: "invalid_request", description: "code_challenge must be a SHA-256 in base64url" };
  if (request.get("prompt")?.split(" ").includes("none")) return { error: "login_required", description: "somebody has to choose who they are" };
  return null;
}

export const scopes = ["openid", "profile", "email", "offline_access"];
const scopeOf = (request: URLSearchParams) =>
  (request.get("scope") ?? "openid")
    .split(" ")
    .filter((one) => scopes.includes(one))
    .join(" ");

/** Anybody may come in, under any e-mail: a demo person's tenant is known, another's is what they typed. */
function identityOf(given: string, typed: string | null): Identity | null {
  const email = given.trim().toLowerCase();
  const person = demoPeople.find((one) => one.email === email && (typed === null || typed === one.tenant));
  if (person) return { email, tenant: person.tenant, name: person.name };
  const tenant = TenantId.safeParse(typed?.trim());
  if (!tenant.success || !/^[^\s@]{1,64}@[^\s@]{1,189}$/.test(email)) return null;
  return { email, tenant: tenant.data, name: email.split("@")[0] ?? email };
}
