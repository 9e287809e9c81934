import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

/** Started as people start it, on ports and in folders of its own. */
let environment: Record<string, string>;
let folder: string;
let running: ChildProcess | undefined;
const tsx = ["--import", "tsx"];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pflow-start-"));
  const names = ["PFLOW_API_PORT", "PFLOW_ISSUER_PORT", "PFLOW_CONSOLE_PORT", "PFLOW_AWS_PORT", "PFLOW_QUEUE_PORT"];
  const ports = await freePorts(names.length);
  environment = {
    ...Object.fromEntries(names.map((name, index) => [name, String(ports[index])])),
    PFLOW_DATA_FOLDER: join(folder, "data"),
    PFLOW_POSTGRES_FOLDER: `${folder}-postgres`,
  };
});
afterAll(async () => {
  running?.kill("SIGKILL");
  await vi.waitFor(async () => rm(`${folder}-postgres`, { recursive: true, force: true }), 30_000);
  await rm(folder, { recursive: true, force: true });
}, 40_000);

const env = () => {
  const { PFLOW_TEST_DATABASES: _run, VITEST: _vitest, ...outer } = process.env;
  return { ...outer, ...environment };
};
const port = (name: string) => environment[`PFLOW_${name}_PORT`];
const api = (path: string) => `http://localhost:${port("API")}/api${path}`;

/** Resolves with what it said once it is ready, or has ended. */
function start(): Promise<{ output: string; exitCode: number | null }> {
  const child = spawn(process.execPath, [...tsx, "local/start.ts"], { env: env(), stdio: ["ignore", "pipe", "pipe"] });
  running = child;
  return new Promise((resolve) => {
    let output = "";
    const hear = (chunk: Buffer) => {
      output += chunk;
      if (output.includes("Ctrl-C finishes")) resolve({ output, exitCode: null });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (exitCode) => resolve({ output, exitCode }));
  });
}

function end(signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    running?.once("exit", resolve);
    running?.kill(signal);
  });
}

const token = (...args: string[]) => spawnSync(process.execPath, [...tsx, "local/token.ts", ...args], { env: env(), encoding: "utf8" });
const headers = (user: string) => ({ authorization: `Bearer ${token("--user", user).stdout.trim()}`, "content-type": "application/json" });

describe("npm start", { timeout: 60_000 }, () => {
  test("serves API, sign-in and console with the demo in it, and says where", async () => {
    const { output } = await start();
    expect(output).toContain(api("/"));

    const me = await fetch(api("/me"), { headers: headers("li.lei@acme.test") });
    expect([me.status, await me.json()]).toMatchObject([200, { name: "李雷", roles: ["requester"], timeZone: "Asia/Shanghai" }]);
    const site = `http://localhost:${port("CONSOLE")}`;
    expect(await (await fetch(`${site}/config.json`)).json()).toEqual({
      apiUrl: api("/"),
      issuer: `http://localhost:${port("ISSUER")}`,
      clientId: "pflow-console",
    });
    expect((await fetch(site)).status).toBe(200);
    expect((await fetch(`http://localhost:${port("ISSUER")}/.well-known/openid-configuration`)).status).toBe(200);
  });

  test("is refused a second time in one sentence that names port and variable", async () => {
    const first = running;
    const { output, exitCode } = await start();
    running = first;

    expect({ output: output.trim(), exitCode }).toEqual({
      output: `Port ${port("API")} for the API is in use: stop what listens there, or set PFLOW_API_PORT to another port.`,
      exitCode: 1,
    });
  });

  test("loses no accepted submission when it is killed", async () => {
    const auth = headers("li.lei@acme.test");
    const submit = async (title: string) =>
      (await fetch(api("/tickets/submissions"), { method: "POST", headers: auth, body: JSON.stringify({ title, clientReference: title }) })).status;
    const accepted = await Promise.all(Array.from({ length: 40 }, (_, n) => submit(`killed ${n}`)));
    await end("SIGKILL");
    expect(new Set(accepted)).toEqual(new Set([202]));

    await start();
    const admin = headers("admin@acme.test");
    await vi.waitFor(
      async () =>
        expect(await (await fetch(api("/tickets/queue-metrics"), { headers: admin })).json()).toMatchObject({
          completed: 40,
          failed: 0,
          pending: 0,
          processing: 0,
        }),
      { timeout: 10_000 },
    );
  });

  test("stops on Ctrl-C, with nothing left running", async () => {
    expect(await end("SIGINT")).toBe(0);

    for (const name of ["API", "ISSUER", "CONSOLE", "AWS", "QUEUE"]) await expect(fetch(`http://127.0.0.1:${port(name)}`)).rejects.toThrow();
  });

  test("leaves nothing behind when a port is busy", async () => {
    const other = await hold(Number(port("CONSOLE")));
    const { output, exitCode } = await start();
    await new Promise((resolve) => other.close(resolve));

    expect({ output: output.trim(), exitCode }).toEqual({
      output: `Port ${port("CONSOLE")} for the console is in use: stop what listens there, or set PFLOW_CONSOLE_PORT to another port.`,
      exitCode: 1,
    });
    await expect(fetch(api("/healthz"))).rejects.toThrow();
  });
});

describe("npm run token", { timeout: 20_000 }, () => {
  test("prints a token and nothing else", () => {
    const { stdout, stderr, status } = token("--user", "admin@acme.test");

    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  });

  test("names the demo people when it does not know somebody", () => {
    const { stdout, stderr, status } = token("--user", "nobody@acme.test");

    expect({ stdout, status }).toEqual({ stdout: "", status: 1 });
    expect(stderr).toMatch(/^There is no nobody@acme.test in the demo; take one of admin@acme.test, .*\n$/);
  });
});

async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, () => hold(0)));
  const free = held.map((server) => (server.address() as { port: number }).port);
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return free;
}

function hold(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve(server));
  });
}
