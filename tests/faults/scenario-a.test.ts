// Scenario A of the acceptance document: a burst of submissions, and faults while they come.
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { type Attempt, toMessage } from "../../functions/ticket/submission/message";
import { getForm, publishForm, updateForm } from "../../shared/contract/form";
import { getOverview } from "../../shared/contract/overview";
import { getQueueMetrics, getSubmission, listSubmissions, redriveSubmissions, retrySubmission, type Submission } from "../../shared/contract/submission";
import { raw, type Tenant } from "../ticket/fixture";
import { expectSettled, openCrashing } from "./fixture";

const { cloud, databases, tenant, goOn, consumersAtOnce, pass } = await openCrashing();

const times = <T>(count: number, make: (n: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, n) => make(n)));

/** So many at once, in turn. */
async function inTurns<T>(count: number, atOnce: number, make: (n: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let next = 0;
  await times(atOnce, async () => {
    for (let n = next++; n < count; n = next++) made[n] = await make(n);
  });
  return made;
}

describe("A1–A3: a burst", () => {
  test("20 parallel posts with one reference and one body are one submission and one ticket", async () => {
    const t = await tenant();
    const posts = await times(20, () => t.submit({ clientReference: "leave-20261201-lilei-01", title: "请假" }));
    expect(new Set(posts.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(posts.map(({ body }) => body.id)).size).toBe(1);
    expect(posts[0]?.headers.get("location")).toBe(`/api/tickets/submissions/${posts[0]?.body.address}`);
    await goOn();
    await expectSettled(t, { completed: 1 });
    expect(await t.submission(posts[0]?.body.address ?? "")).toMatchObject({
      status: "completed",
      ticketNumber: 1,
      mismatch: false,
      clientReference: "leave-20261201-lilei-01",
    });
  });

  test("another body after the first completed changes nothing but shows a mismatch", async () => {
    const t = await tenant();
    const { body } = await t.submit({ clientReference: "a", title: "First" });
    await goOn();
    const second = (await t.submit({ clientReference: "a", title: "Second" })).body;
    expect(second.id).toBe(body.id);
    await goOn();
    const now = await t.submission(body.address);
    expect(now).toMatchObject({ status: "completed", mismatch: true, title: "First", bodyHash: body.bodyHash });
    expect(second.bodyHash).not.toBe(now.bodyHash);
    expect(await t.tickets()).toMatchObject([{ title: "First" }]);
    await expectSettled(t, { completed: 1 });
  });

  test("another body after the first failed makes the ticket, under the same id; late doubles of the first change nothing", async () => {
    const t = await tenant();
    const formId = await t.form();
    cloud.away("form");
    const bad = { clientReference: "a", title: "Wrong", formId, data: { amount: 0 } };
    const { body, status } = await t.submit(bad);
    expect(status).toBe(202);
    cloud.away("form", null);
    await goOn();
    const late = await doubleOf(t);
    expect(await t.submission(body.address)).toMatchObject({ status: "failed", errors: [{ path: "/data/amount" }], tries: 1 });
    await expectSettled(t, { completed: 0, failed: 1 });
    const right = (await t.submit({ ...bad, title: "Right", data: { amount: 5 } })).body;
    expect(right.id).toBe(body.id);
    await goOn();
    // Whoever sent it can tell the outcome of the correction from the former one.
    expect([(await t.submission(body.address)).attempt, right.attempt === body.attempt]).toEqual([right.attempt, false]);
    await late();
    await goOn();
    expect(await t.submission(body.address)).toMatchObject({ id: body.id, status: "completed", title: "Right", reason: null, errors: [] });
    expect(await t.tickets()).toMatchObject([{ title: "Right" }]);
    await expectSettled(t, { completed: 1 });
  });

  test("a late double of an older body that failed does not take the place of the newer one", async () => {
    const t = await tenant();
    const formId = await t.form();
    const submit = async (title: string, amount: number) => {
      cloud.away("form");
      const { body } = await t.submit({ clientReference: "a", title, formId, data: { amount } });
      cloud.away("form", null);
      await goOn();
      return t.submission(body.address);
    };
    expect(await submit("Older", 0)).toMatchObject({ status: "failed", title: "Older", tries: 1 });
    const late = await doubleOf(t);
    expect(await submit("Newer", -1)).toMatchObject({ status: "failed", title: "Newer", tries: 2 });
    await late();
    await goOn();
    expect(await submit("Newer", -1)).toMatchObject({ status: "failed", title: "Newer", tries: 3 });
    await late();
    await goOn();
    await expectSettled(t, { completed: 0, failed: 1 });
    const [row] = await t.rows<{ title: string; tries: number }>("select title, tries from submission where tenant_id = $1", [t.id]);
    expect(row).toEqual({ title: "Newer", tries: 3 });
  });

  test("two bodies under one reference in one batch: the first accepted is the ticket, the second a mismatch", async () => {
    const t = await tenant();
    await cloud.consumers.ticketSubmissions.pause();
    const { body } = await t.submit({ clientReference: "a", title: "First" });
    for (const title of ["Second", "First", "Second"]) await t.submit({ clientReference: "a", title });
    cloud.consumers.ticketSubmissions.resume();
    await goOn();
    expect(await t.submission(body.address)).toMatchObject({ status: "completed", title: "First", mismatch: true });
    await expectSettled(t, { completed: 1 });
  });

  test("1,000 posts are 1,000 tickets; the metrics never lie and the age goes back to 0", { timeout: 90_000 }, async () => {
    const t = await tenant();
    const before = (await t.admin.send(getOverview)).body.tickets?.total ?? 0;
    let done = false;
    const negative: unknown[] = [];
    const watch = (async () => {
      while (!done) {
        const { body } = await t.admin.send(getQueueMetrics);
        for (const [name, value] of Object.entries(body)) if (!(value >= 0)) negative.push([name, value]);
      }
    })();
    const started = Date.now();
    const posts = await inTurns(1_000, 25, (n) => t.submit({ clientReference: `burst-${n}`, title: `Burst ${n}` }));
    expect(posts.filter(({ status }) => status !== 202)).toEqual([]);
    expect(Date.now() - started).toBeLessThan(60_000);
    expect(await cloud.drain(60_000)).toBe(true);
    await goOn();
    done = true;
    await watch;
    expect(negative).toEqual([]);
    await expectSettled(t, { completed: 1_000 });
    // They are kept for a second.
    await pass(2);
    const { body: metrics } = await t.admin.send(getQueueMetrics);
    expect(metrics).toEqual({ pending: 0, processing: 0, completed: 1_000, failed: 0, deadLetters: 0, oldestPendingSeconds: 0 });
    expect((await t.admin.send(getOverview)).body).toMatchObject({ tickets: { total: before + 1_000, byStatus: { open: 1_000 } } });
  });
});

/** What sends once more the message of the tenant's failed submission. */
async function doubleOf(t: Tenant): Promise<() => Promise<unknown>> {
  const [row] = await t.rows<{ message: Attempt }>("select message from submission where tenant_id = $1 and status = 'failed'", [t.id]);
  if (!row) throw new Error("None has failed.");
  const { body, attributes = {} } = toMessage(row.message);
  const MessageAttributes = Object.fromEntries(Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]));
  return () => cloud.queues.client.send(new SendMessageCommand({ QueueUrl: cloud.queues.urls.ticketSubmissions, MessageBody: body, MessageAttributes }));
}

