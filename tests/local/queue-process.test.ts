import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "../../local/cloud";
import { openProgram, type Program } from "./fixture";

let folder: string;
let child: ChildProcess | undefined;
const received: string[] = [];
const program: Program = { consumer: ({ Records }: SQSEvent) => void received.push(...Records.map(({ body }) => body)) };

/** Gives the URL that it prints. */
function startProcess(port = "0"): Promise<string> {
  const env = { ...process.env, PFLOW_QUEUE_PORT: port, PFLOW_QUEUE_JOURNAL: join(folder, "queues.jsonl") };
  const started = spawn(process.execPath, ["--import", "tsx", "local/queue-process.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
  child = started;
  return new Promise((resolve, reject) => {
    started.once("exit", (code) => reject(new Error(`It ended with ${code}.`)));
    createInterface(started.stdout).once("line", resolve);
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pflow-queue-process-"));
});
afterAll(async () => {
  child?.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

const ended = (signal: NodeJS.Signals) =>
  new Promise((resolve) => {
    child?.once("exit", resolve);
    child?.kill(signal);
  });

test("queues in a process of their own serve consumers elsewhere, and survive its death", { timeout: 30_000 }, async () => {
  const endpoint = await startProcess();
  const cloud: Cloud = await openProgram({ ...program, queueEndpoint: endpoint });
  await cloud.send("ticketSubmissions", "one");
  await cloud.settled();
  expect(received).toEqual(["one"]);

  await cloud.consumers.ticketSubmissions.pause();
  await cloud.send("ticketSubmissions", "two");
  await ended("SIGKILL");
  await startProcess(new URL(endpoint).port);
  cloud.consumers.ticketSubmissions.resume();
  await cloud.settled();
  expect(received).toEqual(["one", "two"]);
});
