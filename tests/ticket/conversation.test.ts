import { describe, expect, test } from "vitest";
import { addComment, getTicket, getTimeline, listComments, moveTicket, updateTicket } from "../../shared/contract/ticket";
import { openTickets } from "./fixture";

const { tenant } = await openTickets({ consume: false });

describe("comments", () => {
  test("come oldest first, page by page, and internal ones are for agents only", async () => {
    const t = await tenant();
    const { id } = await t.ticket({ requesterId: t.lee.id });
    for (let n = 0; n < 6; n++) await t.agent.send(addComment, { params: { id }, body: { text: `said ${n}`, internal: n % 2 === 1 } });
    const said = async (by: typeof t.agent, limit: number) => {
      const all: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const { body } = await by.send(listComments, { params: { id }, query: { limit, cursor } });
        all.push(...body.data.map(({ text }) => text));
        if (!body.nextCursor) return all;
        cursor = body.nextCursor;
      }
    };
    for (const limit of [1, 2, 4, 100]) {
      expect(await said(t.agent, limit)).toEqual(["said 0", "said 1", "said 2", "said 3", "said 4", "said 5"]);
      expect(await said(t.lee, limit)).toEqual(["said 0", "said 2", "said 4"]);
    }
    expect((await t.timeline(id, t.lee)).map(({ comment }) => comment)).toEqual([null, "said 0", "said 2", "said 4"]);
    expect((await t.lee.send(addComment, { params: { id }, body: { text: "psst", internal: true } })).problem.code).toBe("not-allowed");
  });

  test("tell those who are mentioned, the requester and the assignee, each once and never the author", async () => {
    const t = await tenant();
    const other = await t.person("other", ["agent"]);
    const { id } = await t.ticket({ requesterId: t.lee.id, assigneeId: t.agent.id }, t.admin);
    const told = async () =>
      (await t.notifications())
        .filter(({ type }) => type !== "ticket.assigned")
        .map(({ type, user_id }) => [type, user_id].join(" "))
        .sort();
    const said = await t.agent.send(addComment, { params: { id }, body: { text: "Look", mentions: [other.id, t.lee.id, other.id, t.agent.id] } });
    expect(said.body).toMatchObject({ mentions: [other.id, t.lee.id, t.agent.id] });
    expect(said.body.pending).toBeUndefined();
    expect(await told()).toEqual([`ticket.mentioned ${other.id}`, `ticket.mentioned ${t.lee.id}`].sort());
    await t.admin.send(addComment, { params: { id }, body: { text: "I see" } });
    expect((await told()).slice(0, 2)).toEqual([`ticket.commented ${t.agent.id}`, `ticket.commented ${t.lee.id}`].sort());
  });

  test("tell nobody who may not read the ticket, mentioned or not", async () => {
    const t = await tenant();
    const other = await t.person("other", ["requester"]);
    const { id } = await t.ticket({ requesterId: t.lee.id });
    await t.agent.send(addComment, { params: { id }, body: { text: "Look", mentions: [other.id] } });
    expect(await t.notifications(other.id)).toEqual([]);
  });

  test("that are internal never reach the requester, mentioned or not", async () => {
    const t = await tenant();
    const { id } = await t.ticket({ requesterId: t.lee.id });
    await t.agent.send(addComment, { params: { id }, body: { text: "Between us", internal: true, mentions: [t.lee.id] } });
    expect(await t.notifications(t.lee.id)).toEqual([]);
  });

  test("do not make an edit stale", async () => {
    const t = await tenant();
    const { id } = await t.ticket();
    await t.agent.send(addComment, { params: { id }, body: { text: "Looking" } });
    expect((await t.agent.send(updateTicket, { params: { id }, body: { version: 1, title: "Printer" } })).status).toBe(200);
  });

  test("of the largest size are all readable, a hundred of them", async () => {
    const t = await tenant();
    const { id } = await t.ticket();
    const text = "好".repeat(5_000);
    for (let n = 0; n < 100; n += 10) await Promise.all(Array.from({ length: 10 }, () => t.agent.send(addComment, { params: { id }, body: { text } })));
    const seen = new Set<string>();
    for (let cursor: string | undefined; ; ) {
      const { status, body, text: reply } = await t.agent.send(listComments, { params: { id }, query: { limit: 100, cursor } });
      expect([status, status === 200 || reply]).toEqual([200, true]);
      for (const one of body.data) seen.add(one.id);
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(seen.size).toBe(100);
    expect(await t.timeline(id)).toHaveLength(101);
  });
});

