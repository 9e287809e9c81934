// The whole platform is killed under load, again and again; the queues and the database are other processes, as they are in AWS.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, expect, test } from "vitest";
import { openIssuerKeys } from "../../local/issuer-keys";
import { allQueueNames, queueNames } from "../../local/settings";
import { domains } from "../../shared/contract/domain";
import { type QueueName, queues, visibilityOf } from "../../shared/contract/queues";
import { freshDatabases } from "../support/databases";
import type { Platform } from "./platform-process";

const databases = await freshDatabases();
const folder = await mkdtemp(join(tmpdir(), "pflow-kill-"));
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
  await databases.close();
});

/** A program of ours as a process, and the first line of its output that matches. */
async function run(file: string, environment: Record<string, string>, ready: RegExp): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    env: { ...process.env, LOG_LEVEL: "error", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  // All of its output is read, so that it never waits for us.
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const said = await new Promise<string>((done, fail) => {
    lines.on("line", (line) => {
      const match = ready.exec(line);
      if (match) done(match[1] ?? "");
    });
    child.once("exit", (code) => fail(new Error(`${file} ended with ${code} before it was ready.`)));
  });
  return { child, said };
}

const secretNames = [...domains.map((domain) => `${domain}-database`), "submission-keys"];

test("nothing that was accepted is lost, stuck or doubled, however often the platform is killed", { timeout: 90_000 }, async () => {
  const queue = await run("local/queue-process.ts", { PFLOW_QUEUE_PORT: "0" }, /(http:\/\/\S+)/);
  const issuer = "http://localhost:8010";
  const keys = await openIssuerKeys({ issuer, file: join(folder, "issuer-key.json") });
  const token = await keys.issueToken({ tenant: "acme", sub: "lilei", email: "li.lei@acme.test" });
  const platform: Platform = {
    queueEndpoint: queue.said,
    issuer,
    folder,
    dataApiUrl: databases.dataApi.url,
    secrets: Object.fromEntries(secretNames.map((name) => [name, databases.secrets.get(databases.secrets.arnOf(name))])),
    visibility: 2,
  };
  const sqs = new SQSClient({ endpoint: queue.said, region: "eu-west-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } });
  const urlOf = (name: QueueName) => `${queue.said}/000000000000/${queueNames()[name]}`;
  /** The platform makes sure of its queues as they should be, then shortens their visibility for the test's sake. */
  const asTheyShouldBe = () =>
    Promise.all(
      allQueueNames.map((name) =>
        sqs.send(new SetQueueAttributesCommand({ QueueUrl: urlOf(name), Attributes: { VisibilityTimeout: String(visibilityOf(queues[name])) } })),
      ),
    );
  const start = () => run("tests/faults/platform-process.ts", { PFLOW_TEST_PLATFORM: JSON.stringify(platform) }, /^ready (\S+)/);

  let api = "";
  let stopped = false;
  const accepted = new Map<string, string>();
  let sent = 0;
  /** A client that asks again with the same reference until it is told that it was taken. */
  async function client() {
    while (!stopped) {
      const clientReference = `kill-${sent++}`;
      for (let taken = false; !taken; ) {
        const response = await fetch(`${api}/api/tickets/submissions`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: JSON.stringify({ title: clientReference, clientReference }),
          signal: AbortSignal.timeout(5_000),
        }).catch(() => undefined);
        taken = response?.status === 202;
        if (response && taken) accepted.set(clientReference, ((await response.json().catch(() => ({ id: "cut" }))) as { id: string }).id);
        else if (stopped) return;
        else await pause(50);
      }
    }
  }

  const kills = 3;
  let current = await start();
  api = current.said;
  const clients = Array.from({ length: 8 }, client);
  for (let turn = 0; turn < kills; turn++) {
    const [before, most] = [accepted.size, 10 + Math.random() * 80];
    while (accepted.size < before + most) await pause(5);
    current.child.kill("SIGKILL");
    await once(current.child, "exit");
    await asTheyShouldBe();
    current = await start();
    api = current.said;
  }
  stopped = true;
  await Promise.all(clients);

  const left = async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: urlOf("ticketSubmissions"),
        AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
      }),
    );
    return Object.values(Attributes ?? {}).reduce((sum, count) => sum + Number(count), 0);
  };
  const until = Date.now() + 30_000;
  while ((await left()) > 0 && Date.now() < until) await pause(100);
  expect(await left()).toBe(0);
  sqs.destroy();

  expect(await databases.query("ticket", "select * from outbox")).toEqual([]);
  const submissions = await databases.query<{ client_reference: string; status: string; mismatch: boolean }>(
    "ticket",
    "select client_reference, status, mismatch from submission",
  );
  const tickets = await databases.query<{ number: number; title: string }>("ticket", "select number, title from ticket order by number");
  const done = new Set(submissions.filter(({ status, mismatch }) => status === "completed" && !mismatch).map(({ client_reference }) => client_reference));
  expect([...accepted.keys()].filter((reference) => !done.has(reference))).toEqual([]);
  expect(tickets.map(({ number }) => number)).toEqual(tickets.map((_, index) => index + 1));
  expect(tickets.map(({ title }) => title).sort()).toEqual([...done].sort());
  expect(
    await databases.query("ticket", "select open, completed_submissions, failed_submissions, last_number from ticket_counter where tenant_id = 'acme'"),
  ).toEqual([{ open: tickets.length, completed_submissions: tickets.length, failed_submissions: 0, last_number: tickets.length }]);
  const told = await databases.query<{ ticket_id: string }>("gateway", "select ticket_id from notification where type = 'ticket.created'");
  expect([told.length, new Set(told.map(({ ticket_id }) => ticket_id)).size]).toEqual([tickets.length, tickets.length]);
  console.log(`killed ${kills} times: ${accepted.size} accepted, ${tickets.length} tickets.`);
});
