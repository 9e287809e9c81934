/**
 * Runs before anything else of the page, beside the download of its code: asks for the files and the answers that the page's address
 * needs first. It stands by itself, as it must be there at once. What it guesses wrong is asked again by whoever needs it: it decides
 * nothing, and tests/e2e/console.e2e.ts sees that what it asks for is what the screens then take.
 */
import "./theme/first-colours";
import type { Ahead } from "./asked-ahead";

type Files = { files: string[]; routes: Record<string, number[]> };
type Config = { apiUrl: string; issuer: string; clientId: string };
type Token = { access_token: string; expires_at?: number };

type Wanted = { path: string; next?: (answer: never) => (string | Wanted)[] };
type Ticket = { process: { tasks: { taskId: string }[] } | null; formId: string | null; formVersion: number | null };
type Inbox = { data: { id: string; ticketId: string | null; task: { id: string } | null }[] };

const people = "/api/users?limit=100";
const groups = "/api/groups?limit=100";
const columns = ["open", "in_progress", "resolved", "closed", "draft%2Crejected%2Cwithdrawn%2Cterminated"];
const board = `/api/tickets/board?columns=${columns.join("%3B")}&sort=newest&limit=30`;
const versionOf = ({ formId = null, formVersion = null }: Partial<Ticket>) =>
  formId !== null && formVersion !== null ? [`/api/forms/${formId}/versions/${formVersion}`] : [];

/** The requests that each screen begins with, as its queries make them, and those that wait for the answer of another. */
const answers: Record<string, (last: string, search: URLSearchParams) => (string | Wanted)[]> = {
  "/": () => ["/api/overview"],
  "/inbox": (_, search) => {
    const opened = ({ data }: Inbox) => {
      const item = data.find(({ id }) => id === search.get("at")) ?? data[0];
      return [
        ...(item?.task ? [{ path: `/api/tasks/${item.task.id}`, next: versionOf }] : []),
        ...(item && item.ticketId !== null ? [`/api/tickets/${item.ticketId}`] : []),
      ];
    };
    return [people, { path: `/api/tasks?tab=${search.get("tab") ?? "todo"}&limit=50`, next: opened }];
  },
  "/tickets": (_, search) => {
    const view = search.get("view") ?? localStorage.getItem("pflow.ticket-view") ?? "board";
    const plain = [...search.keys()].every((key) => key === "view");
    return [people, groups, ...(plain ? [view === "board" ? board : "/api/tickets?sort=newest&limit=50"] : [])];
  },
  "/tickets/$id": (id) => {
    const ticket = `/api/tickets/${id}`;
    const shown = ({ process, formId, formVersion }: Ticket) => [
      ...(process?.tasks ?? []).map(({ taskId }) => `/api/tasks/${taskId}`),
      ...(formId === null ? [] : [`/api/forms/${formId}`]),
      ...versionOf({ formId, formVersion }),
      ...(process ? [`/api/instances/${id}`] : []),
    ];
    return [people, groups, { path: ticket, next: shown }, `${ticket}/timeline?limit=100`, `${ticket}/comments?limit=100`];
  },
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

function ask({ apiUrl, issuer, clientId }: Config) {
  const kept = localStorage.getItem(`oidc.user:${issuer}:${clientId}`);
  const { access_token, expires_at = Number.POSITIVE_INFINITY } = JSON.parse(kept ?? "null") as Token; // src/session.ts reads it with care
  if (expires_at - Date.now() / 1000 < 5) return;
  const start = apiUrl.replace(/\/(api\/?)?$/, "");
  ahead.token = access_token;
  const send = (wanted: string | Wanted) => {
    const { path, next } = typeof wanted === "string" ? { path: wanted } : wanted;
    const answer = fetch(start + path, { headers: { authorization: `Bearer ${access_token}` } });
    const given = next ? answer.then((response) => followed(response, next)) : answer;
    ahead.answers.set(path, given);
    given.catch(() => undefined);
  };
  /** Whoever takes the answer has it once what waits for it is asked, so that nothing is asked twice. */
  async function followed(response: Response, next: NonNullable<Wanted["next"]>) {
    try {
      const answer: unknown = response.ok ? await response.clone().json() : null;
      if (answer && globalThis.pflowAhead === ahead) next(answer as never).forEach(send); // the contract's reply
    } catch {
      // It is read with care by whoever takes it.
    }
    return response;
  }
  // First the state of all that is asked after it, so that no change falls in between (src/changes.ts).
  send("/api/changes");
  send("/api/me");
  answers[route]?.(pathname.split("/").at(-1) ?? "", new URLSearchParams(location.search)).forEach(send);
}

/** By what the page was told last time, as asking for that first would make all else wait; src/config.ts sees whether it is still so. */
async function begin() {
  if (pathname === "/callback") return; // whoever comes from the sign-in is not whom the browser remembers
  const known = localStorage.getItem("pflow.config");
  ask((known ? JSON.parse(known) : await (await config).json()) as Config); // src/config.ts reads it with care
}
// Nobody signed in, no network, no storage: the page itself says what is wrong.
begin().catch(() => undefined);