describe("A4: doubled deliveries", () => {
  test("every message delivered three times, by one consumer and by three at the same instant, makes one ticket each", { timeout: 60_000 }, async () => {
    for (const [inARow, atOnce] of [
      [3, 1],
      [1, 3],
      [2, 2],
    ] as const) {
      const t = await tenant();
      for (const consumer of Object.values(cloud.consumers)) consumer.switches.deliveries = inARow;
      consumersAtOnce(atOnce);
      await times(25, (n) => t.submit({ clientReference: `double-${n % 20}`, title: `Double ${n % 20}` }));
      await goOn();
      for (const consumer of Object.values(cloud.consumers)) consumer.switches.deliveries = 1;
      consumersAtOnce(1);
      await expectSettled(t, { completed: 20 });
    }
  });

  test("a consumer killed with every batch in hand, and with every batch done, leaves none stuck and doubles none", async () => {
    const t = await tenant();
    const kills = { received: 6, handled: 6 };
    cloud.consumers.ticketSubmissions.switches.dies = (point) => kills[point]-- > 0;
    await times(30, (n) => t.submit({ clientReference: `killed-${n}` }));
    await goOn();
    cloud.consumers.ticketSubmissions.switches.dies = undefined;
    expect(Math.max(kills.received, kills.handled)).toBeLessThanOrEqual(0);
    await expectSettled(t, { completed: 30 });
  });
});

