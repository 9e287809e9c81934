import { join } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config";

// What is written for LocalStack alone, and the suites that run unchanged on any SQS.
const files = ["tests/localstack/**/*.test.ts", "tests/local/sqs.test.ts", "tests/local/event-source.test.ts"];

const { test, ...rest } = mergeConfig(base, defineConfig({ root: join(import.meta.dirname, "../.."), test: { testTimeout: 60_000, hookTimeout: 60_000 } }));

export default { ...rest, test: { ...test, include: files, exclude: [] } };
