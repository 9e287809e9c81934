import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createConnection, getConnection, removeConnection } from "../../shared/contract/connection";
import { terminateInstance } from "../../shared/contract/instance";
import { deliverMessage, type MessageInput, sendMessage, signatureHeader, signatureTolerance } from "../../shared/contract/message";
import { deliverKept } from "../../shared/contract/process-calls";
import { type Route, routeKey } from "../../shared/contract/route";
import type { Variables } from "../../shared/process";
import { isHttp } from "../faults/fixture";
import { draw, edge, end, line, type NodeInput, start, user } from "../process/support/draw";
import { type Office, openRunning } from "./running";

const { office, officeOf, goOn, cloud, crashes, everywhere, later, now, databases } = await openRunning();

const asked = (...people: { id: string }[]) => ({ participants: [{ from: "users" as const, users: people.map(({ id }) => id) }] });
const message = (correlationKey = "order-7") => ({ type: "message" as const, name: "paid", correlationKey, resultVariable: "payment" });
const wait = (key?: string): NodeInput => ({ id: "wait", type: "intermediateCatchEvent", eventDefinition: message(key) });
/** Waits for the payment of an order, then a step of the agent's. */
const paid = ({ agent }: Office, key?: string) => line(wait(key), user("next", asked(agent)));
const send = (t: Office, more: Partial<MessageInput> = {}, by = t.agent) =>
  by.send(sendMessage, { body: { name: "paid", correlationKey: "order-7", variables: { amount: "12.50" }, ...more } });
const payment = async (t: Office, id: string) => (await t.state(id)).variables.payment as Variables | undefined;
const rows = (t: Office) =>
  t.rows<{ taken: boolean; instance_id: string | null }>("select taken_at is not null as taken, instance_id from message where tenant_id = $1 order by id", [
    t.id,
  ]);

