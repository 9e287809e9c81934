import { createHmac } from "node:crypto";
import type { SQSRecord } from "aws-lambda";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { setClock } from "../../functions/kit/clock";
import { handler as work } from "../../functions/workflow/work";
import { createConnection } from "../../shared/contract/connection";
import { resolveIncident } from "../../shared/contract/incident";
import { terminateInstance } from "../../shared/contract/instance";
import { listNotifications } from "../../shared/contract/notification";
import { listTasks } from "../../shared/contract/task";
import { draw, edge, end, line, type NodeInput, start, user } from "../process/support/draw";
import { type Office, openRunning } from "./running";
import { openTarget } from "./target";

const { office, officeOf, later, goOn, cloud, crashes, everywhere, consumersAtOnce, left, now, query } = await openRunning();
afterEach(() => vi.unstubAllEnvs());
// The consumer that this file calls itself has the clock of all the others.
setClock(now);

type Service = Extract<NodeInput, { type: "serviceTask" }>;
type Http = Omit<Extract<NonNullable<Service["connector"]>, { type: "http" }>, "type">;

const asked = (...people: { id: string }[]) => ({ participants: [{ from: "users" as const, users: people.map(({ id }) => id) }] });
const service = (connector: Http, more: Partial<Service> = {}): Service => ({
  id: "call",
  name: "Call",
  type: "serviceTask",
  connector: { type: "http", ...connector },
  ...more,
});
/** The call, then a step of the agent's. */
const calling = ({ agent }: Office, connector: Http, more: Partial<Service> = {}) => line(service(connector, more), user("next", asked(agent)));
const keys = (asked: { headers: Record<string, unknown> }[]) => [...new Set(asked.map(({ headers }) => headers["idempotency-key"]))];

/** Whatever waits in the work queue comes to a consumer that has so many ms left. */
const message = (job: string, tenantId: string, body: object) =>
  JSON.stringify({ type: "job", job, actor: { kind: "system", tenantId }, body, eventId: crypto.randomUUID() });
const record = (body: string) =>
  ({ messageId: crypto.randomUUID(), receiptHandle: "r", body, attributes: { ApproximateReceiveCount: "1" }, messageAttributes: {} }) as unknown as SQSRecord;
const consume = (bodies: string[], ms: number) =>
  work({ Records: bodies.map(record) }, { awsRequestId: "test", getRemainingTimeInMillis: () => ms } as Parameters<typeof work>[1]);