describe("A6–A8: other domains and the database", () => {
  test("with the form domain away at accept all are taken, the good complete, the others fail readably and complete when redriven", {
    timeout: 60_000,
  }, async () => {
    const t = await tenant();
    const [good, draft] = [await t.form(), await t.form({}, false)];
    cloud.away("form");
    const posts = await inTurns(100, 10, (n) => t.submit({ clientReference: `form-${n}`, formId: n % 10 === 0 ? draft : good, data: { amount: n + 1 } }));
    expect(new Set(posts.map(({ status }) => status))).toEqual(new Set([202]));
    await cloud.drain();
    expect(await t.tickets()).toEqual([]);
    cloud.away("form", null);
    await goOn();
    await expectSettled(t, { completed: 90, failed: 10 });
    const { body: failed } = await t.admin.send(listSubmissions, { query: { scope: "all", status: "failed", limit: 100 } });
    expect(failed.data.map(({ id }) => id).sort()).toEqual(posts.flatMap(({ body }, n) => (n % 10 === 0 ? [body.id] : [])).sort());
    for (const { reason, errors } of failed.data)
      expect([reason, errors[0]?.path, errors[0]?.code]).toEqual([expect.stringMatching(/^[A-Z].{10,}/), "/formId", "not-published"]);
    await t.admin.send(publishForm, { params: { id: draft } });
    expect((await t.lee.send(redriveSubmissions)).status).toBe(403);
    expect((await t.admin.send(redriveSubmissions, { body: { formId: draft } })).body).toEqual({ sent: 10, more: false });
    await goOn();
    await expectSettled(t, { completed: 100 });
    for (const { body } of posts) expect(await t.submission(body.address)).toMatchObject({ id: body.id, status: "completed" });
  });

  test("a form domain that is silent costs 300 ms and no submission", async () => {
    const t = await tenant();
    const formId = await t.form();
    cloud.away("form", "silent");
    const { status, body } = await t.submit({ formId, data: { amount: 2 } });
    cloud.away("form", null);
    expect(status).toBe(202);
    await goOn();
    expect(await t.submission(body.address)).toMatchObject({ status: "completed" });
  });

  test("a bad payload, a draft's, a missing and a foreign form are refused at once, each with its place", async () => {
    const [t, foreign] = [await tenant(), await tenant()];
    const [formId, draft, others] = [await t.form(), await t.form({}, false), await foreign.form()];
    expect(await t.submit({ formId, data: { amount: 0, other: 1 } })).toMatchObject({
      status: 400,
      problem: { code: "invalid-input", errors: expect.arrayContaining([expect.objectContaining({ path: "/body/data/amount" })]) },
    });
    for (const id of [draft, others, crypto.randomUUID()]) {
      const refused = await t.submit({ formId: id, data: { amount: 5 } });
      expect([refused.status >= 400 && refused.status < 500, refused.problem.errors?.[0]?.path]).toEqual([true, "/body/formId"]);
    }
    expect(await t.submit({ data: { amount: 1 } })).toMatchObject({ status: 400, problem: { errors: [{ path: "/body/data" }] } });
    await goOn();
    await expectSettled(t, { completed: 0 });
  });

  test("a newly published version counts at once, though the old one is still remembered", async () => {
    const t = await tenant();
    const formId = await t.form();
    expect((await t.submit({ formId, data: { amount: 5 } })).status).toBe(202);
    const { body: form } = await t.admin.send(getForm, { params: { id: formId } });
    await t.admin.send(updateForm, {
      params: { id: formId },
      body: { version: form.version, definition: { fields: [{ key: "note", label: "Note", type: "text", required: true }], rules: [] } as never },
    });
    await t.admin.send(publishForm, { params: { id: formId } });
    expect((await t.submit({ formId, data: { note: "x" } })).status).toBe(202);
    await goOn();
    await expectSettled(t, { completed: 2 });
    expect((await t.tickets()).map(({ formVersion }) => formVersion).sort()).toEqual([1, 2]);
  });

  test("with the database away under load every answer is 2xx or 503 with Retry-After, and no 2xx is lost", { timeout: 60_000 }, async () => {
    const t = await tenant();
    const answers: { status: number; retryAfter: string | null; address?: string }[] = [];
    let away = 0;
    const load = inTurns(150, 10, async (n) => {
      if (n === 30) databases.dataApi.away(true);
      if (n === 110) databases.dataApi.away(false);
      const post = await t.submit({ clientReference: `away-${n}` });
      answers.push({ status: post.status, retryAfter: post.headers.get("retry-after"), address: post.body.address });
      const read =
        n % 3 === 0
          ? await t.lee.send(getSubmission, { params: { id: post.body.address } })
          : n % 3 === 1
            ? await t.agent.send(listSubmissions)
            : await t.admin.send(getQueueMetrics);
      if (read.status === 503) away++;
      answers.push({ status: read.status, retryAfter: read.headers.get("retry-after") });
    });
    await load;
    expect(answers.filter(({ status, retryAfter }) => !(status < 300 || (status === 503 && retryAfter !== null)))).toEqual([]);
    expect(away).toBeGreaterThan(10);
    expect(answers.filter(({ address }) => address)).toHaveLength(150);
    await goOn();
    await expectSettled(t, { completed: 150 });
    for (const { address } of answers) if (address) expect((await t.submission(address)).status).toBe("completed");
  });

  test("a database that is waking up puts nothing in doubt: 503 database-waking, and submissions wait", async () => {
    const t = await tenant();
    databases.dataApi.resuming(60_000);
    const { status, body } = await t.submit();
    databases.dataApi.resuming(0);
    expect(status).toBe(202);
    await goOn();
    expect((await t.submission(body.address)).status).toBe("completed");
  });

  test("identity away: submissions are taken and wait; reads are 503, never 403", async () => {
    const t = await tenant();
    const stranger = await cloud.issueToken({ tenant: t.id, sub: "stranger", email: `stranger@${t.id}.test` });
    cloud.away("identity");
    const post = await raw(cloud, stranger, "POST", "/api/tickets/submissions", JSON.stringify({ title: "Hello" }));
    const read = await raw(cloud, stranger, "GET", "/api/tickets");
    expect([post.status, read.status, read.problem.code]).toEqual([202, 503, "domain-away"]);
    await cloud.drain();
    cloud.away("identity", null);
    await goOn();
    await expectSettled(t, { completed: 1 });
  });

  test("a requester who was deactivated before the drain gets that reason", async () => {
    const t = await tenant();
    await databases.query("identity", "update collaborator set active = false where id = $1", [t.lee.id]);
    const { body } = await t.submit();
    await goOn();
    const [row] = await t.rows<{ status: string; reason: string; errors: unknown }>(
      "select status, reason, errors from submission where tenant_id = $1 and id = $2",
      [t.id, body.id],
    );
    expect(row).toMatchObject({ status: "failed", reason: expect.stringContaining("deactivated"), errors: [{ path: "", code: "deactivated" }] });
    expect((await t.admin.send(listSubmissions, { query: { scope: "all" } })).body.data).toMatchObject([{ requesterId: t.lee.id }]);
  });

  test("the same reference in another tenant, and of another person, is another ticket", async () => {
    const [acme, globex] = [await tenant(), await tenant()];
    const ids = new Set<string>();
    for (const [t, who] of [
      [acme, acme.lee],
      [acme, acme.agent],
      [globex, globex.lee],
    ] as const)
      ids.add((await t.submit({ clientReference: "leave-20261201-lilei-01" }, who)).body.id);
    await goOn();
    expect(ids.size).toBe(3);
    await expectSettled(acme, { completed: 2 });
    await expectSettled(globex, { completed: 1 });
  });
});

