import { describe, expect, test } from "vitest";
import { addComment, getTicket, moveTicket, removeTicket, resolveTicket, type TicketAction, TicketStatus, updateTicket } from "../../shared/contract/ticket";
import { nextStatuses } from "../../shared/rules/ticket";
import { openTickets, type Person, type Tenant } from "./fixture";

const { cloud, databases, tenant } = await openTickets({ consume: false });

/** Puts a ticket into a status that people can't move it to, as its process would. */
const put = (t: Tenant, id: string, status: TicketStatus) => t.rows("update ticket set status = $3 where tenant_id = $1 and id = $2", [t.id, id, status]);

describe("moving a ticket", () => {
  test("goes just where the table of next statuses says, and an agent may go everywhere that it allows", async () => {
    const t = await tenant();
    const { id } = await t.ticket();
    for (const from of TicketStatus.options) {
      for (const to of TicketStatus.options) {
        await put(t, id, from);
        const { body: before } = await t.agent.send(getTicket, { params: { id } });
        const { status, body, problem } = await t.agent.send(moveTicket, { params: { id }, body: { to, version: before.version } });
        const allowed = (nextStatuses[from] as readonly string[]).includes(to);
        expect([from, to, status]).toEqual([from, to, allowed ? 200 : 409]);
        if (allowed) expect(body).toMatchObject({ status: to, version: before.version + 1 });
        else expect(problem.code).toBe("illegal-transition");
      }
    }
  });

  test("is refused to whoever saw an older version, and then nothing changes", async () => {
    const t = await tenant();
    const ticket = await t.ticket();
    await t.agent.send(updateTicket, { params: ticket, body: { version: 1, title: "Printer is on fire" } });
    for (const attempt of [
      t.agent.send(moveTicket, { params: { id: ticket.id }, body: { to: "in_progress", version: 1 } }),
      t.agent.send(resolveTicket, { params: { id: ticket.id }, body: { version: 1 } }),
      t.agent.send(updateTicket, { params: { id: ticket.id }, body: { version: 1, title: "Printer" } }),
    ])
      expect(await attempt).toMatchObject({ status: 409, problem: { code: "stale" } });
    expect((await t.agent.send(getTicket, { params: { id: ticket.id } })).body).toMatchObject({ version: 2, title: "Printer is on fire", status: "open" });
    expect(await t.timeline(ticket.id)).toHaveLength(2);
  });

  test("by ten agents at once with the version that all of them saw happens once", async () => {
    const t = await tenant();
    const { id } = await t.ticket();
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await t.agent.send(moveTicket, { params: { id }, body: { to: "in_progress", version: 1 } })).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(9);
    expect((await t.timeline(id)).map(({ action }) => action)).toEqual(["created", "moved"]);
  });

  test("resolve without a body resolves whatever is there, also while others change it", async () => {
    const t = await tenant();
    const { id } = await t.ticket();
    const edits = Array.from({ length: 5 }, (_, n) => t.agent.send(addComment, { params: { id }, body: { text: `looking ${n}` } }));
    const edit = t.agent.send(updateTicket, { params: { id }, body: { version: 1, priority: "high" } });
    const resolved = await t.agent.send(resolveTicket, { params: { id } });
    await Promise.all([...edits, edit]);
    expect(resolved).toMatchObject({ status: 200, body: { status: "resolved" } });
    expect(resolved.body.resolvedAt).not.toBeNull();
    expect(await t.agent.send(resolveTicket, { params: { id } })).toMatchObject({ status: 409, problem: { code: "illegal-transition" } });
  });

  test("counts each status: the counters are what the list holds", async () => {
    const t = await tenant();
    const tickets = await Promise.all(Array.from({ length: 6 }, (_, n) => t.ticket({ status: n === 0 ? "draft" : "open" })));
    const move = (n: number, to: TicketStatus, version = 1) => t.agent.send(moveTicket, { params: { id: tickets[n]?.id ?? "" }, body: { to, version } });
    await move(0, "open");
    await Promise.all([move(1, "in_progress"), move(2, "resolved"), move(3, "resolved"), move(4, "resolved")]);
    await Promise.all([move(2, "closed", 2), move(3, "open", 2)]);
    const [counter] = await t.rows<Record<string, number>>("select * from ticket_counter where tenant_id = $1", [t.id]);
    const listed = await t.tickets();
    for (const status of TicketStatus.options) expect([status, counter?.[status]]).toEqual([status, listed.filter((one) => one.status === status).length]);
    expect(await t.rows("select created, resolved from ticket_day where tenant_id = $1", [t.id])).toEqual([{ created: 6, resolved: 3 }]);
  });
});