describe("a service task calls another system", () => {
  test("outside of any request, and goes on with what it answers", async () => {
    const t = await office();
    const target = await openTarget({ body: { stock: 7, 名: "打印机" } });
    const connector = {
      method: "POST" as const,
      url: `="${target.url}/orders/" + "7"`,
      headers: { "X-Kind": "order" },
      body: '{ kind: "order", amount: 0.1 + 0.2 }',
      resultVariable: "reply",
    };
    const id = await t.runs(calling(t, connector));
    await cloud.drain();
    expect(target.asked).toMatchObject([{ method: "POST", path: "/orders/7", headers: { "x-kind": "order", "content-type": "application/json" } }]);
    expect(JSON.parse(target.asked[0]?.body ?? "")).toEqual({ kind: "order", amount: 0.3 });
    expect(await t.at(id)).toEqual(["next"]);
    expect((await t.state(id)).variables.reply).toEqual({ stock: 7, 名: "打印机" });
  });

  test("and keeps nothing of an answer that no variable is for", async () => {
    const t = await office();
    const target = await openTarget({ body: { secret: "4711" } });
    const id = await t.runs(calling(t, { url: target.url }));
    await cloud.drain();
    expect(await t.at(id)).toEqual(["next"]);
    expect(JSON.stringify(await t.rows("select state, trail from instance where id = $1", [id]))).not.toContain("4711");
    expect(JSON.stringify(await t.rows("select event from instance_event where instance_id = $1", [id]))).not.toContain("4711");
  });

  test("at least once, always with the same key, and what comes of it counts once", async () => {
    const t = await office();
    const target = await openTarget({ body: { ok: true } });
    consumersAtOnce(3);
    cloud.consumers.workflowWork.switches.deliveries = 2;
    const id = await t.runs(calling(t, { url: target.url, resultVariable: "reply" }));
    await goOn();
    consumersAtOnce(1);
    cloud.consumers.workflowWork.switches.deliveries = 1;
    expect(target.asked.length).toBeGreaterThanOrEqual(1);
    expect(keys(target.asked)).toEqual([expect.stringContaining(id)]);
    expect([await t.events(id), await t.at(id)]).toEqual([["jobCompleted"], ["next"]]);
  });

  test.each([500, 503, 408, 425, 429])(
    "that answers %i is tried again, later and later, until an incident stands; resolving that tries again",
    async (status) => {
      const t = await office();
      const target = await openTarget({ status, body: "busy" });
      const id = await t.runs(calling(t, { url: target.url }, { retries: 2, backoff: ["PT10S", "PT20M"] }));
      await cloud.drain();
      expect(target.asked).toHaveLength(1);
      await later(11);
      expect(target.asked).toHaveLength(2);
      await later(1_100);
      expect(target.asked).toHaveLength(2);
      await later(105);
      expect(target.asked).toHaveLength(3);
      const [incident] = await t.incidents(id);
      expect(incident).toMatchObject({ code: "job-failed", message: `It answered ${status}.`, reason: { code: "http-status", params: { status } } });
      await goOn();
      expect(target.asked).toHaveLength(3);

      target.answers({ body: "ok" });
      expect((await t.admin.send(resolveIncident, { params: { id: incident?.id ?? "" } })).status).toBe(200);
      await cloud.drain();
      expect(await t.at(id)).toEqual(["next"]);
      expect([target.asked.length, keys(target.asked).length]).toEqual([4, 1]);
    },
  );

  test("that is not there is tried again, too", async () => {
    const t = await office();
    const id = await t.runs(calling(t, { url: "http://127.0.0.1:1/" }, { retries: 1, backoff: ["PT10S"] }));
    await later(11);
    expect(await t.incidents(id)).toMatchObject([
      { code: "job-failed", message: expect.stringContaining("could not be reached"), reason: { code: "unreachable", said: expect.any(String) } },
    ]);
    expect(await t.events(id)).toEqual(["jobFailed", "timer", "jobFailed"]);
  });

  test.each([400, 401, 403, 404, 409, 422])(
    "that answers %i has said its last word: an error that the edge of the step may catch, or an incident",
    async (status) => {
      const t = await office();
      const target = await openTarget({ status });
      const call = service({ url: target.url });
      const caught = await t.runs(
        draw(
          [start, call, edge("refused", "call", { type: "error", code: `http-${status}` }), user("sorry", asked(t.agent)), end],
          ["start -> call -> end", "refused -> sorry -> end"],
        ),
      );
      const stands = await t.runs(calling(t, { url: target.url }));
      await goOn();
      expect(target.asked).toHaveLength(2);
      expect(await t.at(caught)).toEqual(["sorry"]);
      expect(await t.incidents(stands)).toMatchObject([
        { code: "uncaught-error", message: expect.stringContaining(`http-${status}`), reason: { code: "uncaught", params: { error: `http-${status}` } } },
      ]);
    },
  );

  test("or whose answer can't be kept is an incident at once", async () => {
    const t = await office();
    const answers = [{ body: "x".repeat(300_000) }, { headers: { "content-type": "application/json" }, body: "{" }, { body: "a\u0000b" }];
    for (const answer of answers) {
      const target = await openTarget(answer);
      const id = await t.runs(calling(t, { url: target.url, resultVariable: "reply" }));
      await goOn();
      expect(target.asked).toHaveLength(1);
      expect(await t.incidents(id)).toMatchObject([{ code: "job-failed" }]);
    }
  });

  test("as long as the process waits for it: for one that ended, or a try that is over, nothing is called", async () => {
    const t = await office();
    const target = await openTarget({ status: 500 });
    const id = await t.runs(calling(t, { url: target.url }, { retries: 5, backoff: ["PT10S"] }));
    await cloud.drain();
    const { elements } = await t.state(id);
    const [call] = elements.filter(({ node }) => node === "call");
    const input = { kind: "http", method: "GET", url: target.url, headers: {}, connection: null };
    const job = (attempt: number, instanceId = id) =>
      message("http", t.id, { instanceId, element: call?.id, node: "call", key: call?.job?.key, attempt, input });
    expect(await consume([job(1), job(2), job(1, crypto.randomUUID())], 30_000)).toEqual({ batchItemFailures: [] });
    expect([target.asked.length, await t.events(id)]).toEqual([1, ["jobFailed"]]);

    await t.admin.send(terminateInstance, { params: { id }, body: { reason: "obsolete" } });
    await goOn();
    expect([target.asked.length, await t.events(id)]).toEqual([1, ["jobFailed", "terminate"]]);
  });
});

