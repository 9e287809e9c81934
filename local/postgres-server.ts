/** The server's process: started detached so that Ctrl-C leaves it to us, and watched so that it ends when we do. */
import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./postgres-cluster";

type Given = Cluster & { binaries: string; port: number | undefined; ephemeral: boolean };
export type Server = { port: number; pid: number; stop(): Promise<void> };

const patienceMs = 20_000;

export async function runServer(given: Given): Promise<Server> {
  for (let tries = 1; ; tries++) {
    const port = given.port ?? (await freePort());
    try {
      return await start(given, port);
    } catch (error) {
      // Somebody took the port that was free a moment ago.
      if (given.port || tries === 5 || !/could not bind|could not create any TCP/.test(String(error))) throw error;
    }
  }
}

async function start(given: Given, port: number): Promise<Server> {
  const { folder, data, owner, binaries, ephemeral } = given;
  const logFile = join(folder, "server.log");
  const log = openSync(logFile, "w", 0o600);
  if (owner) chownSync(logFile, owner.uid, owner.gid);
  const flags = Object.entries(settings(port, ephemeral)).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(binaries, "bin", "postgres"), ["-D", data, ...flags], { ...owner, cwd: "/", env: {}, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  await ready(child, data, logFile, port);
  child.unref();
  const watch = watchdog(data, ephemeral ? folder : undefined);
  writeFileSync(join(folder, "owner"), identity(process.pid) ?? "", { mode: 0o600 });
  return {
    port,
    // Ready means that it was spawned.
    pid: child.pid as number,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((done) => child.once("exit", done));
        child.ref();
        child.kill("SIGINT");
        await gone;
      }
      watch.kill();
    },
  };
}

function settings(port: number, ephemeral: boolean): Record<string, string | number> {
  return {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    shared_buffers: ephemeral ? "128MB" : "256MB",
    fsync: ephemeral ? "off" : "on",
    synchronous_commit: ephemeral ? "off" : "on",
    full_page_writes: ephemeral ? "off" : "on",
    // Nobody replicates from a machine of one's own.
    wal_level: "minimal",
    max_wal_senders: 0,
    jit: "off",
    // As on the cluster: no disk that turns.
    random_page_cost: 1.1,
    timezone: "UTC",
    log_timezone: "UTC",
    // What goes wrong with a statement its sender hears.
    log_min_messages: "fatal",
    // Passwords here are 24 random bytes: iterations would only make each new connection slow.
    scram_iterations: 1,
  };
}

/** The server says in the eighth line of its pid file when it takes connections. */
async function ready(child: ChildProcess, data: string, logFile: string, port: number) {
  let failed: Error | undefined;
  child.once("error", (error) => {
    failed = error;
  });
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(4)) {
    if (failed || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`PostgreSQL did not start on port ${port}. It said: ${failed?.message ?? lastWords(logFile)}`);
    }
    const pidFile = pidFileOf(data);
    if (pidFile?.pid === child.pid && pidFile?.status === "ready") return;
  }
  child.kill("SIGQUIT");
  throw new Error(`PostgreSQL was not ready after ${patienceMs / 1000} s. It said: ${lastWords(logFile)}`);
}

const lastWords = (logFile: string) => readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n") || "nothing";

/**
 * A shell that waits for our end (its standard input closes then, even when we are killed) and then stops the server that the
 * pid file names. Windows has no such shell; there the next start stops what is left.
 */
function watchdog(data: string, remove: string | undefined): ChildProcess {
  const script = `cat > /dev/null
    read -r pid < "$1/postmaster.pid" && kill -INT "$pid" 2> /dev/null
    if [ -n "$2" ]; then while kill -0 "$pid" 2> /dev/null; do sleep 0.1; done; rm -rf -- "$2"; fi`;
  const watch = spawn("/bin/sh", ["-c", script, "pflow-postgres-watchdog", data, remove ?? ""], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watch.on("error", () => undefined);
  watch.unref();
  // Its pipe must not keep us alive; a socket underneath can be let go of.
  (watch.stdin as unknown as { unref?(): void } | null)?.unref?.();
  return watch;
}

/** Makes sure that no server runs on this data: refuses if another PFlow uses it, stops it if its PFlow is gone. */
export async function claim(folder: string): Promise<void> {
  const data = join(folder, "data");
  const running = pidFileOf(data);
  if (!running || !alive(running.pid)) return;
  const owner = existsSync(join(folder, "owner")) ? readFileSync(join(folder, "owner"), "utf8") : "";
  const ownerPid = Number(owner.split(" ")[0]);
  // One that was killed this moment is still on its way out.
  for (const until = Date.now() + 500; owner && ownerPid !== process.pid && identity(ownerPid) === owner; await sleep(10)) {
    if (Date.now() > until) throw new Error(`PFlow already runs on this data (process ${ownerPid}, PostgreSQL on port ${running.port}). Stop it first.`);
  }
  if (ownerPid === process.pid) throw new Error(`This process already runs PostgreSQL on ${folder}, port ${running.port}.`);
  if (alive(running.pid)) process.kill(running.pid, "SIGINT");
  for (const until = Date.now() + patienceMs; alive(running.pid); await sleep(10)) {
    if (Date.now() > until) throw new Error(`A PostgreSQL left behind (process ${running.pid}) does not stop. End it by hand, then start again.`);
  }
}

function pidFileOf(data: string) {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() };
  } catch {
    return undefined;
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** "pid start-time", so that a number that was given to another process is not taken for ours; undefined if it is gone. */
function identity(pid: number): string | undefined {
  if (!(pid > 0) || !alive(pid)) return undefined;
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return `${pid}`;
  const [state, ...rest] = readFileSync(stat, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  // A zombie has ended; only nobody has noticed yet.
  return state === "Z" ? undefined : `${pid} ${rest[18]}`;
}

const freePort = () =>
  new Promise<number>((done, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? done(address.port) : fail(new Error("There is no free port."))));
    });
  });
