// What the drain does with messages and rows that are bad, and with a database that has bad moments.
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { getSubmission, listDeadLetters, redriveDeadLetters } from "../../shared/contract/submission";
import type { Tenant } from "../ticket/fixture";
import { expectSettled, openCrashing } from "./fixture";

const { cloud, databases, tenant, goOn, pass } = await openCrashing();

/** From now on the database refuses the tenant's tickets of that title with that SQLSTATE, the first so many times that it meets one. */
async function refuse(t: Tenant, title: string, state: string, times = 1_000_000) {
  const name = `refuse_${t.id}_${state.toLowerCase()}`;
  // A sequence remembers what a rolled back statement forgets.
  for (const statement of [
    `create sequence "${name}"`,
    `grant usage on sequence "${name}" to public`,
    `create function "${name}"() returns trigger language plpgsql as $$ begin
       if new.tenant_id = '${t.id}' and new.title = '${title}' and nextval('"${name}"') <= ${times} then raise exception 'made to fail' using errcode = '${state}'; end if;
       return new; end $$`,
    `create trigger "${name}" before insert on ticket for each row execute function "${name}"()`,
  ])
    await databases.query("ticket", statement);
  return async () => Number((await databases.query<{ last_value: string }>("ticket", `select last_value from "${name}"`))[0]?.last_value);
}

async function inOneBatch(t: Tenant, titles: readonly string[]): Promise<string[]> {
  await cloud.consumers.ticketSubmissions.pause();
  const addresses: string[] = [];
  for (const [n, title] of titles.entries()) addresses.push((await t.submit({ clientReference: `${n}`, title })).body.address);
  cloud.consumers.ticketSubmissions.resume();
  await goOn();
  return addresses;
}

const good = (count: number, ...more: string[]) => [...Array.from({ length: count }, (_, n) => `good ${n}`), ...more];

describe("a row that the database refuses", () => {
  test.each(["22003", "23514", "54000"])("with %s is found by halving and fails alone, with its reason; its neighbours complete", async (state) => {
    const t = await tenant();
    await refuse(t, "bad", state);
    const addresses = await inOneBatch(t, good(7, "bad"));
    await expectSettled(t, { completed: 7, failed: 1 });
    expect(await t.submission(addresses[7] ?? "")).toMatchObject({
      status: "failed",
      reason: expect.stringContaining(state),
      errors: [{ path: "", code: "not-storable" }],
    });
  });

  test("is tried again later where it only took too long, and completes", async () => {
    const t = await tenant();
    const tried = await refuse(t, "slow", "57014", 6);
    await inOneBatch(t, good(4, "slow"));
    expect(await tried()).toBeGreaterThanOrEqual(6);
    await expectSettled(t, { completed: 5 });
  });

  test("by a deadlock goes once more at once; twice in a row it comes again, and is never failed", async () => {
    const t = await tenant();
    await refuse(t, "crossed", "40P01", 5);
    await inOneBatch(t, good(3, "crossed"));
    await expectSettled(t, { completed: 4 });
  });

  test.each(["42501", "53200", "XX000"])("with %s, which says nothing of the row, comes again and is never failed", async (state) => {
    const t = await tenant();
    await refuse(t, "unlucky", state, 3);
    await inOneBatch(t, good(2, "unlucky"));
    await expectSettled(t, { completed: 3 });
  });
});

