import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

// Two workers, as the files start real parts (PostgreSQL's databases, queues, servers) and a laptop has other work to do.
const setup = "tests/support/global-setup.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    exclude: ["tests/bench/**", "**/node_modules/**"],
    globalSetup: existsSync(setup) ? [setup] : [],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
