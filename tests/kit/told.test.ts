// What functions tell of themselves: lines that can be followed from a request to its ticket, and metrics that are lines, too.
import { randomUUID } from "node:crypto";
import { Ajv } from "ajv";
import { afterEach, describe, expect, test } from "vitest";
import { setClock } from "../../functions/kit/clock";
import { tellOfDomain, tellOfQueue } from "../../functions/kit/metric";
import { getQueueMetrics } from "../../shared/contract/submission";
import { getTicket } from "../../shared/contract/ticket";
import { readLines } from "../support/lines";
import { openTickets } from "../ticket/fixture";

const { cloud, databases, tenant } = await openTickets({ environment: { LOG_LEVEL: "info" } });

let restore = () => {};
afterEach(() => {
  restore();
  cloud.away("identity", null);
});

/** From the specification of CloudWatch's embedded metric format. */
const name = { type: "string", pattern: "^(.*)$", minLength: 1, maxLength: 1024 };
const directive = {
  type: "object",
  required: ["Namespace", "Dimensions", "Metrics"],
  properties: {
    Namespace: name,
    Dimensions: {
      type: "array",
      minItems: 1,
      items: { type: "array", minItems: 1, maxItems: 30, items: { type: "string", pattern: "^(.*)$", minLength: 1, maxLength: 250 } },
    },
    Metrics: {
      type: "array",
      minItems: 1,
      maxItems: 100,
      items: { type: "object", required: ["Name"], properties: { Name: name, Unit: { enum: ["Count", "Seconds"] } } },
    },
  },
};
const embedded = new Ajv().compile({
  type: "object",
  required: ["_aws"],
  properties: {
    _aws: {
      type: "object",
      required: ["Timestamp", "CloudWatchMetrics"],
      properties: { Timestamp: { type: "integer" }, CloudWatchMetrics: { type: "array", items: directive } },
    },
  },
});

describe("metrics", () => {
  test("are lines as CloudWatch takes them out of a log, with their dimensions and values beside them", () => {
    const lines = readLines();
    tellOfQueue("ticketWork", { Drained: 3, Returned: 0 });
    tellOfDomain("workflow", { Paid: 1, Parked: 2 });
    for (const line of lines.all()) expect(embedded(line), JSON.stringify(embedded.errors)).toBe(true);
    expect(lines.all().map(({ _aws, ...fields }) => fields)).toEqual([
      { Stage: "local", Queue: "ticketWork", Drained: 3 },
      { Stage: "local", Domain: "workflow", Paid: 1, Parked: 2 },
    ]);
  });

  test("count the owed calls that were made", async () => {
    const t = await tenant();
    const lines = readLines();
    await t.ticket({ assigneeId: t.agent.id }, t.admin);
    expect(lines.all()).toContainEqual(expect.objectContaining({ Stage: "local", Domain: "ticket", Paid: 1 }));
  });

  test("that would be zero are not told, nor paid for", () => {
    const lines = readLines();
    tellOfQueue("ticketWork", { Drained: 0, Returned: 0, OldestAge: 0 });
    expect(lines.all()).toEqual([]);
  });

  test("say how long a submission has waited, whatever SQS has forgotten of it, until it is a ticket", async () => {
    const t = await tenant();
    const metrics = async () => (await t.admin.send(getQueueMetrics)).body;
    // What is known of people stays known for 30 s.
    await metrics();
    cloud.away("identity");
    await t.submit();
    for (let tries = 0; tries < 4; tries++) {
      cloud.skipDelays();
      await cloud.drain();
    }
    const start = Date.now();
    restore = setClock(() => start + 20_000);
    cloud.skipDelays();
    await cloud.drain();
    const waiting = await metrics();
    expect(waiting).toMatchObject({ pending: 0, processing: 1, completed: 0 });
    expect(waiting.oldestPendingSeconds).toBeGreaterThanOrEqual(20);
    expect(waiting.oldestPendingSeconds).toBeLessThan(60);

    cloud.away("identity", null);
    cloud.skipDelays();
    await cloud.settled();
    restore();
    restore = setClock(() => start + 22_000);
    expect(await metrics()).toMatchObject({ processing: 0, completed: 1, oldestPendingSeconds: 0 });
  });
});

describe("lines", () => {
  test("follow a submission by its request's id through the queue to its ticket", async () => {
    const lines = readLines();
    const t = await tenant();
    const { headers, body } = await t.submit();
    await cloud.settled();
    const requestId = headers.get("apigw-requestid");
    const { ticketId } = await t.submission(body.id);

    const its = { requestId, tenantId: t.id, submissionId: body.id };
    expect(lines.of("a submission is accepted")).toEqual([expect.objectContaining(its)]);
    expect(lines.of("a submission is a ticket")).toEqual([expect.objectContaining({ ...its, ticketId, level: "info", drainId: expect.any(String) })]);
    expect(lines.all()).toContainEqual(expect.objectContaining({ Queue: "ticketSubmissions", Tickets: 1 }));
    expect(lines.all()).toContainEqual(expect.objectContaining({ Queue: "ticketSubmissions", Drained: 1 }));
  });

  test("of what is put off name each submission, its tenant and its request", async () => {
    const t = await tenant();
    cloud.away("identity");
    const lines = readLines();
    const { headers, body } = await t.submit();
    await cloud.drain();
    expect(lines.of("submissions are put off")).toMatchObject([
      { level: "warn", submissions: [{ requestId: headers.get("apigw-requestid"), tenantId: t.id, submissionId: body.id }], error: { name: "Problem" } },
    ]);
    cloud.away("identity", null);
    cloud.skipDelays();
    await cloud.settled();
  });

  test("of a request that fails by our own fault name its tenant and its ticket, and count it", async () => {
    const t = await tenant();
    const id = randomUUID();
    await databases.query("ticket", "alter table ticket rename to gone");
    const lines = readLines();
    const { status } = await t.agent.send(getTicket, { params: { id } });
    await databases.query("ticket", "alter table gone rename to ticket");
    expect(status).toBe(500);
    const [line] = lines.of("a request failed");
    expect(line).toMatchObject({ level: "error", domain: "ticket", tenantId: t.id, ids: { id } });
    expect(lines.all()).toContainEqual(expect.objectContaining({ Stage: "local", Domain: "ticket", Faults: 1 }));
  });

  test("hold no word of what people wrote", async () => {
    const lines = readLines();
    const t = await tenant();
    await t.submit({ title: "Très secret", description: "geheim" });
    await cloud.settled();
    expect(JSON.stringify(lines.all())).not.toMatch(/secret|geheim/);
  });
});
