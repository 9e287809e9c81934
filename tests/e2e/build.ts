/** The console as it ships, built once a run into a folder of its own. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestPostgres } from "../support/databases";

const variable = "PFLOW_TEST_CONSOLE";

/** In a process of its own, as a test run's NODE_ENV would make a build for development. */
export function buildConsole(root = "web"): { dist: string; remove(): void } {
  const dist = mkdtempSync(join(tmpdir(), "pflow-console-"));
  const build = ["node_modules/vite/bin/vite.js", "build", root, "--outDir", dist, "--emptyOutDir", "--logLevel", "error"];
  execFileSync(process.execPath, build, { env: { ...process.env, NODE_ENV: "production" }, stdio: "inherit" });
  return { dist, remove: () => rmSync(dist, { recursive: true, force: true }) };
}

/** Where the run's build is. */
export function builtConsole(): string {
  const dist = process.env[variable];
  if (!dist) throw new Error("There is no built console: begin the run with beginRun() of tests/e2e/build.ts.");
  return dist;
}

/** What every file of a run shares: the built console, and a PostgreSQL with migrated templates. */
export async function beginRun(): Promise<() => Promise<void>> {
  const build = buildConsole();
  process.env[variable] = build.dist;
  const postgres = await startTestPostgres();
  return async () => {
    await postgres.stop();
    build.remove();
  };
}

let end: (() => Promise<void>) | undefined;
/** This file is also the globalSetup of the browser tests. */
export async function setup() {
  end = await beginRun();
}
export async function teardown() {
  await end?.();
}
