/** `npm run test:localstack`: what talks to AWS, against LocalStack. Where pip can't install that it says so and ends well; a test that fails never does. */
import { spawn } from "node:child_process";
import { installLocalStack, type LocalStack, NotInstallable, startLocalStack } from "./launch";

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

async function main(): Promise<number> {
  const installing = Date.now();
  try {
    await installLocalStack();
  } catch (error) {
    if (!(error instanceof NotInstallable)) throw error;
    console.log(`${error.message}\nLocalStack can't be installed here: skipped`);
    return 0;
  }
  const starting = Date.now();
  const installed = seconds(installing);
  const localStack = await startLocalStack();
  console.log(`LocalStack ${localStack.version} at ${localStack.url}: installed in ${installed}, started in ${seconds(starting)}`);
  try {
    return await vitest(localStack);
  } finally {
    await localStack.stop();
  }
}

function vitest({ url }: LocalStack): Promise<number> {
  const given = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/localstack/vitest.config.ts", ...process.argv.slice(2)];
  const child = spawn(process.execPath, given, {
    stdio: "inherit",
    env: { ...process.env, PFLOW_LOCALSTACK_URL: url, VITE_CONFIG_NATIVE_IGNORE_WARNING: "true" },
  });
  // It ends by itself with the terminal's signal, and then we go on to stop LocalStack.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void child.kill(signal));
  return new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
}

process.exitCode = await main();