describe("a message", () => {
  test("reaches the process that waits for its name and key, with what it says, before its sender has the answer", async () => {
    const t = await office();
    const [id, other] = [await t.runs(paid(t)), await t.runs(paid(t, "order-8"))];
    const sent = await send(t);
    expect([sent.status, sent.body]).toMatchObject([200, { status: "delivered", instanceId: id, expiresAt: null }]);
    expect([await t.at(id), await payment(t, id), await t.at(other)]).toEqual([["next"], { amount: "12.50" }, ["wait"]]);
  });

  test("reaches a receive task, and a message on the edge of a step", async () => {
    const t = await office();
    const receive: NodeInput = { id: "receive", name: "Receive", type: "receiveTask", message: { name: "paid", correlationKey: "a" } };
    const first = await t.runs(line(receive, user("next", asked(t.agent))));
    const second = await t.runs(
      draw(
        [start, user("work", asked(t.agent)), edge("cancelled", "work", message("b")), user("sorry", asked(t.agent)), end],
        ["start -> work -> end", "cancelled -> sorry -> end"],
      ),
    );
    expect([(await send(t, { correlationKey: "a" })).status, (await send(t, { correlationKey: "b" })).status]).toEqual([200, 200]);
    expect([await t.at(first), await t.at(second)]).toEqual([["next"], ["sorry"]]);
  });

  test("for which nobody waits is refused, and leaves nothing; also where whoever waited has ended", async () => {
    const t = await office();
    expect(await send(t)).toMatchObject({ status: 409, problem: { code: "illegal-transition", errors: [{ code: "not-waiting" }] } });
    const id = await t.runs(paid(t));
    await t.admin.send(terminateInstance, { params: { id }, body: { reason: "obsolete" } });
    expect((await send(t, { messageId: "m1" })).status).toBe(409);
    expect(await rows(t)).toEqual([]);
    const again = await t.runs(paid(t));
    expect((await send(t, { messageId: "m1" })).body).toMatchObject({ status: "delivered", instanceId: again });
  });

  test("is of its own tenant, and not for requesters to send", async () => {
    const [t, other] = [await office(), await office()];
    const id = await t.runs(paid(t));
    expect((await send(other)).status).toBe(409);
    expect((await send(t, {}, t.lee)).status).toBe(403);
    expect(await t.at(id)).toEqual(["wait"]);
  });

  test("has one receiver, whoever has waited longest", async () => {
    const t = await office();
    const [first, second] = [await t.runs(paid(t)), await t.runs(paid(t))];
    expect((await send(t)).body.instanceId).toBe(first);
    expect([await t.at(first), await t.at(second)]).toEqual([["next"], ["wait"]]);
    expect((await send(t)).body.instanceId).toBe(second);
  });

  test("of one id has one effect, however often and at whatever moment it comes", async () => {
    const t = await office();
    const ids = [await t.runs(paid(t)), await t.runs(paid(t)), await t.runs(paid(t))];
    const replies = await Promise.all(Array.from({ length: 5 }, () => send(t, { messageId: "m1" })));
    replies.push(await send(t, { messageId: "m1" }), await send(t, { messageId: "m1", timeToLive: 60 }));
    await goOn();
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await Promise.all(ids.map((id) => t.at(id)))).flat().sort()).toEqual(["next", "wait", "wait"]);
    expect(await rows(t)).toHaveLength(1);
    await later(10 * 24 * 3600);
    expect((await send(t, { messageId: "m1" })).body).toMatchObject({ status: "delivered" });
    expect((await Promise.all(ids.map((id) => t.at(id)))).flat().sort()).toEqual(["next", "wait", "wait"]);
  });

  test("with a time to live is kept until somebody waits for it, each for one, the oldest first", async () => {
    const t = await office();
    for (const [amount, timeToLive] of [
      ["1", 3600],
      ["2", "PT2H"],
    ] as const) {
      const { status, body } = await send(t, { variables: { amount }, timeToLive });
      expect([status, body]).toMatchObject([200, { status: "kept", instanceId: null }]);
      expect(Date.parse(body.expiresAt ?? "") - now()).toBeGreaterThan(amount === "1" ? 3_500_000 : 7_100_000);
    }
    const ids = [await t.runs(paid(t)), await t.runs(paid(t)), await t.runs(paid(t))];
    await goOn();
    expect(await Promise.all(ids.map((id) => payment(t, id)))).toEqual([{ amount: "1" }, { amount: "2" }, undefined]);
  });

  test("is kept so long and not longer", async () => {
    const t = await office();
    await send(t, { timeToLive: "PT10M", messageId: "m1" });
    await later(601);
    const id = await t.runs(paid(t));
    expect(await t.at(id)).toEqual(["wait"]);
    expect((await send(t, { messageId: "m1" })).body).toMatchObject({ status: "delivered", instanceId: id });
  });

  test("with a time to live that can't be is refused with its place", async () => {
    const t = await office();
    for (const timeToLive of ["two hours", "PT0S", "P32D", 31 * 24 * 3600 + 1])
      expect(await send(t, { timeToLive })).toMatchObject({ status: 400, problem: { errors: [{ path: "/body/timeToLive" }] } });
  });

  test("that comes as its process begins to wait is lost in neither order", async () => {
    const t = await office();
    const count = 6;
    const [ids] = await Promise.all([
      Promise.all(Array.from({ length: count }, () => t.runs(paid(t)))),
      Promise.all(Array.from({ length: count }, (_, n) => send(t, { timeToLive: 3600, messageId: `m${n}`, variables: { n } }))),
    ]);
    await goOn();
    const got = await Promise.all(ids.map(async (id) => (await payment(t, id))?.n));
    expect(got.map(Number).sort()).toEqual(Array.from({ length: count }, (_, n) => n));
    for (const id of ids) expect(await t.events(id)).toEqual(["message"]);
    expect((await rows(t)).every(({ taken }) => taken)).toBe(true);
  });
});

