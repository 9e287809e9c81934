/** A real PostgreSQL 17 on this machine: found or unpacked, started, and never left behind. */
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBinaries } from "./postgres-binaries";
import { initCluster, placeFor } from "./postgres-cluster";
import { claim, runServer } from "./postgres-server";

export type Postgres = {
  host: string;
  port: number;
  adminUser: string;
  adminPassword: string;
  /** Undefined for a server of one's own (`PFLOW_POSTGRES_URL`), which is not ours to stop either. */
  pid: number | undefined;
  /** Ends sessions, writes everything down, and waits until it is gone. */
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Where the data is; by default one place per checkout. */
  dataDir?: string;
  port?: number;
  /** For tests: in a new folder, without fsync, deleted at the end. */
  ephemeral?: boolean;
};

export async function startPostgres({ dataDir, port, ephemeral = false }: PostgresOptions = {}): Promise<Postgres> {
  const own = process.env.PFLOW_POSTGRES_URL;
  if (own) return ownServer(own);

  const place = placeFor(process.cwd());
  const binaries = findBinaries(place.shared);
  const folder = dataDir ?? (ephemeral ? join(place.shared ?? tmpdir(), `pflow-test-${process.pid}-${randomBytes(4).toString("hex")}`) : place.data);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (!ephemeral) await claim(folder);
  const cluster = await initCluster({ binaries, folder, owner: place.owner, ephemeral });
  const server = await runServer({ ...cluster, binaries, port, ephemeral });
  return {
    host: "127.0.0.1",
    port: server.port,
    adminUser: "postgres",
    adminPassword: cluster.adminPassword,
    pid: server.pid,
    async stop() {
      await server.stop();
      if (ephemeral) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ownServer(given: string): Postgres {
  if (!URL.canParse(given)) throw new Error("PFLOW_POSTGRES_URL is not a URL. It looks like postgres://user:password@host:5432/postgres.");
  const { hostname, port, username, password } = new URL(given);
  return {
    host: hostname,
    port: Number(port || 5432),
    adminUser: decodeURIComponent(username),
    adminPassword: decodeURIComponent(password),
    pid: undefined,
    stop: async () => undefined,
  };
}
