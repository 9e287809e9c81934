import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Postgres, startPostgres } from "../../local/postgres";

let folder: string;
const started: Postgres[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pflow-postgres-"));
  // As /var/lib/pflow is: whoever the server runs as must get through.
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const postgres of started.splice(0)) await postgres.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(options: Parameters<typeof startPostgres>[0] = { dataDir: join(folder, "pg") }) {
  const postgres = await startPostgres(options);
  started.push(postgres);
  return postgres;
}

async function ask({ host, port, adminUser, adminPassword }: Postgres, sql: string, password = adminPassword) {
  const client = new pg.Client({ host, port, user: adminUser, password, database: "postgres" });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const alive = (pid: number | undefined) => existsSync(`/proc/${pid}`);

describe.skipIf(process.env.PFLOW_POSTGRES_URL)("the server of this machine", () => {
  test("keeps its data and its password over a restart", async () => {
    const first = await start();
    await ask(first, "create table kept as select 42 as n");
    await first.stop();
    const second = await start();
    expect(second.adminPassword).toBe(first.adminPassword);
    expect(await ask(second, "select n from kept")).toEqual([{ n: 42 }]);
  });

  test("listens here only, asks for its password, and hides it", async () => {
    const postgres = await start();
    await expect(ask(postgres, "select 1", "wrong")).rejects.toMatchObject({ code: "28P01" });
    expect(await ask(postgres, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect(statSync(join(folder, "pg", "admin-password")).mode & 0o777).toBe(0o600);
  });

  test("orders text by code point, knows Unicode's cases, and lives in UTC", async () => {
    const [row] = await ask(
      await start(),
      "select 'Z' < 'a' as ordered, lower('ÄΣ') as lower, current_setting('timezone') as zone, current_setting('fsync') as fsync",
    );
    expect(row).toEqual({ ordered: true, lower: "äσ", zone: "UTC", fsync: "on" });
  });

  test("is refused to a second start in one sentence", async () => {
    await start();
    await expect(start()).rejects.toThrow(/already runs PostgreSQL on .* port \d+/);
  });

  test("says what is wrong with a port that is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    await expect(start({ dataDir: join(folder, "pg"), port })).rejects.toThrow(`PostgreSQL did not start on port ${port}`);
    other.close();
  });

  test("starts after a crash that left its pid file behind", async () => {
    const first = await start();
    await ask(first, "create table saved as select 7 as n");
    process.kill(first.pid ?? 0, "SIGKILL");
    await expect.poll(() => alive(first.pid), { timeout: 5_000 }).toBe(false);
    expect(await ask(await start(), "select n from saved")).toEqual([{ n: 7 }]);
  });

  test("ends when its process is killed, and a start at once afterwards waits for that", async () => {
    const program = `import { startPostgres } from ${JSON.stringify(join(process.cwd(), "local/postgres.ts"))};
      startPostgres({ dataDir: ${JSON.stringify(join(folder, "pg"))} }).then(({ pid }) => { console.log(pid); setInterval(() => {}, 1000); });`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(child.stdout, "data");
    const pid = Number(String(line));
    expect(alive(pid)).toBe(true);
    child.kill("SIGKILL");
    const next = await start();
    expect(alive(pid)).toBe(false);
    expect(await ask(next, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("for tests leaves nothing behind", async () => {
    const postgres = await start({ dataDir: join(folder, "brief"), ephemeral: true });
    expect(await ask(postgres, "show fsync")).toEqual([{ fsync: "off" }]);
    await postgres.stop();
    expect(existsSync(join(folder, "brief"))).toBe(false);
  });
});

test("a server of one's own is used as it is", async () => {
  const before = process.env.PFLOW_POSTGRES_URL;
  process.env.PFLOW_POSTGRES_URL = "postgres://me:p%40ss@db.test:6543/postgres";
  expect(await startPostgres()).toMatchObject({ host: "db.test", port: 6543, adminUser: "me", adminPassword: "p@ss", pid: undefined });
  process.env.PFLOW_POSTGRES_URL = "nonsense";
  await expect(startPostgres()).rejects.toThrow("PFLOW_POSTGRES_URL is not a URL");
  if (before === undefined) delete process.env.PFLOW_POSTGRES_URL;
  else process.env.PFLOW_POSTGRES_URL = before;
});
