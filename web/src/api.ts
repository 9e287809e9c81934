/** The one door to the server: a contract goes in, its reply comes out, or a Problem is thrown. */
import type * as z from "zod";
import { GatewayRefusal, Problem, type ProblemCode, ProblemReply } from "../../shared/contract/problem";
import type { Route } from "../../shared/contract/route";
import { answerAhead } from "./asked-ahead";
import { addressOf } from "./config";
import { accessToken, forgetSession } from "./session";
import { createStore } from "./store";

type Sent<R extends Route> = { params?: z.input<R["params"]>; query?: z.input<R["query"]>; body?: z.input<R["body"]> };
type More = { signal?: AbortSignal; etag?: string };

/** Nobody answered, or what answered made no sense: the network, or a fault of the server. */
export class Unreachable extends Error {
  override name = "Unreachable";
  constructor(
    readonly status: number | null,
    readonly requestId?: string,
  ) {
    super(status === null ? "The server can't be reached." : `The server answered ${status}.`);
  }
}

/** How many requests wait for the database to wake up: the shell says so. */
export const waking = createStore(0);
const patience = 60_000;
/** How many take longer than they should, and have no answer yet: a database that wakes up is at first only slow. */
export const slow = createStore(0);
const usual = 4_000;

export async function call<R extends Route>(route: R, sent: Sent<R> = {}, { signal }: More = {}): Promise<z.output<R["reply"]>> {
  const response = await send(route, sent, { signal });
  if (response.status === 204) return undefined as z.output<R["reply"]>; // its reply is nothing
  return route.reply.parse(await response.json()) as z.output<R["reply"]>; // what the schema gives out
}

/** As `call`, but nothing (null) where the reply is what the ETag stands for. */
export async function callIfChanged<R extends Route>(route: R, sent: Sent<R>, more: More): Promise<{ reply: z.output<R["reply"]>; etag?: string } | null> {
  const response = await send(route, sent, more);
  if (response.status === 304) return null;
  return { reply: route.reply.parse(await response.json()) as z.output<R["reply"]>, etag: response.headers.get("etag") ?? undefined }; // as above
}

async function send<R extends Route>(route: R, sent: Sent<R>, more: More): Promise<Response> {
  const until = Date.now() + patience;
  let waits = false;
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    slow.set(slow.get() + 1);
  }, usual);
  try {
    for (;;) {
      const response = await once(route, sent, more);
      if (response.ok || response.status === 304) return response;
      const refusal = await refusalOf(response);
      const isWaking = refusal instanceof Problem && refusal.code === "database-waking";
      if (!isWaking || Date.now() >= until) throw refusal;
      // The statement never ran, so that even a write may be sent again.
      if (!waits) waking.set(waking.get() + 1);
      waits = true;
      await pause((refusal.retryAfter ?? 2) * 1000, more.signal);
    }
  } finally {
    clearTimeout(timer);
    if (isSlow) slow.set(slow.get() - 1);
    if (waits) waking.set(waking.get() - 1);
  }
}

async function once<R extends Route>(route: R, sent: Sent<R>, { signal, etag }: More): Promise<Response> {
  const path = address(route.path, sent);
  const ahead = route.method === "GET" && !etag ? answerAhead(path) : undefined;
  const token = await accessToken();
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(sent.body !== undefined && { "content-type": "application/json" }),
    ...(etag && { "if-none-match": etag }),
  };
  try {
    // Another tab may have signed somebody else in meanwhile.
    if (ahead && ahead.token === token) return await ahead.answer;
    return await fetch(addressOf(path), {
      method: route.method,
      headers,
      body: sent.body === undefined ? undefined : JSON.stringify(sent.body),
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable(null);
  }
}

/** What API Gateway itself refuses has no code: its status says which of ours it is. */
const codeOfStatus: Partial<Record<number, ProblemCode>> = {
  401: "not-signed-in",
  403: "not-allowed",
  404: "not-found",
  413: "too-large",
  429: "too-often",
  503: "domain-away",
};

export async function refusalOf(response: Response): Promise<Problem | Unreachable> {
  const reply: unknown = await response.json().catch(() => undefined);
  const retryAfter = Number(response.headers.get("retry-after")) || undefined;
  const problem = ProblemReply.safeParse(reply);
  if (problem.success && problem.data.code !== "internal") {
    const { code, detail, errors, changed } = problem.data;
    if (code === "not-signed-in") await forgetSession();
    return new Problem(code, detail, { errors, changed, retryAfter });
  }
  const code = codeOfStatus[response.status];
  if (!code) return new Unreachable(response.status, problem.data?.requestId);
  if (code === "not-signed-in") await forgetSession();
  const bare = GatewayRefusal.safeParse(reply);
  return new Problem(code, bare.success ? bare.data.message : response.statusText, { retryAfter });
}

export function address(path: string, { params, query }: { params?: unknown; query?: unknown }): string {
  const given = (params ?? {}) as Record<string, unknown>; // the contract's, by name
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined && value !== "") search.set(name, String(value));
  return search.size > 0 ? `${filled}?${search}` : filled;
}

export const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
