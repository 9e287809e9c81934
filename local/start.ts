/** `npm start`: the whole of PFlow on this machine, until Ctrl-C. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Cloud, startCloud } from "./cloud";
import { quiet } from "./cloud-environment";
import { startConsole } from "./console";
import { listen, StartError } from "./http";
import { type Databases, startDatabases } from "./postgres-databases";
import { consoleClientId, type PortName } from "./settings";
import { dataFolder, portOf, readDotEnv } from "./start-settings";
import { untilStopped } from "./start-stop";
import { welcome } from "./start-welcome";

type Started = { cloud: Cloud; stop(): Promise<void>; links: { api: string; console: string; issuer: string } };

async function start(): Promise<Started> {
  const folder = dataFolder();
  const parts: PortName[] = [
    "api",
    "console",
    "aws",
    ...(process.env.OIDC_ISSUER ? [] : ["issuer" as const]),
    ...(process.env.AWS_ENDPOINT_URL_SQS ? [] : ["queue" as const]),
  ];
  const ports = Object.fromEntries(parts.map((part) => [part, portOf(part)]));
  await claimPorts(ports, folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "pid"), String(process.pid));

  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0)) await close().catch((error: unknown) => console.error(error));
    rmSync(join(folder, "pid"), { force: true });
  };
  try {
    const consoleUrl = `http://localhost:${ports.console}`;
    const databases = startDatabases(folder, { dataDir: process.env.PFLOW_POSTGRES_FOLDER || undefined }).then((started) => {
      closing.push(started.stop);
      return started;
    });
    const cloud = await startCloud(optionsOf({ folder, ports, databases, consoleUrl }));
    closing.unshift(() => finish(cloud), cloud.close);
    const api = withSlash(process.env.VITE_GATEWAY_URL || `http://localhost:${ports.api}/api/`);
    const site = await startConsole({
      port: portOf("console"),
      config: { apiUrl: api, issuer: cloud.urls.issuer, clientId: process.env.OIDC_CLIENT_ID || consoleClientId },
    });
    closing.unshift(site.close);
    await seedOnce(folder, await databases);
    return { cloud, stop, links: { api, console: consoleUrl, issuer: cloud.urls.issuer } };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Given = { folder: string; ports: Record<string, number>; databases: Promise<Databases>; consoleUrl: string };

function optionsOf({ folder, ports, databases, consoleUrl }: Given): Parameters<typeof startCloud>[0] {
  const audience = process.env.OIDC_AUDIENCE?.split(",").map((one) => one.trim());
  return {
    ports,
    folder,
    data: databases,
    thread: true,
    origins: [consoleUrl, consoleUrl.replace("localhost", "127.0.0.1")],
    signIn: !process.env.OIDC_ISSUER,
    issuer: process.env.OIDC_ISSUER || undefined,
    audience: audience ?? undefined,
    queueEndpoint: process.env.AWS_ENDPOINT_URL_SQS || undefined,
    environment: { LOG_LEVEL: process.env.LOG_LEVEL || "warn" },
    log: process.env.PFLOW_ACCESS_LOG ? console.log : undefined,
  };
}

/** All ports are tried before anything starts, so that a busy one leaves nothing behind. */
async function claimPorts(ports: Record<string, number>, folder: string) {
  const tryAll = async () => {
    for (const [part, port] of Object.entries(ports)) await (await listen(part as PortName, port, () => undefined)).close(); // the keys are names of parts
  };
  // One that was stopped or killed this moment may still be on its way out.
  const until = Date.now() + (existsSync(join(folder, "pid")) ? 4_000 : 0);
  for (;;) {
    try {
      return await tryAll();
    } catch (error) {
      if (Date.now() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** What is visible in the queues is done; what is put off stays in the journal. */
async function finish(cloud: Cloud) {
  if (!(await cloud.drain(10_000))) console.log("Some messages are left; the next start goes on with them. 剩余消息将在下次启动时继续处理。");
}

/** The demo is made in a new database only. A mark tells the next start that this one was cut short. */
async function seedOnce(folder: string, { applied }: Databases) {
  const mark = join(folder, "seeding");
  const isNew = applied.some((name) => /^identity\/0000/.test(name));
  if (!isNew && !existsSync(mark)) return;
  writeFileSync(mark, "");
  const { seed } = await import("./seed");
  try {
    await seed();
  } catch (error) {
    if (isNew) throw error;
    console.warn(`The demo data stayed incomplete, as an earlier start was cut short while it made them: ${String(error)}`);
  }
  rmSync(mark);
}

const withSlash = (url: string) => (url.endsWith("/") ? url : `${url}/`);

async function main() {
  readDotEnv();
  Object.assign(process.env, quiet);
  const began = performance.now();
  const started = await start();
  console.log(welcome(started.links, performance.now() - began));
  await untilStopped(started.stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