describe("the timeline", () => {
  test("holds each change once, in order, with only what changed, before and after", async () => {
    const t = await tenant();
    const { id } = await t.ticket({ requesterId: t.lee.id });
    await t.agent.send(updateTicket, { params: { id }, body: { version: 1, title: "Printer is on fire", priority: "medium" } });
    await t.agent.send(updateTicket, { params: { id }, body: { version: 2, assigneeId: t.agent.id } });
    await t.agent.send(moveTicket, { params: { id }, body: { version: 3, to: "resolved", comment: "Put out" } });
    await t.lee.send(moveTicket, { params: { id }, body: { version: 4, to: "open" } });
    const timeline = await t.timeline(id);
    expect(timeline.map(({ seq, action, actorId }) => [seq, action, actorId])).toEqual([
      [1, "created", t.agent.id],
      [2, "updated", t.agent.id],
      [3, "assigned", t.agent.id],
      [4, "moved", t.agent.id],
      [5, "reopened", t.lee.id],
    ]);
    expect(timeline[1]).toMatchObject({ before: { title: "Printer is broken" }, after: { title: "Printer is on fire" } });
    expect(timeline[1]?.after).not.toHaveProperty("priority");
    expect(timeline[2]).toMatchObject({ before: { assigneeId: null }, after: { assigneeId: t.agent.id } });
    expect(timeline[3]).toMatchObject({ before: { status: "open" }, after: { status: "resolved" }, comment: "Put out" });
    expect(timeline.every(({ at }, n) => n === 0 || at >= (timeline[n - 1]?.at ?? ""))).toBe(true);
  });

  test("is paged by its own order", async () => {
    const t = await tenant();
    const { id } = await t.ticket();
    for (let n = 0; n < 7; n++) await t.agent.send(addComment, { params: { id }, body: { text: `said ${n}` } });
    const { body: first } = await t.agent.send(getTimeline, { params: { id }, query: { limit: 5 } });
    const { body: second } = await t.agent.send(getTimeline, { params: { id }, query: { limit: 5, cursor: first.nextCursor ?? "" } });
    expect([...first.data, ...second.data].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(second.nextCursor).toBeNull();
  });

  test("without changes has no entry, and an edit that says nothing new makes none", async () => {
    const t = await tenant();
    const { id } = await t.ticket();
    expect((await t.agent.send(updateTicket, { params: { id }, body: { version: 1, title: "Printer is broken" } })).body.version).toBe(1);
    expect(await t.timeline(id)).toHaveLength(1);
  });
});

describe("a ticket of the largest size", () => {
  test("stays readable, changeable and has a timeline, whatever its texts and its data weigh together", async () => {
    const t = await tenant();
    const formId = await t.form({ fields: [0, 1, 2, 3].map((n) => ({ key: `text${n}`, label: "Text", type: "textarea" })) as never });
    const data = Object.fromEntries([0, 1, 2, 3].map((n) => [`text${n}`, "好".repeat(3_300)]));
    const { id } = await t.ticket({ formId, data });
    const texts = ["好", "难"].map((word) => word.repeat(16_384));
    for (const [n, description] of texts.entries()) {
      const changed = await t.agent.send(updateTicket, { params: { id }, body: { version: n + 1, description } });
      expect([changed.status, changed.text.slice(0, 200)]).toEqual([200, expect.anything()]);
      expect(changed.body.description).toBe(description);
    }
    const { body, status } = await t.agent.send(getTicket, { params: { id } });
    expect(status).toBe(200);
    expect([body.description === texts[1], body.data]).toEqual([true, data]);
    expect((await t.timeline(id)).map(({ action }) => action)).toEqual(["created", "updated", "updated"]);
    const moved = await t.agent.send(moveTicket, { params: { id }, body: { version: 3, to: "resolved" } });
    expect([moved.status, moved.body.description === texts[1]]).toEqual([200, true]);
  });
});