describe("a hook without timeout", () => {
  test("is given up in time, and holds up nobody else: the others of its batch are done, and it is tried again", async () => {
    const t = await office();
    const [silent, quick] = [await openTarget({ raw: () => undefined }), await openTarget({ body: "ok" })];
    await cloud.consumers.workflowWork.pause();
    onTestFinished(() => cloud.consumers.workflowWork.resume());
    const connectors = [silent, quick, silent].map(({ url }) => ({ url }));
    const ids = [];
    for (const connector of connectors) ids.push(await t.runs(calling(t, connector, { retries: 1, backoff: ["PT10S"] }), {}, false));
    const bodies = await Promise.all(
      ids.map(async (id, n) => {
        const call = (await t.state(id)).elements.find(({ node }) => node === "call");
        const input = { kind: "http", method: "GET", url: connectors[n]?.url, headers: {}, connection: null };
        return message("http", t.id, { instanceId: id, element: call?.id, node: "call", key: call?.job?.key, attempt: 1, input });
      }),
    );
    const began = performance.now();
    expect(await consume(bodies, 7_000)).toEqual({ batchItemFailures: [] });
    expect(performance.now() - began).toBeLessThan(6_000);
    expect(await Promise.all(ids.map((id) => t.events(id)))).toEqual([["jobFailed"], ["jobCompleted"], ["jobFailed"]]);
    expect((await t.state(ids[0] ?? "")).timers).toMatchObject([{ purpose: "retry" }]);
    silent.answers({ body: "awake" });
    cloud.consumers.workflowWork.resume();
    await goOn();
    for (const id of ids) expect(await t.at(id)).toEqual(["next"]);
  });

  test("with too little time left for it, it is not even begun, and comes again", async () => {
    const t = await office();
    const target = await openTarget({ body: "ok" });
    await cloud.consumers.workflowWork.pause();
    onTestFinished(() => cloud.consumers.workflowWork.resume());
    const id = await t.runs(calling(t, { url: target.url }), {}, false);
    const call = (await t.state(id)).elements.find(({ node }) => node === "call");
    const input = { kind: "http", method: "GET", url: target.url, headers: {}, connection: null };
    const body = message("http", t.id, { instanceId: id, element: call?.id, node: "call", key: call?.job?.key, attempt: 1, input });
    expect((await consume([body], 4_000)).batchItemFailures).toHaveLength(1);
    expect(target.asked).toEqual([]);
    cloud.consumers.workflowWork.resume();
    await goOn();
    expect(await t.at(id)).toEqual(["next"]);
  });
});

describe("what may be called", () => {
  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://localhost:9/",
    "http://user:secret@127.0.0.1/",
    // Written as they are, publishing refuses them already (tests/process/check.test.ts).
    '= "file:///etc/passwd"',
    '= "not an address"',
  ])("%s is not, and is not tried again", async (url) => {
    vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", "127.0.0.1");
    const t = await office();
    const id = await t.runs(calling(t, { url }));
    await goOn();
    expect(await t.incidents(id)).toMatchObject([{ code: "job-failed" }]);
    expect(JSON.stringify(await t.incidents(id))).not.toContain("secret");
    expect(await t.events(id)).toEqual(["jobFailed"]);
  });
});

