// One HTTP call to another system, bounded in everything: its address, its time, its redirects, and the size of its answer.
import { type IncomingMessage, request as overHttp, type RequestOptions } from "node:http";
import { request as overHttps } from "node:https";
import { guardedLookup, mustBeCallable } from "./address";
import { CallRefused } from "./refused";

export type Call = {
  method: string;
  url: URL;
  /** What the caller says; `signed` is asked again for each hop, as it depends on the body. */
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Headers of ours for this body. */
  signed?: (body: string) => Record<string, string>;
  /** Throws where a redirect may not lead there. */
  mayGoTo?: (url: URL) => void;
};

/** In ms. */
export type Patience = { connect: number; total: number };
export type Called = { status: number; contentType: string; text: string };
type Lookup = Parameters<typeof guardedLookup>[1];

export const mostOfAnswer = 256 * 1024;
const mostRedirects = 3;

/** Gives any answer but a redirect. Throws `CallRefused` for what is not called or taken, and what the network throws. */
export async function call(given: Call, patience: Patience, resolve?: Lookup): Promise<Called> {
  const until = performance.now() + patience.total;
  let now = given;
  for (let redirects = 0; ; redirects++) {
    const reply = await hop(now, { connect: patience.connect, total: until - performance.now() }, resolve);
    if (!("location" in reply)) return reply;
    if (redirects === mostRedirects)
      throw new CallRefused(`It redirected more than ${mostRedirects} times.`, { code: "redirects", params: { most: mostRedirects } });
    now = redirected(now, reply);
  }
}

const hasNoBody = (method: string) => method === "GET" || method === "HEAD";
/** What is said to one host is not for another, but for this. */
const harmless = new Set(["accept", "accept-language", "content-type", "idempotency-key"]);

function redirected(from: Call, { status, location }: { status: number; location: string }): Call {
  const url = addressed(location, from.url);
  from.mayGoTo?.(url);
  const isSame = url.origin === from.url.origin;
  const headers = isSame ? from.headers : Object.fromEntries(Object.entries(from.headers).filter(([name]) => harmless.has(name.toLowerCase())));
  // 307 and 308 repeat the call, the others fetch what it led to.
  if (status === 307 || status === 308 || hasNoBody(from.method)) return { ...from, url, headers };
  const { body: _, ...rest } = from;
  return { ...rest, method: "GET", url, headers };
}

export function addressed(text: string, base?: URL | string): URL {
  if (!URL.canParse(text, base)) throw new CallRefused("Its address can't be read.", { code: "bad-address" });
  return new URL(text, base);
}

/** Set by us or by the connection itself. */
const notTheirs = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "expect",
  "keep-alive",
  "proxy-connection",
]);

/** A line end in a value would begin another header. */
const isHeader = (name: string, value: string) => /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && !/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value);

function optionsOf({ method, url, headers, body, signed }: Call, lookup: Lookup): RequestOptions {
  const own = Object.entries(headers).filter(([name]) => !notTheirs.has(name.toLowerCase()));
  const sent = new Headers({
    "user-agent": "PFlow",
    accept: "application/json, text/*;q=0.9, */*;q=0.1",
    ...(body !== undefined && { "content-type": "application/json" }),
  });
  for (const [name, value] of [...own, ...Object.entries(signed?.(body ?? "") ?? {})]) {
    if (!isHeader(name, value)) throw new CallRefused(`The header "${name}" has characters that no header can have.`, { code: "bad-header", params: { name } });
    sent.set(name, value);
  }
  // Nothing that unfolds into more than it weighs.
  sent.set("accept-encoding", "identity");
  if (body !== undefined) sent.set("content-length", String(Buffer.byteLength(body)));
  return { method, headers: Object.fromEntries(sent), lookup: guardedLookup(url, lookup), agent: false, maxHeaderSize: 16_384 };
}

type Reply = Called | { status: number; location: string };

function hop(given: Call, { connect, total }: Patience, resolve: Lookup): Promise<Reply> {
  mustBeCallable(given.url);
  return new Promise((done, fail) => {
    const request = (given.url.protocol === "https:" ? overHttps : overHttp)(given.url, optionsOf(given, resolve));
    const stop = (error: Error) => {
      fail(error);
      request.destroy(error);
    };
    const connecting = setTimeout(() => stop(new Error(`It could not be connected to within ${connect} ms.`)), Math.min(connect, total));
    const lasting = setTimeout(() => stop(new Error("It did not answer in time.")), Math.max(0, total));
    const clear = () => {
      clearTimeout(connecting);
      clearTimeout(lasting);
    };
    request.once("socket", (socket) => socket.once(given.url.protocol === "https:" ? "secureConnect" : "connect", () => clearTimeout(connecting)));
    request.on("error", fail);
    request.once("response", (response) => read(response).then(done, stop));
    request.once("close", clear);
    request.end(given.body);
  });
}

async function read(response: IncomingMessage): Promise<Reply> {
  const { statusCode: status = 0, headers } = response;
  if (status >= 300 && status < 400 && headers.location !== undefined) {
    response.destroy();
    return { status, location: headers.location };
  }
  if ((headers["content-encoding"] ?? "identity") !== "identity")
    throw new CallRefused("It answered compressed, which it was asked not to.", { code: "compressed" });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostOfAnswer)
      throw new CallRefused(`Its answer is larger than ${mostOfAnswer / 1024} KiB.`, { code: "answer-too-large", params: { most: mostOfAnswer / 1024 } });
    chunks.push(chunk);
  }
  return { status, contentType: String(headers["content-type"] ?? ""), text: Buffer.concat(chunks).toString("utf8") };
}
