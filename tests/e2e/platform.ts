/** The whole platform in this process, with the console as it ships: for browser tests and pictures. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { startCloud } from "../../local/cloud";
import { type ConsoleOptions, startConsole } from "../../local/console";
import { seed } from "../../local/seed";
import { consoleClientId } from "../../local/settings";
import { sitePolicy } from "../../stacks/site-policy";
import { freshDatabases } from "../support/databases";
import { builtConsole } from "./build";

const types: Record<string, string> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** `source`: the console from its source, as `npm start` serves it. */
export async function startPlatform({ source = false }: { source?: boolean } = {}) {
  const databases = await freshDatabases();
  const site = source ? await serveSource() : await serveFiles(builtConsole());
  const cloud = await startCloud({ data: databases, origins: [site.url], signIn: true, environment: { LOG_LEVEL: "warn" } });
  site.config({ apiUrl: `${cloud.urls.api}/api/`, issuer: cloud.urls.issuer, clientId: consoleClientId });
  await seed();
  const token = (email: string) => cloud.issueToken({ email });
  return {
    url: site.url,
    cloud,
    databases,
    /** A request of somebody else, past the browser. */
    async call<T>(methodAndPath: string, email: string, body?: unknown): Promise<T> {
      const [method, path] = methodAndPath.split(" ");
      const headers = { authorization: `Bearer ${await token(email)}`, "content-type": "application/json" };
      const response = await fetch(`${cloud.urls.api}${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
      if (!response.ok) throw new Error(`${methodAndPath} answered ${response.status}: ${await response.text()}`);
      return (response.status === 204 ? undefined : await response.json()) as T; // the caller names the contract's type
    },
    async close() {
      await site.close();
      await cloud.close();
      await databases.close();
    },
  };
}

async function serveSource() {
  const config: ConsoleOptions["config"] = { apiUrl: "", issuer: "", clientId: "" };
  const { url, close } = await startConsole({ port: 0, config });
  return { url: url.replace("127.0.0.1", "localhost"), close, config: (said: typeof config) => void Object.assign(config, said) };
}

type Config = ConsoleOptions["config"];

/** As stacks/edge.ts says it, but that the API has an origin of its own here. */
const policyOf = ({ apiUrl, issuer }: Config) => sitePolicy(new URL(issuer).origin, new URL(apiUrl).origin);

/** The built files; every other path is the console's own, and gets its page, under the policy of a deployed site. */
export async function serveFiles(dist: string) {
  let config: Config | undefined;
  const server = createServer(async (request, response) => {
    const path = normalize((request.url ?? "/").split("?")[0] ?? "/");
    if (path === "/config.json") return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(config));
    const found = extname(path) ? await readFile(join(dist, path)).catch(() => null) : null;
    if (!found && extname(path)) return response.writeHead(404).end();
    const headers = { "content-type": types[extname(path)] ?? "text/html; charset=utf-8", ...(config && { "content-security-policy": policyOf(config) }) };
    response.writeHead(200, headers).end(found ?? (await readFile(join(dist, "index.html"))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`, // it listens on a port
    config(given: Config) {
      config = given;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