describe("A9: bad input", () => {
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const title = `"title":"x"`;
  const formId = "01900000-0000-7000-8000-000000000000";
  const cases: [name: string, body: string, status: number, path?: string][] = [
    ["not JSON", "{title:", 400, "/body"],
    ["nothing", "", 400, "/body"],
    ["null", "null", 400, "/body"],
    ["a list", "[]", 400, "/body"],
    ["a wrong type", `{"title":5}`, 400, "/body/title"],
    ["an unknown field", `{${title},"statuz":"open"}`, 400, "/body/statuz"],
    ["an empty title", `{"title":" "}`, 400, "/body/title"],
    ["NUL inside the payload", `{${title},"formId":"${formId}","data":{"a":["x","\\u0000"]}}`, 400, "/body/data/a/1"],
    ["NUL in a key", `{${title},"formId":"${formId}","data":{"a\\u0000":1}}`, 400, "/body/data/a�"],
    ["a lone surrogate", `{"title":"\\ud800"}`, 400, "/body/title"],
    ["U+FFFE", `{"title":"\\ufffe"}`, 400, "/body/title"],
    ["20,000 levels", `{${title},"formId":"${formId}","data":{"a":${nested(20_000)}}}`, 400],
    ["1e400", `{${title},"formId":"${formId}","data":{"a":1e400}}`, 400, "/body/data/a"],
    ["1e308, which a database would write out", `{${title},"formId":"${formId}","data":{"a":1e308}}`, 400, "/body/data/a"],
    ["a number of 40 digits", `{${title},"formId":"${formId}","data":{"a":${"1".repeat(40)}}}`, 400, "/body"],
    ["__proto__", `{${title},"formId":"${formId}","data":{"__proto__":{}}}`, 400, "/body/data/__proto__"],
    ["2,001 keys", `{${title},"formId":"${formId}","data":{"a":[${Array(2_001).fill(1)}]}}`, 400, "/body"],
    ["a body over 48 KiB", `{${title},"description":"${"x".repeat(49_152)}"}`, 413],
    ["no form id", `{${title},"formId":"nope"}`, 400, "/body/formId"],
    ["a reference of 129 characters", `{${title},"clientReference":"${"x".repeat(129)}"}`, 400, "/body/clientReference"],
  ];

  test("is refused with its place and never stored", async () => {
    const t = await tenant();
    for (const [name, body, status, path] of cases) {
      const answer = await raw(cloud, t.lee.token, "POST", "/api/tickets/submissions", body);
      expect([name, answer.status, path && answer.problem.errors?.map((error: { path: string }) => error.path)]).toEqual([
        name,
        status,
        path && expect.arrayContaining([path]),
      ]);
    }
    expect((await raw(cloud, t.lee.token, "POST", "/api/tickets/submissions", `{"title":"${"x".repeat(10 * 1024 * 1024)}"}`)).text).toBe(
      '{"message":"Request Entity Too Large"}',
    );
    await goOn();
    await expectSettled(t, { completed: 0 });
  });

  test("names the limit that a body breaks", async () => {
    const t = await tenant();
    const { id } = await t.ticket();
    const big = "x".repeat(600 * 1024);
    for (const [path, limit] of [
      ["tickets/submissions", "submissionBody"],
      [`tickets/${id}/comments`, "commentBody"],
      ["forms", "formBody"],
    ])
      expect((await raw(cloud, t.admin.token, "POST", `/api/${path}`, JSON.stringify({ text: big }))).problem).toMatchObject({
        status: 413,
        code: "too-large",
        detail: expect.stringContaining(limit ?? ""),
      });
  });
});

