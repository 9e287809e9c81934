/**
 * Runs before anything else of the page, beside the download of its code: asks for the files and the answers that the page's address
 * needs first. It imports nothing, as it must be there at once. What it guesses wrong is asked again by whoever needs it: it decides
 * nothing, and tests/e2e/console.e2e.ts sees that what it asks for is what the screens then take.
 */
import type { Ahead } from "./asked-ahead";

type Files = { files: string[]; routes: Record<string, number[]> };
type Config = { apiUrl: string; issuer: string; clientId: string };
type Token = { access_token: string; expires_at?: number };

const people = "/api/users?limit=100";
const groups = "/api/groups?limit=100";
const columns = ["open", "in_progress", "resolved", "closed", "draft%2Crejected%2Cwithdrawn%2Cterminated"];
const board = columns.map((status) => `/api/tickets?status=${status}&sort=newest&limit=30`);

/** The requests that each screen begins with, as its queries make them. */
const answers: Record<string, (last: string, search: URLSearchParams) => string[]> = {
  "/": () => ["/api/overview"],
  "/inbox": (_, search) => [people, `/api/tasks?tab=${search.get("tab") ?? "todo"}&limit=50`],
  "/tickets": (_, search) => {
    const view = search.get("view") ?? localStorage.getItem("pflow.ticket-view") ?? "board";
    const plain = [...search.keys()].every((key) => key === "view");
    return [people, groups, ...(plain && view === "board" ? board : [])];
  },
  "/tickets/$id": (id) => [people, groups, `/api/tickets/${id}`],
};

const { pathname } = location;
const { files, routes } = JSON.parse(document.getElementById("files")?.textContent ?? "null") as Files; // the build wrote it there
const route = routes[pathname] ? pathname : pathname.replace(/[^/]+$/, "$id");

for (const at of routes[route] ?? []) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.crossOrigin = "";
  link.href = files[at] ?? "";
  document.head.append(link);
}

const config = fetch("/config.json");
const ahead: Ahead = { config: config.then((response) => response.clone()), answers: new Map() };
globalThis.pflowAhead = ahead;

async function ask() {
  const { apiUrl, issuer, clientId } = (await (await config).json()) as Config; // src/config.ts reads it with care
  const kept = localStorage.getItem(`oidc.user:${issuer}:${clientId}`);
  const { access_token, expires_at = Number.POSITIVE_INFINITY } = JSON.parse(kept ?? "null") as Token; // src/session.ts too
  if (expires_at - Date.now() / 1000 < 5) return;
  const start = apiUrl.replace(/\/(api\/?)?$/, "");
  for (const path of ["/api/me", ...(answers[route]?.(pathname.split("/").at(-1) ?? "", new URLSearchParams(location.search)) ?? [])]) {
    const answer = fetch(start + path, { headers: { authorization: `Bearer ${access_token}` } });
    ahead.answers.set(path, answer);
    answer.catch(() => undefined);
  }
}
// Nobody signed in, no network, no storage: the page itself says what is wrong.
ask().catch(() => undefined);
