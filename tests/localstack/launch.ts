/** LocalStack as a process of ours, without Docker: installed into the checkout's .venv-localstack, listening on 127.0.0.1 only. */
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const folder = join(import.meta.dirname, "../../.venv-localstack");
const home = join(folder, "venv");
const requirements = join(import.meta.dirname, "requirements.txt");
const run = promisify(execFile);
const python = join(home, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

export type LocalStack = { url: string; version: string; pid: number; stop(): Promise<void> };

/** Thrown when Python or pip can't give us LocalStack. Whatever goes wrong later is no such case. */
export class NotInstallable extends Error {}

/** With $PYTHON, or the best that is here. Does nothing if it was done with the same Python and requirements. */
export async function installLocalStack(): Promise<void> {
  const stamp = join(home, "installed");
  const release = await alone();
  try {
    const [base, about] = await findPython();
    const wanted = createHash("sha256").update(about).update(readFileSync(requirements)).digest("hex");
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
    await run(base, ["-m", "venv", "--clear", home]);
    await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2", "-r", requirements]);
    writeFileSync(stamp, wanted);
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    throw new NotInstallable(stderr.trim().split("\n").slice(-3).join("\n") || message, { cause: error });
  } finally {
    release();
  }
}

/** Two runs that install at once would take each other's files away: the second waits. */
async function alone(): Promise<() => void> {
  const lock = join(folder, "installing");
  mkdirSync(folder, { recursive: true });
  for (; ; await sleep(500)) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return () => rmSync(lock, { force: true });
    } catch {
      if (existsSync(lock) && !alive(Number(readFileSync(lock, "utf8")))) rmSync(lock, { force: true });
    }
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Its path, and which it is. A name on the path may be a stand-in that runs nothing. */
async function findPython(): Promise<[path: string, about: string]> {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ["python3.13", "python3.12", "python3"];
  for (const path of candidates) {
    const found = await run(path, ["-c", "import sys; print(sys.prefix, sys.version)"]).catch(() => undefined);
    if (found) return [path, found.stdout];
  }
  throw new Error(`None of these runs: ${candidates.join(", ")}.`);
}

/** Services load when they are first asked. */
export async function startLocalStack(): Promise<LocalStack> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const root = join(folder, `root-${port}`);
  const logFile = join(folder, `${port}.log`);
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(python, [join(import.meta.dirname, "start.py")], { env: environment(port, root), stdio: ["ignore", log, log] });
  closeSync(log);
  const gone = new Promise<void>((done) => child.once("exit", () => done()).once("error", () => done()));
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(late);
    rmSync(root, { recursive: true, force: true });
  };
  for (const until = Date.now() + 120_000; ; await sleep(100)) {
    const version = await versionOf(url);
    if (version) return { url, version, pid: child.pid as number, stop }; // it answered, so it was spawned
    if (child.exitCode === null && child.signalCode === null && Date.now() < until) continue;
    await stop();
    throw new Error(`LocalStack did not start. It said:\n${readFileSync(logFile, "utf8").trim().split("\n").slice(-15).join("\n")}`);
  }
}

function environment(port: number, root: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    // The other server it has listens on every interface, whatever GATEWAY_LISTEN says.
    GATEWAY_SERVER: "hypercorn",
    // In a container it would take that for its own and write to /var/lib.
    OVERRIDE_IN_DOCKER: "0",
    FILESYSTEM_ROOT: root,
    // No name server, and nothing sent to or fetched from its makers.
    DNS_ADDRESS: "0",
    DISABLE_EVENTS: "1",
    SKIP_SSL_CERT_DOWNLOAD: "1",
    // Queue URLs with the address that was asked.
    SQS_ENDPOINT_STRATEGY: "dynamic",
    LOCALSTACK_HOST: `127.0.0.1:${port}`,
  };
}

async function versionOf(url: string): Promise<string | undefined> {
  try {
    const { version } = (await (await fetch(`${url}/_localstack/health`, { signal: AbortSignal.timeout(5_000) })).json()) as { version?: string };
    return version;
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === "object" && address ? address.port : 0;
}