describe("what may be done", () => {
  const attempts: Record<TicketAction, (by: Person, id: string, version: number, t: Tenant) => Promise<{ status: number; text: string }>> = {
    edit: (by, id, version) => by.send(updateTicket, { params: { id }, body: { version, title: `Title at ${version}` } }),
    comment: (by, id) => by.send(addComment, { params: { id }, body: { text: "hello" } }),
    "comment-internally": (by, id) => by.send(addComment, { params: { id }, body: { text: "hello", internal: true } }),
    assign: (by, id, version, t) => by.send(updateTicket, { params: { id }, body: { version, assigneeId: t.agent.id } }),
    open: (by, id, version) => by.send(moveTicket, { params: { id }, body: { to: "open", version } }),
    start: (by, id, version) => by.send(moveTicket, { params: { id }, body: { to: "in_progress", version } }),
    resolve: (by, id, version) => by.send(moveTicket, { params: { id }, body: { to: "resolved", version } }),
    reopen: (by, id, version) => by.send(moveTicket, { params: { id }, body: { to: "open", version } }),
    close: (by, id, version) => by.send(moveTicket, { params: { id }, body: { to: "closed", version } }),
    delete: (by, id, version) => by.send(removeTicket, { params: { id }, query: { version } }),
  };

  test.each(TicketStatus.options)("with a ticket that is %s is exactly what allowedActions says, for everybody", async (status) => {
    const t = await tenant();
    const other = await t.person("other", ["requester"]);
    const people = { admin: t.admin, agent: t.agent, requester: t.lee, other };
    const found: unknown[] = [];
    for (const [who, person] of Object.entries(people)) {
      let { id, version } = await t.ticket({ requesterId: t.lee.id });
      await put(t, id, status);
      const { status: seen, body } = await person.send(getTicket, { params: { id } });
      const allowed = seen === 200 ? body.allowedActions : [];
      expect(seen).toBe(who === "other" ? 404 : 200);
      // The same request means "open" or "reopen" by where it comes from.
      const skipped = status === "draft" ? "reopen" : "open";
      for (const action of Object.keys(attempts) as TicketAction[]) {
        if (action === skipped) continue;
        const answer = await attempts[action](person, id, version, t);
        if (answer.status < 300 !== allowed.includes(action))
          found.push({ who, status, action, allowed: allowed.includes(action), got: answer.text || answer.status });
        if (answer.status >= 500) found.push({ who, status, action, got: answer.text });
        if (answer.status >= 300) continue;
        if (action === "delete") ({ id, version } = await t.ticket({ requesterId: t.lee.id }));
        const [now] = await t.rows<{ version: number }>(
          "update ticket set status = $3, assignee_id = null where tenant_id = $1 and id = $2 returning version",
          [t.id, id, status],
        );
        version = now?.version ?? 0;
      }
    }
    expect(found).toEqual([]);
  });
});

describe("who may see a ticket", () => {
  test("a missing ticket, another tenant's and another requester's are the same 404, on every path", async () => {
    const [t, foreign] = [await tenant(), await tenant()];
    const mine = await t.ticket();
    const missing = "01900000-0000-7000-8000-000000000000";
    const other = await t.person("other", ["requester"]);
    const paths: [method: string, path: string, body?: object][] = [
      ["GET", ""],
      ["PATCH", "", { version: 1, title: "x" }],
      ["DELETE", "?version=1"],
      ["POST", "/transitions", { version: 1, to: "open" }],
      ["GET", "/comments"],
      ["POST", "/comments", { text: "x" }],
      ["GET", "/timeline"],
    ];
    const answers = new Set<string>();
    for (const [method, path, body] of paths) {
      for (const [person, id] of [
        [foreign.admin, mine.id],
        [other, mine.id],
        [t.admin, missing],
        [other, missing],
      ] as const) {
        const response = await fetch(`${cloud.urls.api}/api/tickets/${id}${path}`, {
          method,
          headers: { authorization: `Bearer ${person.token}`, "content-type": "application/json" },
          body: body && JSON.stringify(body),
        });
        answers.add(`${response.status} ${(await response.text()).replace(/"requestId":"[^"]*"/, "")}`);
      }
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toMatch(/^404 /);
  });

  test("a requester sees their own tickets, in the list and by id; agents see all of their tenant and nothing of another", async () => {
    const [t, foreign] = [await tenant(), await tenant()];
    const [own, others] = [await t.ticket({ requesterId: t.lee.id }), await t.ticket()];
    await foreign.ticket();
    const ids = async (by: Person) => (await t.tickets(by)).map(({ id }) => id).sort();
    expect(await ids(t.lee)).toEqual([own.id]);
    expect(await ids(t.agent)).toEqual([own.id, others.id].sort());
    expect(await ids(t.admin)).toEqual([own.id, others.id].sort());
  });

  test("a requester may not assign, set a due time or make a ticket at once", async () => {
    const t = await tenant();
    const { id } = await t.ticket({ requesterId: t.lee.id });
    for (const more of [{ assigneeId: t.agent.id }, { assigneeId: null }, { dueAt: "2030-01-01T00:00:00Z" }])
      expect((await t.lee.send(updateTicket, { params: { id }, body: { version: 1, ...more } })).status).toBe(403);
    await expect(t.ticket({}, t.lee)).rejects.toThrow("not-allowed");
  });

  test("whoever a ticket names must be an active user of the tenant", async () => {
    const [t, foreign] = [await tenant(), await tenant()];
    await databases.query("identity", "update collaborator set active = false where id = $1", [t.lee.id]);
    for (const id of [foreign.agent.id, t.lee.id]) {
      await expect(t.ticket({ assigneeId: id })).rejects.toThrow("/body/assigneeId");
      await expect(t.ticket({ requesterId: id })).rejects.toThrow("/body/requesterId");
    }
  });
});
