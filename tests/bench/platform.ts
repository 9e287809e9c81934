// The whole platform in a process of its own, so that its CPU time is counted without the load's.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud } from "../../local/cloud";
import { startDatabases } from "../../local/postgres-databases";
import type { Role } from "../../shared/contract/actor";

process.env.LOG_LEVEL ??= "error";
const folder = mkdtempSync(join(tmpdir(), "pflow-bench-"));
// PostgreSQL runs as another user where this is root.
chmodSync(folder, 0o755);
const databases = await startDatabases(folder, { dataDir: join(folder, "postgres") });
const cloud = await startCloud({ data: databases, thread: true });

const token = (sub: string, email: string) => cloud.issueToken({ sub, email, tenant: "bench", name: sub });

/** Makes them known, and gives their token. */
async function invite(email: string, sub: string, roles: Role[]): Promise<string> {
  const { askBy } = await import("../../functions/kit/ask");
  const { inviteUser } = await import("../../shared/contract/identity-calls");
  const { system } = await import("../../shared/contract/actor");
  await askBy(Date.now() + 10_000, "bench")("identity", inviteUser, system("bench"), { body: { email, name: sub, roles } });
  return token(sub, email);
}

/** What the bench asks of it, answered by name. */
const answers: Record<string, () => Promise<unknown> | unknown> = {
  pause: () => Promise.all([cloud.consumers.ticketSubmissions.pause(), cloud.consumers.ticketWork.pause()]),
  resume: () => Promise.all([cloud.consumers.ticketSubmissions.resume(), cloud.consumers.ticketWork.resume()]),
  settled: () => cloud.settled(300_000),
  invite: () => invite("admin@bench.test", "bench-admin", ["admin", "agent"]),
  /** Tokens of the people at a desk. */
  desk: () => Promise.all(Array.from({ length: 8 }, (_, n) => invite(`desk-${n}@bench.test`, `bench-desk-${n}`, ["agent"]))),
  profileStart: async () => {
    const { Session } = await import("node:inspector/promises");
    profiler = new Session();
    profiler.connect();
    await profiler.post("Profiler.enable");
    await profiler.post("Profiler.start");
  },
  profileStop: async () => (await profiler?.post("Profiler.stop"))?.profile,
  stop: async () => {
    await cloud.close();
    await databases.stop();
    rmSync(folder, { recursive: true, force: true });
    setImmediate(() => process.exit(0));
  },
};
let profiler: import("node:inspector/promises").Session | undefined;

process.on("message", async ({ ask, id }: { ask: string; id: number }) => {
  const reply = await Promise.resolve(answers[ask]?.()).then(
    (value) => ({ id, value }),
    (error: unknown) => ({ id, error: String(error) }),
  );
  process.send?.(reply);
});
process.on("disconnect", () => answers.stop?.());

const { host, port, adminUser, adminPassword, pid } = databases.postgres;
process.send?.({
  ready: {
    api: cloud.urls.api,
    token: await token("bench-admin", "admin@bench.test"),
    postgres: { host, port, user: adminUser, password: adminPassword, pid },
  },
});