describe("a connection", () => {
  const secret = "0123456789abcdef0123456789abcdef";
  const connect = async ({ admin }: Office, name: string, baseUrl: string) => {
    const body = { name, baseUrl, headers: { Authorization: "Bearer token-4711" }, signingSecret: secret };
    expect((await admin.send(createConnection, { body })).status).toBe(201);
  };

  test("adds its headers and signs the body, and the address may be given from its own on", async () => {
    const t = await office();
    const target = await openTarget({ body: "ok" });
    await connect(t, "erp", `${target.url}/api/`);
    const id = await t.runs(calling(t, { method: "POST", url: "orders/7", body: '{ "a": "值" }', headers: { authorization: "mine" }, connection: "erp" }));
    await cloud.drain();
    expect(await t.at(id)).toEqual(["next"]);
    const [came] = target.asked;
    expect(came).toMatchObject({ path: "/api/orders/7", headers: { authorization: "Bearer token-4711" } });
    const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(came?.headers["pflow-signature"])) ?? [];
    expect(mac).toBe(createHmac("sha256", secret).update(`${seconds}.${came?.body}`).digest("hex"));
    expect(Math.abs(Number(seconds) - now() / 1000)).toBeLessThan(60);
    const everywhere = JSON.stringify([
      await t.rows("select * from instance where id = $1", [id]),
      await t.rows("select event from instance_event where instance_id = $1", [id]),
    ]);
    expect(everywhere).not.toContain("4711");
  });

  test("is for addresses under its own only, also by way of a redirect or of dots", async () => {
    const t = await office();
    const other = await openTarget({ body: "ok" });
    const target = await openTarget({ status: 302, headers: { location: other.url } });
    await connect(t, "erp", `${target.url}/api/`);
    const urls = [
      `${other.url}/api/`,
      `${target.url}/apix/`,
      `${target.url}/api/../admin`,
      `${target.url}/api/%2e%2e/admin`,
      "/admin",
      `//127.0.0.1:${other.port}/api/`,
      "redirected",
    ];
    for (const url of urls) {
      const id = await t.runs(calling(t, { url, connection: "erp" }));
      await goOn();
      expect(await t.incidents(id), url).toMatchObject([{ message: expect.stringContaining("not under that of the connection") }]);
    }
    expect([other.asked.length, target.asked.map(({ path }) => path)]).toEqual([0, ["/api/redirected"]]);
  });

  test("that there is not, or of another tenant, fails the step with its name", async () => {
    const [t, other] = [await office(), await office()];
    const target = await openTarget({ body: "ok" });
    await connect(other, "erp", target.url);
    const id = await t.runs(calling(t, { url: target.url, connection: "erp" }));
    await goOn();
    expect(await t.incidents(id)).toMatchObject([{ message: 'There is no connection "erp".', reason: { code: "no-connection", params: { name: "erp" } } }]);
    expect(target.asked).toEqual([]);
  });
});

describe("people whom another system names", () => {
  const found = (url: string) => line(user("work", { participants: [{ from: "http", url }] }));
  const todo = async (who: Office["agent"]) => (await who.send(listTasks, { query: { tab: "todo" } })).body.data.map(({ task }) => task?.node);

  test("by ids or e-mails are asked once it has answered", async () => {
    const t = await office();
    const target = await openTarget({ body: { users: [t.agent.id, `admin@${t.id}.test`, "nobody@else.test"] } });
    const id = await t.runs(found(`${target.url}/approvers`));
    await goOn();
    expect(await t.at(id)).toEqual(["work"]);
    const { body } = await t.agent.send(listTasks, { query: { tab: "todo" } });
    expect(body.data).toMatchObject([{ task: { node: "work", users: expect.arrayContaining([t.agent.id, t.admin.id]) } }]);
    expect(target.asked).toMatchObject([{ method: "GET", path: "/approvers", headers: { "idempotency-key": expect.stringContaining(id) } }]);
  });

  test("are waited for while it is busy, and asked for again four times at most", async () => {
    const t = await office();
    const target = await openTarget({ status: 503 });
    const id = await t.runs(found(target.url));
    await cloud.drain();
    await later(11);
    expect([target.asked.length, await t.incidents(id)]).toEqual([2, []]);
    target.answers({ body: [t.agent.id] });
    await later(61);
    expect([target.asked.length, await todo(t.agent)]).toEqual([3, ["work"]]);
    expect(keys(target.asked)).toHaveLength(1);

    const broken = await openTarget({ status: 503 });
    const stuck = await t.runs(found(broken.url));
    await goOn();
    expect([broken.asked.length, await t.incidents(stuck)]).toMatchObject([4, [{ code: "job-failed", message: "It answered 503." }]]);
  });

  test("can't be had: nobody is passed over, but an incident stands, and resolving it asks again", async () => {
    const t = await office();
    const target = await openTarget({ status: 404 });
    const id = await t.runs(found(target.url));
    await goOn();
    const [incident] = await t.incidents(id);
    expect([target.asked.length, incident]).toMatchObject([1, { code: "job-failed", message: "It answered 404." }]);
    target.answers({ body: { users: "everybody" } });
    await t.admin.send(resolveIncident, { params: { id: incident?.id ?? "" } });
    await goOn();
    const open = (await t.incidents(id)).filter(({ resolved_at }) => !resolved_at);
    expect(open).toMatchObject([{ message: "Its answer is no list of users' ids or e-mails." }]);
    target.answers({ body: [t.agent.id] });
    await t.admin.send(resolveIncident, { params: { id: open[0]?.id ?? "" } });
    await goOn();
    expect(await todo(t.agent)).toEqual(["work"]);
  });
});

