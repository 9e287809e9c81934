import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { resolveTicket, updateTicket } from "../../shared/contract/ticket";
import { expectSettled, isHttp, openCrashing } from "./fixture";

const { cloud, crashes, goOn, databases, pass, everywhere } = await openCrashing();

describe("a crash at any step", () => {
  test("of accepting: the client sends it again with its reference, and there is one ticket", { timeout: 90_000 }, async () => {
    await everywhere("accept", async (t, point) => {
      const formId = await t.form();
      const body = { clientReference: "leave-20261201-lilei-01", formId, data: { amount: 5 } };
      const outcome = crashes.next("ticket", point, isHttp("POST /api/tickets/submissions"));
      const first = await t.submit(body);
      const again = await t.submit(body);
      expect([first.status >= 500, again.status]).toEqual([point !== undefined, 202]);
      await goOn();
      expect(await t.submission(again.body.address)).toMatchObject({ status: "completed", mismatch: false });
      await expectSettled(t, { completed: 1 });
      return outcome;
    });
  });

  test("of draining a batch: each submission has one ticket, or its reason", { timeout: 90_000 }, async () => {
    await everywhere("drain", async (t, point) => {
      const draft = await t.form({}, false);
      const formId = await t.form();
      await cloud.consumers.ticketSubmissions.pause();
      // Accepted unchecked, so that the drain has to ask.
      cloud.away("form");
      const bodies = [
        { clientReference: "a" },
        { clientReference: "a" },
        { clientReference: "b", formId, data: { amount: 5 } },
        { clientReference: "c", formId: draft, data: { amount: 5 } },
      ];
      for (const body of bodies) expect((await t.submit(body)).status).toBe(202);
      await cloud.send("ticketSubmissions", "not a submission");
      cloud.away("form", null);
      const outcome = crashes.next("ticketSubmissions", point);
      cloud.consumers.ticketSubmissions.resume();
      await outcome;
      await goOn();
      await expectSettled(t, { completed: 2, failed: 1 });
      return outcome;
    });
    expect(
      await databases.query("ticket", "select count(*)::int as letters, count(distinct id)::int as unique from dead_letter where tenant_id = ''"),
    ).toMatchObject([{ letters: expect.any(Number) }]);
  });

  test("of keeping dead letters: each is kept once, and what can be read becomes a ticket", { timeout: 60_000 }, async () => {
    await everywhere("dead letters", async (t, point) => {
      await cloud.consumers.ticketSubmissions.pause();
      await cloud.consumers.ticketDeadLetters.pause();
      await t.submit({ clientReference: "readable" });
      const { Messages = [] } = await cloud.queues.client.send(
        new ReceiveMessageCommand({ QueueUrl: cloud.queues.urls.ticketSubmissions, MessageAttributeNames: ["All"] }),
      );
      const [message] = Messages;
      const send = (MessageBody: string) =>
        cloud.queues.client.send(
          new SendMessageCommand({ QueueUrl: cloud.queues.urls.ticketDeadLetters, MessageBody, MessageAttributes: message?.MessageAttributes }),
        );
      await send(message?.Body ?? "");
      await send("{}");
      await cloud.queues.client.send(new DeleteMessageCommand({ QueueUrl: cloud.queues.urls.ticketSubmissions, ReceiptHandle: message?.ReceiptHandle }));
      const outcome = crashes.next("ticketDeadLetters", point);
      cloud.consumers.ticketDeadLetters.resume();
      await outcome;
      cloud.consumers.ticketSubmissions.resume();
      await goOn();
      await expectSettled(t, { completed: 1 });
      expect(await t.rows("select reason from dead_letter where tenant_id = $1", [t.id])).toHaveLength(1);
      expect(await t.rows("select dead_letters from ticket_counter where tenant_id = $1", [t.id])).toEqual([{ dead_letters: 1 }]);
      return outcome;
    });
  });

  test("of a change that owes calls: it is made once or not at all, and whom it concerns is told once", { timeout: 120_000 }, async () => {
    await everywhere("change", async (t, point) => {
      const ticket = await t.ticket({ requesterId: t.lee.id });
      const dueAt = new Date(Date.now() + 40 * 24 * 3600_000).toISOString();
      const outcome = crashes.next("ticket", point, isHttp("PATCH /api/tickets/{id}"));
      const send = (version: number) => t.admin.send(updateTicket, { params: { id: ticket.id }, body: { version, assigneeId: t.agent.id, dueAt } });
      const first = await send(1);
      expect(first.status >= 500).toBe(point !== undefined);
      // Whoever got no answer reads, and does it again if it was not done.
      const [now] = await t.rows<{ version: number }>("select version from ticket where id = $1", [ticket.id]);
      if (now?.version === 1) expect((await send(1)).status).toBe(200);
      await goOn();
      await expectSettled(t, { completed: 0, made: 1 });
      expect((await t.timeline(ticket.id)).map(({ action }) => action)).toEqual(["created", "assigned"]);
      expect(await t.notifications()).toMatchObject([{ type: "ticket.assigned", user_id: t.agent.id }]);
      expect(cloud.scheduler.schedules().filter(({ input }) => input.includes(ticket.id))).toHaveLength(1);
      return outcome;
    });
  });

  test("of making a ticket at once: what was written is whole, and whom it concerns is told once", { timeout: 90_000 }, async () => {
    await everywhere("create", async (t, point) => {
      const outcome = crashes.next("ticket", point, isHttp("POST /api/tickets"));
      await t.ticket({ assigneeId: t.agent.id }, t.admin).catch(() => undefined);
      await goOn();
      const made = (await t.tickets()).length;
      if (point === undefined) expect(made).toBe(1);
      await expectSettled(t, { completed: 0, made });
      expect(await t.notifications()).toHaveLength(made);
      return outcome;
    });
  });

  test("of a nudge that makes what was left: all of it is made once, in order", { timeout: 90_000 }, async () => {
    for (const away of [false, true])
      await everywhere(`nudge${away ? " while the receiver is away" : ""}`, async (t, point) => {
        cloud.away("gateway");
        const ticket = await t.ticket({ assigneeId: t.agent.id, requesterId: t.lee.id }, t.admin);
        expect(ticket.pending).toBe(true);
        expect((await t.admin.send(resolveTicket, { params: { id: ticket.id } })).body.pending).toBe(true);
        if (!away) cloud.away("gateway", null);
        await cloud.drain();
        const outcome = crashes.next("ticketWork", point);
        await pass(65);
        await outcome;
        cloud.away("gateway", null);
        await goOn();
        await expectSettled(t, { completed: 0, made: 1 });
        expect((await t.notifications()).map(({ type }) => type)).toEqual(["ticket.assigned", "ticket.resolved"]);
        return outcome;
      });
  });

  test("of the receiver of owed calls: each is taken once", { timeout: 60_000 }, async () => {
    await everywhere("notify", async (t, point) => {
      const outcome = crashes.next("gateway", point);
      await t.ticket({ assigneeId: t.agent.id }, t.admin);
      await goOn();
      await expectSettled(t, { completed: 0, made: 1 });
      expect(await t.notifications()).toHaveLength(1);
      return outcome;
    });
  });
});
