/**
 * Who is signed in: OpenID Connect's authorization code with PKCE, renewed silently by the refresh token. The library loads when
 * somebody comes or goes, or a token is to be renewed: a page that is opened with a good token needs nothing of it.
 */
import type { User, UserManager } from "oidc-client-ts";
import * as z from "zod";
import { config } from "./config";
import { createStore } from "./store";

const Token = z.object({ access_token: z.string(), refresh_token: z.string().optional(), expires_at: z.number().optional() });
type Token = z.infer<typeof Token>;

const token = createStore<Token | null>(null);
export const session = { get: token.get, subscribe: token.subscribe };

let manager: Promise<UserManager> | undefined;
const users = () => {
  manager ??= openManager();
  return manager;
};

async function openManager(): Promise<UserManager> {
  const { UserManager, WebStorageStateStore } = await import("oidc-client-ts");
  const { issuer, clientId } = config();
  const opened = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${location.origin}/callback`,
    post_logout_redirect_uri: `${location.origin}/`,
    scope: "openid profile email",
    userStore: new WebStorageStateStore({ store: localStorage }),
    automaticSilentRenew: true,
  });
  opened.events.addUserLoaded((user) => token.set(Token.parse(user)));
  opened.events.addUserUnloaded(() => token.set(null));
  return opened;
}

/** As the library keeps it. */
function kept(): Token | null {
  const { issuer, clientId } = config();
  try {
    return Token.safeParse(JSON.parse(localStorage.getItem(`oidc.user:${issuer}:${clientId}`) ?? "null")).data ?? null;
  } catch {
    return null;
  }
}

const secondsLeft = ({ expires_at }: Token) => (expires_at ?? Number.POSITIVE_INFINITY) - Date.now() / 1000;

/** Finds the session that the browser keeps, or finishes the sign-in that it comes back from; gives the path to go on at. */
export async function openSession(): Promise<string | null> {
  if (location.pathname === "/callback") {
    const signedIn = await (await users()).signinRedirectCallback().catch(() => null);
    if (signedIn) token.set(Token.parse(signedIn));
    return wantedPath(signedIn);
  }
  const found = kept();
  if (found && secondsLeft(found) > 5) {
    token.set(found);
    // Its timer for the renewal starts with it, when there is nothing better to do.
    setTimeout(() => void users(), 5_000);
  } else if (found?.refresh_token) await renew();
  return null;
}

/** Where somebody wanted to go before they had to sign in: a path of ours, and nothing else. */
function wantedPath(user: User | null): string {
  const path = z.object({ path: z.string() }).safeParse(user?.state).data?.path ?? "/";
  return path.startsWith("/") && !path.startsWith("//") && !path.startsWith("/callback") ? path : "/";
}

export const signIn = async () => (await users()).signinRedirect({ state: { path: location.pathname + location.search } });

export async function signOut() {
  const { clientId } = config();
  // Cognito's sign-out wants these two; other issuers do not mind.
  const extraQueryParams = { client_id: clientId, logout_uri: `${location.origin}/` };
  await (await users()).signoutRedirect({ extraQueryParams }).catch(async () => {
    await forgetSession();
    expired.set(false);
  });
}

let renewing: Promise<Token | null> | undefined;

function renew(): Promise<Token | null> {
  renewing ??= users()
    .then((them) => them.signinSilent())
    .then(() => token.get())
    .catch(() => null)
    .finally(() => {
      renewing = undefined;
    });
  return renewing;
}

/** Null where somebody has to sign in again. */
export async function accessToken(): Promise<string | null> {
  const current = token.get();
  if (current && secondsLeft(current) > 5) return current.access_token;
  return (await renew())?.access_token ?? null;
}

/** It ended by itself, and whoever was at work should be told so. */
export const expired = createStore(false);

/** The API does not take the token any more. */
export async function forgetSession() {
  if (token.get()) expired.set(true);
  await (await users()).removeUser();
  token.set(null);
}
