import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type * as z from "zod";
import { createTicket, getBoard, listTickets, moveTicket, type TicketCard, TicketSort } from "../../shared/contract/ticket";
import { openTickets, raw, type Tenant } from "./fixture";

const { cloud, tenant } = await openTickets({ consume: false });
type Query = Omit<z.input<typeof listTickets.query>, "cursor">;

async function pages(t: Tenant, query: Query, by = t.admin): Promise<TicketCard[]> {
  const all: TicketCard[] = [];
  for (let cursor: string | undefined; ; ) {
    const { status, body, text } = await by.send(listTickets, { query: { ...query, cursor } });
    if (status !== 200) throw new Error(text);
    expect(body.data.length).toBeLessThanOrEqual(Number(query.limit ?? 25));
    all.push(...body.data);
    if (body.nextCursor === null) return all;
    expect(body.data).not.toHaveLength(0);
    cursor = body.nextCursor;
  }
}

const priorities = ["low", "medium", "high", "urgent"] as const;
/** What a ticket may come from; a list only compares their ids. */
const [form, workflow] = [randomUUID(), randomUUID()];
let t: Tenant;
let all: TicketCard[];

beforeAll(async () => {
  t = await tenant();
  const other = await t.person("other", ["agent"]);
  for (let n = 0; n < 40; n += 8)
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => n + index).map(async (n) => {
        const { id } = await t.ticket({
          title: `Ticket ${n}`,
          priority: priorities[n % 4],
          status: n % 7 === 0 ? "draft" : "open",
          requesterId: n % 3 === 0 ? t.lee.id : t.agent.id,
          assigneeId: [null, t.agent.id, other.id][n % 3] ?? null,
          // Several are due at the same time.
          dueAt: n % 2 === 0 ? `2031-01-0${1 + (n % 5)}T00:00:00Z` : null,
        });
        if (n % 5 === 0 && n % 7 !== 0) await t.agent.send(moveTicket, { params: { id }, body: { version: 1, to: "in_progress" } });
      }),
    );
  // Several changed at the same instant, too.
  await t.rows("update ticket set updated_at = date_trunc('second', updated_at) where tenant_id = $1 and number % 2 = 0", [t.id]);
  await t.rows("update ticket set form_id = $2::uuid where tenant_id = $1 and number % 3 = 0", [t.id, form]);
  await t.rows("update ticket set workflow_id = $2::uuid where tenant_id = $1 and number % 4 = 0", [t.id, workflow]);
  all = await pages(t, { limit: 100 });
});

describe("the list of tickets", () => {
  const rank = (card: TicketCard) => priorities.indexOf(card.priority);
  const orders: Record<z.infer<typeof TicketSort>, (a: TicketCard, b: TicketCard) => number> = {
    newest: (a, b) => text(b.id, a.id),
    oldest: (a, b) => text(a.id, b.id),
    updated: (a, b) => text(b.updatedAt, a.updatedAt) || text(b.id, a.id),
    priority: (a, b) => rank(b) - rank(a) || text(b.id, a.id),
    due: (a, b) => text(a.dueAt ?? "never", b.dueAt ?? "never") || text(a.id, b.id),
  };
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

  test("gives every ticket exactly once, in its order, for any page size, sort and filter", { timeout: 60_000 }, async () => {
    const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
    const query = fc.record({
      sort: fc.constantFrom(...TicketSort.options),
      limit: fc.integer({ min: 1, max: 45 }),
      status: some(fc.constantFrom("open", "draft,in_progress", "open,open", "closed")),
      priority: some(fc.constantFrom("urgent", "low,high")),
      assignee: some(fc.constantFrom("me", "none", t.agent.id)),
      requester: some(fc.constantFrom("me", t.lee.id)),
      form: some(fc.constantFrom(form, workflow)),
      workflow: some(fc.constantFrom(workflow, form)),
      by: fc.constantFrom("admin" as const, "agent" as const, "lee" as const),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ by, ...query }) => {
        const who = t[by];
        const has = (list: string | undefined, value: string) => list === undefined || list.split(",").includes(value);
        const expected = all
          .filter((card) => has(query.status, card.status) && has(query.priority, card.priority) && (by !== "lee" || card.requesterId === t.lee.id))
          .filter(
            ({ assigneeId }) =>
              query.assignee === undefined || assigneeId === (query.assignee === "none" ? null : query.assignee === "me" ? who.id : query.assignee),
          )
          .filter(({ requesterId }) => query.requester === undefined || requesterId === (query.requester === "me" ? who.id : query.requester))
          .filter(({ formId, workflowId }) => [formId, undefined].includes(query.form) && [workflowId, undefined].includes(query.workflow))
          .sort(orders[query.sort]);
        const found = await pages(t, query, who);
        expect(found.map(({ number }) => number)).toEqual(expected.map(({ number }) => number));
      }),
      { numRuns: 60 },
    );
  });

  test("of a page does not shift when a ticket comes in between", async () => {
    const { body: first } = await t.admin.send(listTickets, { query: { limit: 10 } });
    const late = await t.ticket({ title: "Late" });
    const { body: second } = await t.admin.send(listTickets, { query: { limit: 10, cursor: first.nextCursor ?? "" } });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(all.slice(0, 20).map(({ id }) => id));
    await t.rows("delete from ticket where id = $1", [late.id]);
  });

  test("takes times of creation from and to", async () => {
    const middle = all[20]?.createdAt ?? "";
    const [before, after] = [await pages(t, { createdTo: middle, limit: 100 }), await pages(t, { createdFrom: middle, limit: 100 })];
    expect(before.length + after.length).toBe(all.length);
    expect(before.every(({ createdAt }) => createdAt < middle) && after.every(({ createdAt }) => createdAt >= middle)).toBe(true);
  });

  test("refuses what it does not know with its place, and cursors that are none of its own, never with a fault of ours", async () => {
    const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString("base64url");
    const id = all[0]?.id;
    const bad = [
      ...[
        "status=nope",
        "priority=1",
        "sort=number",
        "limit=0",
        "limit=101",
        "limit=x",
        "assignee=them",
        "other=1",
        "cursor=x",
        "createdFrom=yesterday",
        "createdFrom=0000-01-01T00:00:00Z",
      ],
      ...[[1], ["x"], [id, id], ["x", id], [null], {}, ["2026-01-01T00:00:00.000Z"]].map((key) => `cursor=${cursor(key)}`),
      ...[
        ["1", id],
        ["0000-01-01T00:00:00.000Z", id],
        ["2026-02-31T00:00:00.000Z", id],
        ["infinity", id],
      ].map((key) => `sort=updated&cursor=${cursor(key)}`),
      ...[
        ["2", id],
        [1.5, id],
      ].map((key) => `sort=priority&cursor=${cursor(key)}`),
    ];
    const answers = await Promise.all(bad.map(async (query) => [query, (await raw(cloud, t.admin.token, "GET", `/api/tickets?${query}`)).status]));
    expect(answers.filter(([, status]) => status !== 400)).toEqual([]);
    expect((await raw(cloud, t.admin.token, "GET", `/api/tickets?sort=priority&cursor=${cursor([2 ** 40, id])}`)).status).toBe(200);
    expect((await raw(cloud, t.admin.token, "GET", "/api/tickets?status=nope")).problem.errors).toMatchObject([{ path: "/query/status" }]);
  });
});

