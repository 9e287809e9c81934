import { defineConfig } from "vitest/config";

// What the SDK says about Node 20 we know.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// One PostgreSQL for the whole run, and two workers, as the files start real parts (PostgreSQL's databases, queues, servers) and a laptop has other work to do.

export default defineConfig({
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    exclude: ["tests/bench/**", "tests/localstack/**", "**/node_modules/**"],
    globalSetup: ["tests/support/databases.ts"],
    // A line for each submission, and for each fault that a test makes, is too many here.
    env: { LOG_LEVEL: process.env.LOG_LEVEL ?? "error" },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
