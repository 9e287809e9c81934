import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startConsole } from "../../local/console";

const config = { apiUrl: "http://localhost:8000/api/", issuer: "http://localhost:8010", clientId: "pflow-console" };
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "pflow-console-"));
});
afterAll(() => rm(root, { recursive: true }));

const get = async (url: string) => {
  const response = await fetch(url, { headers: { accept: "text/html" } });
  return { status: response.status, text: await response.text() };
};

test("without a console, one page says where everything is", async () => {
  const site = await startConsole({ port: 0, config, root });

  expect((await get(`${site.url}/anything`)).text).toContain("http://localhost:8000/api/docs");
  expect(JSON.parse((await get(`${site.url}/config.json`)).text)).toEqual(config);
  await site.close();
});

test("with a console, Vite serves it on every path of its own, and the settings stay ours", async () => {
  await writeFile(join(root, "index.html"), '<!doctype html><title>Console</title><script type="module" src="/main.ts"></script>');
  await writeFile(join(root, "main.ts"), "export const answer: number = 42;");
  const site = await startConsole({ port: 0, config, root });

  expect((await get(`${site.url}/tickets/1`)).text).toContain("<title>Console</title>");
  expect((await get(`${site.url}/main.ts`)).text).toContain("answer = 42");
  expect(JSON.parse((await get(`${site.url}/config.json`)).text)).toEqual(config);
  await site.close();
});