describe("dead letters", () => {
  const put = (queue: "ticketSubmissions" | "ticketDeadLetters", MessageBody: string, attributes: Record<string, string> = {}) =>
    cloud.queues.client.send(
      new SendMessageCommand({
        QueueUrl: cloud.queues.urls[queue],
        MessageBody,
        MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }])),
      }),
    );
  const acceptedAt = "2026-01-01T00:00:00.000Z";

  test("are kept by tenant, each once, and shown to the tenant's admins alone; those without a tenant are the operator's", async () => {
    const [t, other] = [await tenant(), await tenant()];
    const operators = async () => (await databases.query("ticket", "select * from dead_letter where tenant_id = ''")).length;
    const before = await operators();
    cloud.consumers.ticketSubmissions.switches.deliveries = 3;
    cloud.consumers.ticketDeadLetters.switches.deliveries = 3;
    await put("ticketSubmissions", "not JSON", { tenant: t.id, acceptedAt });
    await put("ticketSubmissions", `{"kind":"ticket"}`, { tenant: t.id, acceptedAt });
    await put("ticketSubmissions", "nobody's");
    await put("ticketSubmissions", "nobody's", { tenant: "NOT A TENANT", acceptedAt });
    await goOn();
    for (const consumer of Object.values(cloud.consumers)) consumer.switches.deliveries = 1;
    const { body } = await t.admin.send(listDeadLetters);
    expect(body.data.map(({ body: text }) => text).sort()).toEqual(["not JSON", `{"kind":"ticket"}`]);
    expect(body.data.every(({ reason }) => reason.length > 10)).toBe(true);
    expect(body.data.map(({ code }) => code)).toEqual(["no-submission", "no-submission"]);
    expect(body.data.map(({ body: text, place }) => [text, place]).sort()).toEqual([
      ["not JSON", null],
      [`{"kind":"ticket"}`, "id"],
    ]);
    expect((await other.admin.send(listDeadLetters)).body.data).toEqual([]);
    expect((await t.agent.send(listDeadLetters)).status).toBe(403);
    expect(await operators()).toBe(before + 2);
    expect(await t.rows("select dead_letters from ticket_counter where tenant_id = $1", [t.id])).toEqual([{ dead_letters: 2 }]);
  });

  test("never hold up what is in their batch, whatever they hold", async () => {
    const t = await tenant();
    await cloud.consumers.ticketSubmissions.pause();
    const { body } = await t.submit();
    const weird = ['{"\\u0000":1}', '{"\\u0001":"\\ufffe"}', '{"\\ud800":1}', `{"${"k".repeat(900)}":1}`, "[".repeat(50_000)];
    for (const one of weird) await put("ticketSubmissions", one, { tenant: t.id, acceptedAt });
    cloud.consumers.ticketSubmissions.resume();
    await goOn();
    expect(await t.submission(body.address)).toMatchObject({ status: "completed" });
    const { data } = (await t.admin.send(listDeadLetters)).body;
    expect(data).toHaveLength(weird.length);
    expect(new Set(data.map(({ code }) => code))).toEqual(new Set(["no-submission"]));
  });

  test("of any size are kept, ten of the largest in one batch", async () => {
    const t = await tenant();
    await cloud.consumers.ticketDeadLetters.pause();
    for (let n = 0; n < 10; n++)
      await put("ticketDeadLetters", "好".repeat(80_000), { tenant: t.id, acceptedAt, reason: "x".repeat(5_000), source: `s${n}${"y".repeat(5_000)}` });
    cloud.consumers.ticketDeadLetters.resume();
    await goOn();
    expect(await t.rows("select count(*)::int as count from dead_letter where tenant_id = $1", [t.id])).toEqual([{ count: 10 }]);
  });

  test("of any size are sent again as they were", { timeout: 60_000 }, async () => {
    const t = await tenant();
    const texts = [...Array.from({ length: 14 }, (_, n) => `${n} ${"好".repeat(80_000)}`), `"${"\\x".repeat(130_000)}`, "small"];
    for (const [n, text] of texts.entries()) await put("ticketDeadLetters", text, { tenant: t.id, acceptedAt, source: `s${n}` });
    await goOn();
    await cloud.consumers.ticketSubmissions.pause();
    let sent = 0;
    for (let turn = 0; turn < texts.length && sent < texts.length; turn++) {
      const redriven = await t.admin.send(redriveDeadLetters);
      expect(redriven.status).toBe(202);
      sent += redriven.body.sent;
    }
    expect([sent, (await t.admin.send(redriveDeadLetters)).body]).toEqual([texts.length, { sent: 0 }]);
    cloud.consumers.ticketSubmissions.resume();
    await goOn();
    // What is unreadable still is a letter again, so that we see what was sent.
    const again = await t.rows<{ body: string }>("select body from dead_letter where tenant_id = $1 and redriven_at is null", [t.id]);
    expect(again.map(({ body }) => body).sort()).toEqual(texts.toSorted());
  });

  test("that were redriven are counted off once; what is good by now becomes a ticket, what is still bad is a letter again", async () => {
    const t = await tenant();
    const { body } = await t.submit({ clientReference: "kept" });
    await goOn();
    expect((await t.submission(body.address)).status).toBe("completed");
    for (const text of ["bad 1", "bad 2"]) await put("ticketSubmissions", text, { tenant: t.id, acceptedAt });
    await goOn();
    const redriven = await t.admin.send(redriveDeadLetters);
    expect([redriven.status, redriven.body]).toEqual([202, { sent: 2 }]);
    await goOn();
    const { data } = (await t.admin.send(listDeadLetters)).body;
    expect(data.map(({ redrivenAt }) => redrivenAt !== null).sort()).toEqual([false, false, true, true]);
    expect(await t.rows("select dead_letters from ticket_counter where tenant_id = $1", [t.id])).toEqual([{ dead_letters: 2 }]);
    const ids = data.filter(({ redrivenAt }) => redrivenAt === null).map(({ id }) => id);
    expect((await t.admin.send(redriveDeadLetters, { body: { ids: ids.slice(0, 1) } })).body).toEqual({ sent: 1 });
  });

  test("that can be read go back to their queue", async () => {
    const t = await tenant();
    await refuse(t, "bad", "22003");
    const [address = ""] = await inOneBatch(t, ["bad"]);
    const [row] = await t.rows<{ message: { tenantId: string; acceptedAt: string } }>("select message from submission where tenant_id = $1", [t.id]);
    // What goes into attributes is no part of the body.
    const { tenantId, acceptedAt: at, requestId: _, ...message } = { tenantId: "", acceptedAt: "", requestId: "", ...row?.message };
    await put("ticketDeadLetters", JSON.stringify({ ...message, retryOf: 1, raised: { ...(message as { raised: object }).raised, title: "good" } }), {
      tenant: tenantId,
      acceptedAt: at,
    });
    await goOn();
    expect(await t.submission(address)).toMatchObject({ status: "completed" });
    expect((await t.admin.send(listDeadLetters)).body.data).toEqual([]);
  });
});