describe("reading a submission", () => {
  test("works by id and by address; a foreign requester, another tenant and a forged address get the same 404", async () => {
    const [t, foreign] = [await tenant(), await tenant()];
    await cloud.consumers.ticketSubmissions.pause();
    const { body } = await t.submit({ clientReference: "mine" });
    const get = (id: string, by = t.lee) => by.send(getSubmission, { params: { id } });
    const forged = [`${body.address.slice(0, -2)}AA`, `${body.id}.k9.AAAA`, `${body.id}.k1.`, `${body.id}..`];
    const missing = async (mine: string[] = []) => {
      const answers = await Promise.all([
        get("nothing"),
        get(body.address, t.agent),
        get(body.address, t.admin),
        get(body.address, foreign.lee),
        ...mine.map((address) => get(address)),
      ]);
      return new Set(answers.map(({ status, text }) => `${status} ${text.replace(/"requestId":"[^"]*"/, "")}`)).size;
    };
    expect([(await get(body.address)).body.status, (await get(body.id)).status, await missing(forged)]).toEqual(["pending", 404, 1]);
    cloud.consumers.ticketSubmissions.resume();
    await goOn();
    expect([(await get(body.address)).body.status, (await get(body.id)).body.status, await missing()]).toEqual(["completed", "completed", 1]);
    expect((await get(body.id)).body).toEqual((await get(body.address)).body);
    expect((await t.lee.send(listSubmissions)).body.data.map(({ id }: Submission) => id)).toEqual([body.id]);
    expect((await t.agent.send(listSubmissions)).body.data).toEqual([]);
    expect((await t.agent.send(listSubmissions, { query: { scope: "all" } })).status).toBe(403);
  });
});