describe("the board", () => {
  test("gives each column what the list gives for its statuses, with the same filters, order and reader, and the list goes on from there", async () => {
    const columns = ["open", "in_progress", "draft,closed", "closed"];
    const goOn: boolean[] = [];
    for (const by of [t.admin, t.lee])
      for (const query of [{ limit: 4 }, { limit: 7, sort: "due" as const, priority: "urgent,high" }]) {
        const { status, body } = await by.send(getBoard, { query: { columns: columns.join(";"), ...query } });
        expect(status).toBe(200);
        const lists = await Promise.all(columns.map(async (status) => (await by.send(listTickets, { query: { status, ...query } })).body));
        expect(body.columns).toEqual(lists);
        goOn.push(...lists.map(({ nextCursor }) => nextCursor !== null));
      }
    expect(new Set(goOn)).toEqual(new Set([true, false]));
  });

  test.each([
    ["a status that there is not", "columns=open;nope"],
    ["an empty column", "columns=open;"],
    ["more columns than there are statuses", `columns=${Array(9).fill("open").join(";")}`],
    ["no columns", "limit=3"],
  ])("refuses %s, and says that it is the columns", async (_, query) => {
    const { status, problem } = await raw(cloud, t.admin.token, "GET", `/api/tickets/board?${query}`);
    expect(status).toBe(400);
    expect(problem.errors).toMatchObject([{ path: "/query/columns" }]);
  });
});

describe("searching", () => {
  test("finds words of two Chinese characters, of the title and of the description, numbers and Latin words in any case", async () => {
    const t = await tenant();
    const made = {
      printer: await t.ticket({ title: "会议室打印机坏了", description: "三楼，卡纸" }),
      laptop: await t.ticket({ title: "申请新笔记本电脑 ThinkPad X1", description: "" }),
      leave: await t.ticket({ title: "请假", description: "会议改期 printer" }),
    };
    const found = async (q: string) => (await pages(t, { q })).map(({ number }) => number).sort();
    const { printer, laptop, leave } = made;
    expect(await found("打印")).toEqual([printer.number]);
    expect(await found("会议")).toEqual([printer.number, leave.number]);
    expect(await found("会议 卡纸")).toEqual([printer.number]);
    expect(await found("thinkpad x1")).toEqual([laptop.number]);
    expect(await found("PRINTER")).toEqual([leave.number]);
    expect(await found("印打")).toEqual([]);
    expect(await found(String(laptop.number))).toEqual([laptop.number]);
    expect(await found("' & | ! :* \\")).toHaveLength(3);
    expect(await found("不存在")).toEqual([]);
  });

  test("follows a change of the texts, and finds submissions too", async () => {
    const t = await tenant();
    const { id } = await t.ticket({ title: "老标题" });
    await t.agent.send((await import("../../shared/contract/ticket")).updateTicket, { params: { id }, body: { version: 1, title: "新标题" } });
    expect(await pages(t, { q: "老标" })).toEqual([]);
    expect(await pages(t, { q: "新标" })).toHaveLength(1);
    expect(await pages(t, { q: "1" })).toHaveLength(1);
  });
});

test("making tickets and drafts at once gives each its own number, without gaps", async () => {
  const t = await tenant();
  const made = await Promise.all(Array.from({ length: 30 }, (_, n) => t.ticket({ status: n % 2 ? "open" : "draft" })));
  expect(made.map(({ number }) => number).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
});

test("times that no database has are refused with their place", async () => {
  for (const dueAt of ["0000-01-01T00:00:00Z", "2026-02-31T00:00:00Z", "tomorrow"])
    expect(await t.agent.send(createTicket, { body: { title: "x", dueAt } })).toMatchObject({ status: 400, problem: { errors: [{ path: "/body/dueAt" }] } });
});
