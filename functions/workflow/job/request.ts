// A call as a process asks for it, with what its connection adds: the address it must stay under, headers, and the signature.
import { signatureHeader } from "../../../shared/contract/message";
import { Problem } from "../../../shared/contract/problem";
import { now } from "../../kit/clock";
import type { Means } from "../../kit/endpoint";
import { connectionByName, type Opened } from "../connection/secrets";
import { sign } from "../connection/signature";
import { addressed, type Call, type Called, call, type Patience } from "./call";
import { CallRefused } from "./refused";

export type Asked = {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Of a connection, by name. */
  connection: string | null;
  /** The same on each try. */
  key: string;
};

/** In ms. What is left after the call is for writing down what it gave. */
const longest: Patience = { connect: 5_000, total: 20_000 };
const reserve = 4_000;
const least = 500;

/** Throws `CallRefused`, what the network throws, or `domain-away` where there is no time left to ask. */
export async function callOut({ db, deadline }: Pick<Means, "db" | "deadline">, tenantId: string, asked: Asked): Promise<Called> {
  const left = deadline - now() - reserve;
  if (left < least) throw new Problem("domain-away", "There is no time left for a call to another system.");
  const connection = asked.connection === null ? null : await connectionOf(db, tenantId, asked.connection);
  return call(callOf(asked, connection), { connect: Math.min(longest.connect, left), total: Math.min(longest.total, left) });
}

async function connectionOf(db: Means["db"], tenantId: string, name: string): Promise<Opened & { baseUrl: string }> {
  const found = await connectionByName(db, tenantId, name);
  if (!found) throw new CallRefused(`There is no connection "${name}".`, { code: "no-connection", params: { name } });
  if (found.baseUrl === null)
    throw new CallRefused(`The connection "${name}" has no address: it is for messages to us only.`, { code: "connection-without-address", params: { name } });
  return { ...found, baseUrl: found.baseUrl };
}

function callOf({ method, url, headers, body, key }: Asked, connection: (Opened & { baseUrl: string }) | null): Call {
  const given = { method, headers: { ...headers, ...connection?.headers, "idempotency-key": key }, ...(body !== undefined && { body }) };
  if (!connection) return { ...given, url: addressed(url) };
  const { baseUrl, name, signingSecret } = connection;
  const mayGoTo = (to: URL) => {
    if (!isUnder(to, new URL(baseUrl)))
      throw new CallRefused(`This address is not under that of the connection "${name}".`, { code: "not-under-connection", params: { name } });
  };
  const to = addressed(url, baseUrl);
  mayGoTo(to);
  return { ...given, url: to, mayGoTo, ...(signingSecret !== null && { signed: (sent: string) => ({ [signatureHeader]: sign(signingSecret, sent, now()) }) }) };
}

/** The same host, and the path below that of the base. */
const isUnder = (url: URL, base: URL) =>
  url.origin === base.origin && `${url.pathname}/`.startsWith(base.pathname.endsWith("/") ? base.pathname : `${base.pathname}/`);