describe("retrying", () => {
  test("a failed submission twice at once decides it once; only the requester and admins may", async () => {
    const t = await tenant();
    const draft = await t.form({}, false);
    cloud.away("form");
    const { body } = await t.submit({ formId: draft, data: { amount: 5 } });
    cloud.away("form", null);
    await goOn();
    const retry = (by = t.lee) => by.send(retrySubmission, { params: { id: body.id } });
    expect((await retry(t.agent)).status).toBe(404);
    expect((await retry()).body).toMatchObject({ status: "failed", tries: 1 });
    await goOn();
    expect(await t.submission(body.id)).toMatchObject({ status: "failed", tries: 2 });
    await expectSettled(t, { completed: 0, failed: 1 });
    await t.admin.send(publishForm, { params: { id: draft } });
    await cloud.consumers.ticketSubmissions.pause();
    await Promise.all([retry(), retry(), retry(t.admin)]);
    cloud.consumers.ticketSubmissions.resume();
    await goOn();
    expect(await t.submission(body.id)).toMatchObject({ status: "completed", tries: 3 });
    await expectSettled(t, { completed: 1 });
    expect((await retry()).problem.code).toBe("illegal-transition");
  });

  test("a redrive of many large ones sends them all in the end", { timeout: 60_000 }, async () => {
    const t = await tenant();
    const draft = await t.form({ fields: [0, 1, 2, 3].map((n) => ({ key: `text${n}`, label: "Text", type: "textarea" })) as never }, false);
    cloud.away("form");
    const data = Object.fromEntries([0, 1, 2, 3].map((n) => [`text${n}`, '"\n'.repeat(2_900)]));
    await inTurns(40, 8, (n) => t.submit({ clientReference: `large-${n}`, formId: draft, data }));
    cloud.away("form", null);
    await goOn();
    await expectSettled(t, { completed: 0, failed: 40 });
    await t.admin.send(publishForm, { params: { id: draft } });
    for (let more = true; more; ) {
      const { status, body, text } = await t.admin.send(redriveSubmissions);
      expect([status, text.slice(0, 300)]).toEqual([202, expect.anything()]);
      more = body.more;
      await goOn();
    }
    await expectSettled(t, { completed: 40 });
  });
});
