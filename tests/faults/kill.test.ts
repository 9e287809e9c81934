// The whole platform is killed under load, again and again; the queues and the database are other processes, as they are in AWS.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
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
import { Definition } from "../../shared/process/definition";
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

test("nothing that was accepted is lost, stuck or doubled, however often the platform is killed", { timeout: 200_000 }, async () => {
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

  // Its process has nobody to wait for: the ticket is resolved by the calls that the two domains owe each other.
  const workflowId = randomUUID();
  const definition = Definition.parse({
    nodes: [
      { id: "start", type: "startEvent" },
      { id: "end", type: "endEvent" },
    ],
    flows: [{ id: "flow", from: "start", to: "end" }],
  });
  await databases.query(
    "workflow",
    `with made as (insert into workflow (tenant_id, id, name, description, definition, last_version, published_version, created_at, updated_at, words)
       values ('acme', $1, 'Straight', '', $2, 1, 1, now(), now(), '') returning *)
     insert into workflow_version (tenant_id, workflow_id, number, name, definition, published_at) select tenant_id, id, 1, name, definition, now() from made`,
    [workflowId, JSON.stringify(definition)],
  );

  let api = "";
  let stopped = false;
  const accepted = new Map<string, string>();
  let sent = 0;
  /** A client that asks again with the same reference until it is told that it was taken. */
  async function client() {
    while (!stopped) {
      const clientReference = `kill-${sent++}`;
      const body = JSON.stringify({ title: clientReference, clientReference, ...(sent % 3 === 0 && { workflowId }) });
      for (let taken = false; !taken; ) {
        const response = await fetch(`${api}/api/tickets/submissions`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body,
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
  // What a killed consumer had in hand comes again; what only a nudge remembers comes with it, a minute later.
  const owed = async () =>
    (await Promise.all((["ticket", "workflow"] as const).map((domain) => databases.query(domain, "select route, parked from outbox")))).flat();
  const until = Date.now() + 120_000;
  while (((await left()) > 0 || (await owed()).length > 0) && Date.now() < until) await pause(100);
  expect([await left(), await owed()]).toEqual([0, []]);
  sqs.destroy();

  const submissions = await databases.query<{ client_reference: string; status: string; mismatch: boolean }>(
    "ticket",
    "select client_reference, status, mismatch from submission",
  );
  const tickets = await databases.query<{ id: string; number: number; title: string; status: string; workflow_id: string | null }>(
    "ticket",
    "select id, number, title, status, workflow_id from ticket order by number",
  );
  const done = new Set(submissions.filter(({ status, mismatch }) => status === "completed" && !mismatch).map(({ client_reference }) => client_reference));
  expect([...accepted.keys()].filter((reference) => !done.has(reference))).toEqual([]);
  expect(tickets.map(({ number }) => number)).toEqual(tickets.map((_, index) => index + 1));
  expect(tickets.map(({ title }) => title).sort()).toEqual([...done].sort());
  expect(
    await databases.query(
      "ticket",
      "select open + resolved as tickets, completed_submissions, failed_submissions, last_number from ticket_counter where tenant_id = 'acme'",
    ),
  ).toEqual([{ tickets: tickets.length, completed_submissions: tickets.length, failed_submissions: 0, last_number: tickets.length }]);
  const underWay = tickets.filter(({ workflow_id }) => workflow_id !== null);
  expect(underWay.length).toBeGreaterThan(0);
  expect(underWay.filter(({ status }) => status !== "resolved")).toEqual([]);
  expect(await databases.query("workflow", "select id from instance where status = 'completed' order by id")).toEqual(
    underWay.map(({ id }) => ({ id })).sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  console.log(`killed ${kills} times: ${accepted.size} accepted, ${tickets.length} tickets.`);
});