describe("a crash at any step", () => {
  const delivers = (route: Route) => (event: unknown) =>
    (event as { deliveries?: { route: string }[] }).deliveries?.some((one) => one.route === routeKey(route)) ?? false;
  /** The try in a request's own wake has little time; the next one, by a nudge, has enough for a new container on a busy machine. */
  const atOnce = { call: 1, side: "before" } as const;
  /** One of these took it, once; nothing is owed, and no claim is left. */
  async function expectTaken(t: Office, ids: string[]) {
    await goOn();
    expect((await Promise.all(ids.map((id) => t.at(id)))).flat().sort()).toEqual(["next", ...ids.slice(1).map(() => "wait")]);
    expect((await Promise.all(ids.map((id) => t.events(id)))).flat()).toEqual(["message"]);
    expect((await rows(t)).map(({ taken }) => taken)).toEqual([true]);
    expect(await t.rows("select * from outbox where tenant_id = $1", [t.id])).toEqual([]);
  }

  test("of sending: asked again under the same id, it has one effect", { timeout: 180_000 }, async () => {
    await everywhere("send", async (tenant, point) => {
      const t = officeOf(tenant);
      const ids = [await t.runs(paid(t)), await t.runs(paid(t))];
      const outcome = crashes.next("workflow", point, isHttp("POST /api/messages"));
      expect((await send(t, { messageId: "m1", timeToLive: 3600 })).status >= 500).toBe(point !== undefined);
      await outcome;
      expect((await send(t, { messageId: "m1", timeToLive: 3600 })).status).toBe(200);
      await expectTaken(t, ids);
      return outcome;
    });
  });

  test("of its delivery: it arrives, once", { timeout: 180_000 }, async () => {
    await everywhere("deliver", async (tenant, point) => {
      const t = officeOf(tenant);
      const ids = [await t.runs(paid(t)), await t.runs(paid(t))];
      const first = crashes.next("workflow", atOnce, delivers(deliverMessage));
      expect((await send(t, { timeToLive: 3600 })).status).toBe(200);
      await first;
      const outcome = crashes.next("workflow", point, delivers(deliverMessage));
      await expectTaken(t, ids);
      return outcome;
    });
  });

  test("of looking for what was kept: it arrives, once", { timeout: 180_000 }, async () => {
    await everywhere("kept", async (tenant, point) => {
      const t = officeOf(tenant);
      expect((await send(t, { timeToLive: "P1D" })).body.status).toBe("kept");
      const first = crashes.next("workflow", atOnce, delivers(deliverKept));
      const ids = [await t.runs(paid(t))];
      await first;
      const outcome = crashes.next("workflow", point, delivers(deliverKept));
      await goOn();
      await expectTaken(t, ids);
      return outcome;
    });
  });
});