describe("a notification step", () => {
  const telling = (t: Office, to: { from: "users"; users: string[] }) => {
    const notify: NodeInput = {
      id: "tell",
      name: "通知",
      type: "serviceTask",
      connector: { type: "notify", to: [to], subject: '="单号 " + "7"', text: "请知悉" },
    };
    return line(notify, user("next", asked(t.agent)));
  };
  const news = async (who: Office["agent"]) => (await who.send(listNotifications)).body.data.filter(({ type }) => type === "process.message");

  test("tells people once, however often it is tried, and the process goes on", async () => {
    const t = await office();
    consumersAtOnce(3);
    const id = await t.runs(telling(t, { from: "users", users: [t.admin.id, t.lee.id] }));
    await goOn();
    consumersAtOnce(1);
    expect(await t.at(id)).toEqual(["next"]);
    for (const who of [t.admin, t.lee])
      expect(await news(who)).toMatchObject([{ title: "单号 7", comment: "请知悉", nodeName: "通知", ticketId: id, actorId: null }]);
  });

  test("waits while the gateway is away", async () => {
    const t = await office();
    cloud.away("gateway");
    const id = await t.runs(telling(t, { from: "users", users: [t.admin.id] }));
    await cloud.drain();
    expect(await t.at(id)).toEqual(["tell"]);
    cloud.away("gateway", null);
    await goOn();
    expect([await t.at(id), (await news(t.admin)).length]).toEqual([["next"], 1]);
  });

  test("that finds nobody does not stop the process", async () => {
    const t = await office();
    const id = await t.runs(telling(t, { from: "users", users: [crypto.randomUUID()] }));
    await goOn();
    expect([await t.at(id), await t.incidents(id), await left()]).toEqual([["next"], [], 0]);
  });
});

/** A batch with such a job or timer. */
const holds = (word: string) => (event: unknown) => (event as { Records?: SQSRecord[] }).Records?.some(({ body }) => body.includes(`"${word}"`)) ?? false;

describe("a crash at any step", () => {
  test("of a call: it is made again under the same key, and counts once", { timeout: 180_000 }, async () => {
    await everywhere("call", async (tenant, point) => {
      const t = officeOf(tenant);
      const target = await openTarget({ body: { ok: true } });
      const outcome = crashes.next("workflowWork", point, holds("http"));
      const id = await t.runs(calling(t, { url: target.url, resultVariable: "reply" }));
      await goOn();
      expect([await t.at(id), await t.events(id), keys(target.asked).length]).toEqual([["next"], ["jobCompleted"], 1]);
      expect(await t.rows("select * from outbox where tenant_id = $1", [t.id])).toEqual([]);
      return outcome;
    });
  });

  test("of a timer: it counts once", { timeout: 180_000 }, async () => {
    await everywhere("timer", async (tenant, point) => {
      const t = officeOf(tenant);
      const wait: NodeInput = { id: "wait", type: "intermediateCatchEvent", eventDefinition: { type: "timer", duration: "PT30S" } };
      const id = await t.runs(line(wait, user("next", asked(t.agent))));
      const outcome = crashes.next("workflowWork", point, holds("process"));
      await later(31);
      await goOn();
      expect([await t.at(id), await t.events(id)]).toEqual([["next"], ["timer"]]);
      return outcome;
    });
  });
});

test("nothing is owed any more when all is done", async () => {
  expect(await query("workflow", "select * from outbox")).toEqual([]);
});