describe("the key that signs addresses", () => {
  test("can be changed: what the previous one signed is still known, what an unknown one signed is not", async () => {
    const t = await tenant();
    const secret = databases.secrets.get(databases.secrets.arnOf("submission-keys")) as { current: string; keys: Record<string, string> };
    await cloud.consumers.ticketSubmissions.pause();
    const before = await t.submit({ clientReference: "before" });
    databases.secrets.put("submission-keys", { current: "k2", keys: { ...secret.keys, k2: "0".repeat(40) } });
    // Containers remember the secret for five minutes.
    await pass(301);
    const after = await t.submit({ clientReference: "after" });
    const status = async (address: string) => {
      const { status, body } = await t.lee.send(getSubmission, { params: { id: address } });
      return status === 200 ? body.status : status;
    };
    expect([before.body.address.split(".")[1], after.body.address.split(".")[1]]).toEqual(["k1", "k2"]);
    expect([await status(before.body.address), await status(after.body.address)]).toEqual(["pending", "pending"]);
    databases.secrets.put("submission-keys", { current: "k2", keys: { k2: "0".repeat(40) } });
    await pass(301);
    expect([await status(before.body.address), await status(after.body.address)]).toEqual([404, "pending"]);
    cloud.consumers.ticketSubmissions.resume();
    await goOn();
    expect([await status(before.body.address), await status(after.body.address)]).toEqual(["completed", "completed"]);
    databases.secrets.put("submission-keys", secret);
    await pass(301);
  });
});