describe("a signed message from outside (hook)", () => {
  const secret = "a secret of the shop, and of nobody else";
  const connected = async (t: Office, name = "shop") => (await t.admin.send(createConnection, { body: { name, signingSecret: secret } })).body;
  const body = (more: Partial<MessageInput> = {}) =>
    JSON.stringify({ name: "paid", correlationKey: "order-7", variables: { amount: "12.50", 名: "值" }, ...more });
  const signed = (text: string, { at = now(), by = secret } = {}) => {
    const seconds = Math.floor(at / 1000);
    return `t=${seconds},v1=${createHmac("sha256", by).update(`${seconds}.${text}`).digest("hex")}`;
  };
  const post = async (path: string, text: string, signature?: string) => {
    const reply = await fetch(`${cloud.urls.api}/api/hooks/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(signature !== undefined && { [signatureHeader]: signature }) },
      body: text,
    });
    const { requestId: _, ...rest } = (await reply.json()) as Record<string, unknown>;
    return { status: reply.status, body: rest };
  };

  test("needs no token, and reaches the process that waits", async () => {
    const t = await office();
    await connected(t);
    const id = await t.runs(paid(t));
    expect(await post(`${t.id}/shop`, body(), signed(body()))).toMatchObject({ status: 200, body: { status: "delivered", instanceId: id } });
    expect([await t.at(id), await payment(t, id)]).toEqual([["next"], { amount: "12.50", 名: "值" }]);
  });

  test("is answered alike whatever is wrong with it: no signature, another's, another body, too old, from the future, no such connection or tenant", async () => {
    const t = await office();
    await connected(t);
    const { status } = await t.admin.send(createConnection, { body: { name: "unsigned" } });
    expect(status).toBe(201);
    const id = await t.runs(paid(t));
    const text = body();
    const old = (signatureTolerance + 5) * 1000;
    const wrong = await Promise.all([
      post(`${t.id}/shop`, text),
      post(`${t.id}/shop`, text, "t=1,v1=00"),
      post(`${t.id}/shop`, text, signed(text, { by: "another secret, of somebody else" })),
      post(`${t.id}/shop`, text, signed(`${text} `)),
      post(`${t.id}/shop`, text, signed(text, { at: now() - old })),
      post(`${t.id}/shop`, text, signed(text, { at: now() + old })),
      post(`${t.id}/unsigned`, text, signed(text)),
      post(`${t.id}/unsigned`, text, signed(text, { by: "" })),
      post(`${t.id}/nobody`, text, signed(text)),
      post("nobody/shop", text, signed(text)),
    ]);
    for (const reply of wrong) expect(reply).toEqual(wrong[0]);
    expect(wrong[0]).toMatchObject({ status: 401, body: { code: "not-signed-in" } });
    expect(await t.at(id)).toEqual(["wait"]);
  });

  test("heard by somebody and sent again has no second effect, though it has no id", async () => {
    const t = await office();
    await connected(t);
    const ids = [await t.runs(paid(t)), await t.runs(paid(t))];
    const signature = signed(body());
    for (let n = 0; n < 3; n++) expect((await post(`${t.id}/shop`, body(), signature)).body).toMatchObject({ status: "delivered", instanceId: ids[0] });
    expect(await t.at(ids[1] ?? "")).toEqual(["wait"]);
    expect((await post(`${t.id}/shop`, body(), signed(body(), { at: now() - 10_000 }))).body).toMatchObject({ instanceId: ids[1] });
  });

  test("has ids of its own: those of another connection are not in its way", async () => {
    const t = await office();
    await connected(t);
    await connected(t, "bank");
    const ids = [await t.runs(paid(t)), await t.runs(paid(t)), await t.runs(paid(t))];
    const text = body({ messageId: "1" });
    for (const name of ["shop", "bank"]) expect((await post(`${t.id}/${name}`, text, signed(text))).status).toBe(200);
    expect((await send(t, { messageId: "1" })).status).toBe(200);
    expect((await Promise.all(ids.map((id) => t.at(id)))).flat()).toEqual(["next", "next", "next"]);
  });

  test("is bounded, and must be what a message is", async () => {
    const t = await office();
    await connected(t);
    const large = body({ variables: { text: "x".repeat(50_000) } });
    expect((await post(`${t.id}/shop`, large, signed(large))).status).toBe(413);
    for (const text of ["{", "[]", '{"name":""}', '{"name":"paid","extra":1}', '{"name":"paid","variables":{"a":"\\u0000"}}'])
      expect((await post(`${t.id}/shop`, text, signed(text))).status, text).toBe(400);
  });

  test("of a connection that was deleted is refused within half a minute", async () => {
    const t = await office();
    const { id } = await connected(t);
    const waiting = await t.runs(paid(t));
    expect((await t.admin.send(removeConnection, { params: { id }, query: { version: 1 } })).status).toBe(204);
    expect((await t.admin.send(getConnection, { params: { id } })).status).toBe(404);
    await later(31);
    expect((await post(`${t.id}/shop`, body(), signed(body()))).status).toBe(401);
    expect(await t.at(waiting)).toEqual(["wait"]);
  });
});

test("nothing is owed any more when all is done", async () => {
  expect(await databases.query("workflow", "select * from outbox")).toEqual([]);
});
