import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { handler as migrate } from "../../functions/db/migrate-handler";
import { handler as rotate } from "../../functions/db/rotate-handler";
import { setClock } from "../../functions/kit/clock";
import { type DataApi, startDataApi } from "../../local/data-api";
import { type Postgres, startPostgres } from "../../local/postgres";
import { domains } from "../../shared/contract/domain";
import { startSecretsManager } from "../support/secrets-manager";

// A cluster as a first deploy finds it: an admin that may make roles and databases and is no superuser, as in RDS, and secrets as the stack makes them.
let postgres: Postgres;
let secrets: Awaited<ReturnType<typeof startSecretsManager>>;
let dataApi: DataApi;
let folder: string;
const before = { ...process.env };
const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${name}`;

beforeAll(async () => {
  [postgres, secrets] = await Promise.all([startPostgres({ ephemeral: true }), startSecretsManager()]);
  await as(
    { user: postgres.adminUser, password: postgres.adminPassword, database: "postgres" },
    "create role pflow_admin login createdb createrole password 'admin'; alter database postgres owner to pflow_admin",
  );
  secrets.put(arn("admin"), { username: "pflow_admin", password: "admin" });
  for (const domain of domains) secrets.put(arn(domain), { username: `pflow_${domain}`, dbname: `pflow_${domain}`, password: `first-of-${domain}` });
  dataApi = await startDataApi({ postgres, secrets: { get: secrets.current }, requireTenant: true, trusted: [arn("admin")] });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_ENDPOINT_URL_RDS_DATA: dataApi.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    DATABASE_CLUSTER_ARN: "arn:aws:rds:eu-west-1:000000000000:cluster:test-pflow",
    DATABASE_ADMIN_SECRET_ARN: arn("admin"),
    ...Object.fromEntries(domains.map((domain) => [`${domain.toUpperCase()}_DATABASE_SECRET_ARN`, arn(domain)])),
  });
}, 60_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pflow-deploy-"));
  for (const domain of domains) cpSync(`functions/${domain}/migrations`, join(folder, domain, "migrations"), { recursive: true });
  process.env.MIGRATIONS_FOLDER = folder;
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(async () => {
  await Promise.all([dataApi?.close(), secrets?.close()]);
  await postgres?.stop();
  process.env = before;
});

async function as(who: { user: string; password: string; database: string }, sql: string) {
  const client = new pg.Client({ host: postgres.host, port: postgres.port, ...who });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const asTicket = (sql: string) => {
  const { username, password } = secrets.current(arn("ticket")) as { username: string; password: string };
  return as({ user: username, password, database: "pflow_ticket" }, sql);
};

const deploy = (ms = 60_000) => migrate({ params: {} }, { getRemainingTimeInMillis: () => ms });

/** One more migration of the ticket domain, as drizzle-kit writes it. */
function add(tag: string, sql: string) {
  const path = join(folder, "ticket", "migrations");
  const journal = JSON.parse(readFileSync(join(path, "meta/_journal.json"), "utf8")) as { entries: { idx: number; tag: string }[] };
  if (!journal.entries.some((entry) => entry.tag === tag)) journal.entries.push({ idx: journal.entries.length, tag });
  writeFileSync(join(path, "meta/_journal.json"), JSON.stringify(journal));
  writeFileSync(join(path, `${tag}.sql`), sql);
}

// It makes itself at home on the whole server, so it is never one of one's own.
const ours = describe.skipIf(process.env.PFLOW_POSTGRES_URL);

ours("the function that a deploy runs", () => {
  test("makes five databases out of nothing, with all their tables, and has nothing to do the second time", { timeout: 60_000 }, async () => {
    const files = domains.flatMap((domain) =>
      readdirSync(`functions/${domain}/migrations`)
        .filter((name) => name.endsWith(".sql"))
        .map((name) => `${domain}/${name.replace(".sql", "")}`),
    );
    expect([...(await deploy()).applied].sort()).toEqual(files.sort());
    expect((await deploy()).applied).toEqual([]);
    expect(await asTicket("select count(*)::int as n from ticket")).toEqual([{ n: 0 }]);
  });

  test("that was cut off half-way is taken up by the next deploy where it stopped", { timeout: 60_000 }, async () => {
    add("9000_one", "create table half_one ()");
    add("9001_two", "create table half_two ()");
    dataApi.fail(({ operation, sql }) => (operation === "ExecuteStatement" && sql?.includes("half_two") ? "cut" : undefined));
    await expect(deploy()).rejects.toThrow(/9001_two\.sql failed/);
    dataApi.fail(undefined);
    expect((await deploy()).applied).toEqual(["ticket/9001_two"]);
    expect(await asTicket("select from half_one, half_two")).toEqual([]);
  });

  test("throws where a migration fails, with its file and statement, and leaves the database as it was: so CloudFormation fails the deploy", {
    timeout: 60_000,
  }, async () => {
    add("9000_one", "create table half_one ()");
    add("9001_two", "create table half_two ()");
    add("9002_bad", "create table bad_one ();\n--> statement-breakpoint\nalter table nowhere add column x int");
    await expect(deploy()).rejects.toThrow(/ticket\/migrations\/9002_bad\.sql failed at statement 2 of 2[\s\S]*nowhere/);
    await expect(asTicket("select from bad_one")).rejects.toMatchObject({ code: "42P01" });
  });

  test("says which variable is missing", async () => {
    delete process.env.DATABASE_ADMIN_SECRET_ARN;
    await expect(deploy()).rejects.toThrow("DATABASE_ADMIN_SECRET_ARN is not set");
    process.env.DATABASE_ADMIN_SECRET_ARN = arn("admin");
  });
});

ours("a secret's rotation", () => {
  const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"];
  const turn = async (token: string) => {
    for (const Step of steps) await rotate({ Step, SecretId: arn("ticket"), ClientRequestToken: token });
  };
  const current = () => secrets.current(arn("ticket")) as { username: string; password: string };

  test("gives a new password that works at once, while the one before still does; the two roles take turns", { timeout: 60_000 }, async () => {
    const first = current();
    await turn("second-version");
    const second = current();
    expect(second).toMatchObject({ username: "pflow_ticket_2", dbname: "pflow_ticket", password: expect.stringMatching(/^[\w-]{43}$/) });
    await asTicket("insert into ticket_counter (tenant_id) values ('acme')");
    expect(await as({ user: first.username, password: first.password, database: "pflow_ticket" }, "select tenant_id from ticket_counter")).toEqual([
      { tenant_id: "acme" },
    ]);
    expect(await asTicket("select current_setting('statement_timeout') as it")).toEqual([{ it: "5s" }]);
    await expect(as({ user: second.username, password: second.password, database: "pflow_form" }, "select 1")).rejects.toMatchObject({ code: "42501" });

    await turn("third-version");
    expect(current().username).toBe("pflow_ticket");
    expect(current().password).not.toBe(first.password);
    await asTicket("select count(*) from ticket");
    await expect(as({ user: first.username, password: first.password, database: "pflow_ticket" }, "select 1")).rejects.toMatchObject({ code: "28P01" });
  });

  test("does each step once, however often it is called", { timeout: 60_000 }, async () => {
    const token = "fourth-version";
    for (const Step of steps.flatMap((step) => [step, step])) await rotate({ Step, SecretId: arn("ticket"), ClientRequestToken: token });
    await asTicket("select 1");
    const made = current();
    await rotate({ Step: "finishSecret", SecretId: arn("ticket"), ClientRequestToken: token });
    expect(current()).toEqual(made);
  });

  test("that would not work is taken back, and fails", async () => {
    const good = secrets.current(arn("form"));
    await rotate({ Step: "createSecret", SecretId: arn("form"), ClientRequestToken: "other-version" });
    // Nobody has made the role.
    await expect(rotate({ Step: "finishSecret", SecretId: arn("form"), ClientRequestToken: "other-version" })).rejects.toThrow();
    expect(secrets.current(arn("form"))).toEqual(good);
  });

  test("and a deploy after it leave each other's work alone: tables made later are for both roles", { timeout: 60_000 }, async () => {
    await turn("sixth-version");
    add("9000_one", "create table half_one ()");
    add("9001_two", "create table half_two ()");
    add("9003_later", "create table later (n int)");
    // A container keeps a secret for five minutes; two rotations are days apart.
    const restore = setClock(() => Date.now() + 6 * 60_000);
    await deploy(10 * 60_000);
    restore();
    await asTicket("insert into later values (1)");
    await turn("seventh-version");
    expect(await asTicket("select n from later")).toEqual([{ n: 1 }]);
  });
});
