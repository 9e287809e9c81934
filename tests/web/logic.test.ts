import { describe, expect, test, vi } from "vitest";
import { type TicketCard, TicketStatus, type TimelineEntry } from "../../shared/contract/ticket";
import { address, refusalOf, Unreachable } from "../../web/src/api";
import { isDue, nextLook } from "../../web/src/changes";
import { say, words } from "../../web/src/i18n";
import { lastDays, scaleOf } from "../../web/src/overview/by-day";
import { sharesOf } from "../../web/src/overview/by-status";
import { whoIn } from "../../web/src/process/line";
import { ruleInWords } from "../../web/src/process/why";
import { whyWords } from "../../web/src/process/words";
import { queryClient } from "../../web/src/query-client";
import { eventsOf } from "../../web/src/ticket/activity";
import { forEach } from "../../web/src/ticket/bulk";
import { mayGo, movesOf, pagesAfterMove } from "../../web/src/ticket/changes";
import { mentionAt, stillMentioned } from "../../web/src/ticket/composer";
import { columnsOf } from "../../web/src/ticket/first-of-list";
import { forgetFar, ticketPages } from "../../web/src/ticket/queries";
import { filterOf, ticketSearch } from "../../web/src/ticket/search";

const ticket = (number: number, status: TicketCard["status"], allowedActions: TicketCard["allowedActions"] = []): TicketCard => ({
  id: `01900000-0000-7000-8000-${String(number).padStart(12, "0")}`,
  number,
  title: `T${number}`,
  status,
  priority: "medium",
  requesterId: "01900000-0000-7000-8000-00000000000a",
  assigneeId: null,
  formId: null,
  formVersion: null,
  workflowId: null,
  dueAt: null,
  version: 1,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  resolvedAt: null,
  process: null,
  allowedActions,
});

describe("the one door to the server", () => {
  test("fills a route's path and leaves out what is not said", () => {
    expect(address("/api/tickets/{id}/comments", { params: { id: "a/b" }, query: { cursor: undefined, limit: 5, q: "" } })).toBe(
      "/api/tickets/a%2Fb/comments?limit=5",
    );
  });

  test("reads our refusals with code and fields, and the gateway's bare ones by their status", async () => {
    const ours = {
      type: "x",
      title: "x",
      status: 400,
      detail: "No.",
      code: "invalid-input",
      requestId: "r",
      errors: [{ path: "/title", message: "Is empty." }],
    };
    const problem = await refusalOf(new Response(JSON.stringify(ours), { status: 400 }));
    expect(problem).toMatchObject({ code: "invalid-input", errors: [{ path: "/title" }] });
    expect(await refusalOf(new Response('{"message":"Too Many Requests"}', { status: 429 }))).toMatchObject({ code: "too-often", detail: "Too Many Requests" });
    expect(await refusalOf(new Response('{"message":"Service Unavailable"}', { status: 503, headers: { "retry-after": "7" } }))).toMatchObject({
      code: "domain-away",
      retryAfter: 7,
    });
  });

  test("takes a fault of the server for what it is", async () => {
    const fault = await refusalOf(new Response("<html>", { status: 502 }));
    expect(fault).toBeInstanceOf(Unreachable);
    expect(fault).toMatchObject({ status: 502 });
  });
});

describe("looking for changes", () => {
  const at = (sinceStir: number, sinceInput = 0, hidden = false) => nextLook({ sinceStir: sinceStir * 1000, sinceInput: sinceInput * 1000, hidden });
  const quiet = (seconds: number) => at(seconds, Math.min(seconds, 299));
  test("is every 1.5 s for a minute, so that a change is seen within 2 s, then backs off to 5, 15 and 60 s", () =>
    expect([quiet(0), quiet(59), quiet(61), quiet(200), quiet(900)]).toEqual([1200, 1200, 5000, 15_000, 15_000]));
  test("is often again with the reader's own input", () => expect([at(900, 3), at(900, 200)]).toEqual([1200, 15_000]));
  test("stops while the tab is hidden or its reader has been idle for 5 minutes", () => expect([at(0, 0, true), at(0, 300)]).toEqual([null, null]));
});

test("a list that was read far down is read anew by a change only as often as its pages allow", () => {
  const list = (pages: number) => ({ pages: Array.from({ length: pages }, () => ({ data: [] })), pageParams: [] });
  expect(isDue(list(4), 0)).toBe(true);
  expect(isDue({ id: "one ticket" }, 0)).toBe(true);
  expect(isDue(undefined, 0)).toBe(true);
  expect(isDue(list(50), 49_000)).toBe(false);
  expect(isDue(list(50), 50_000)).toBe(true);
});

test("who is back at the top of a long list keeps its first pages alone", () => {
  const { queryKey } = ticketPages(filterOf({}), "newest");
  const read = (pages: number) => ({
    pages: Array.from({ length: pages }, (_, n) => ({ data: [ticket(n, "open")], nextCursor: `${n}` })),
    pageParams: Array.from({ length: pages }, (_, n) => (n ? `${n - 1}` : undefined)),
  });
  queryClient.setQueryData(queryKey, read(9));
  forgetFar(queryKey);
  expect(queryClient.getQueryData(queryKey)).toEqual(read(4));
  queryClient.clear();
});

describe("words", () => {
  const some = words({ save: { zh: "保存", en: "Save" }, count: { zh: (n: number) => `${n} 项`, en: (n: number) => `${n} items` } });
  test("are said in the language that is asked for", () => {
    expect(say(some, "zh-CN").save).toBe("保存");
    expect(say(some, "en").count(3)).toBe("3 items");
  });
});

describe("why somebody was asked", () => {
  const t = say(whyWords, "zh-CN");

  test.each([
    ["users", "named: 王芳", "被指定处理"],
    // Identity is told names alone: who named them is what the process knows.
    ["chosen", "named: 赵敏, 何秘", "发起人自选"],
    ["field", "named: 赵敏", "表单中填写的人"],
    ["groups", "group hr", "用户组 hr"],
    ["before", "added", "前加签"],
    ["beside", "added", "并加签"],
    ["handler", "take-back", "拿回决定"],
    ["manager", "superior", "上级"],
  ])("is said in words: %s, %s", (from, rule, said) => {
    expect(ruleInWords(t, { from, rule })).toBe(said);
  });
});

test("a line of the story names people only where it is people that it speaks of", () => {
  const line = (action: string, value: unknown): TimelineEntry => ({
    seq: 1,
    at: "2026-01-01T00:00:00.000Z",
    actorId: null,
    onBehalfOf: null,
    action,
    node: null,
    nodeName: null,
    taskId: null,
    before: null,
    after: { value },
    comment: null,
  });
  expect(whoIn(line("cc", ["u1", "u2"])).users).toEqual(["u1", "u2"]);
  expect(whoIn(line("transfer", "u1")).users).toEqual(["u1"]);
  expect(whoIn(line("jump", "third")).users).toEqual([]);
});

describe("moving on the board", () => {
  test("goes only where the state leads and the server allows", () => {
    expect(movesOf(ticket(1, "open", ["start", "resolve"]))).toEqual(["in_progress", "resolved"]);
    expect(movesOf(ticket(1, "open", []))).toEqual([]);
    expect(mayGo(ticket(1, "open", ["start", "close"]), "closed")).toBe(false);
  });

  test("is seen at once: gone from its column, on top of the other, changed in a list of all", () => {
    const one = ticket(1, "open");
    const pages = (...data: TicketCard[]) => ({ pages: [{ data, nextCursor: null }], pageParams: [undefined] });
    const ids = (after: ReturnType<typeof pagesAfterMove>) => after.pages[0]?.data.map(({ number, status }) => `${number} ${status}`);
    expect(ids(pagesAfterMove(pages(one, ticket(2, "open")), "open", one, "in_progress"))).toEqual(["2 open"]);
    expect(ids(pagesAfterMove(pages(ticket(3, "in_progress")), "in_progress", one, "in_progress"))).toEqual(["1 in_progress", "3 in_progress"]);
    expect(ids(pagesAfterMove(pages(one), undefined, one, "resolved"))).toEqual(["1 resolved"]);
  });
});

test("bulk actions answer for each ticket, and one refusal stops no other", async () => {
  const told = vi.fn();
  const outcomes = await forEach(
    [ticket(1, "open"), ticket(2, "open"), ticket(3, "open")],
    async ({ number }) => (number === 2 ? Promise.reject(new Unreachable(500)) : undefined),
    told,
  );
  expect(outcomes.map(({ ticket: { number }, refused }) => [number, refused === null]).sort()).toEqual([
    [1, true],
    [2, false],
    [3, true],
  ]);
  expect(told).toHaveBeenCalledTimes(3);
});

describe("a mention", () => {
  test("is the word behind the @ before the caret", () => {
    expect(mentionAt("请 @高", 4)).toEqual({ from: 2, word: "高" });
    expect(mentionAt("mail a@b.c", 10)).toBeNull();
    expect(mentionAt("@高远 好", 5)).toBeNull();
  });
  test("counts only while the name still stands in the text", () => {
    const people = [
      { id: "1", name: "高远" },
      { id: "2", name: "王芳" },
      { id: "1", name: "高远" },
    ];
    expect(stillMentioned("@高远 看一下", people)).toEqual(["1"]);
  });
});

test("a comment stands once in the activity, in its place in time", () => {
  const entry = (seq: number, at: string, action: TimelineEntry["action"]): TimelineEntry => ({
    seq,
    at,
    actorId: null,
    onBehalfOf: null,
    action,
    node: null,
    nodeName: null,
    taskId: null,
    before: null,
    after: null,
    comment: null,
  });
  const comment = { id: "c", authorId: null, text: "x", internal: false, mentions: [], createdAt: "2026-01-02T00:00:00.000Z" };
  const events = eventsOf(
    [entry(1, "2026-01-01T00:00:00.000Z", "created"), entry(2, "2026-01-02T00:00:00.000Z", "commented"), entry(3, "2026-01-03T00:00:00.000Z", "moved")],
    [comment],
  );
  expect(events.map(({ key }) => key)).toEqual(["e1", "c", "e3"]);
});

test("a chart's scale is told in four round steps at most, and its highest bar is below its top", () => {
  expect([0, 3, 4, 5, 21, 80, 81, 1_234].map((highest) => scaleOf(highest))).toEqual([
    { step: 1, most: 4 },
    { step: 1, most: 4 },
    { step: 1, most: 4 },
    { step: 2, most: 6 },
    { step: 10, most: 30 },
    { step: 20, most: 80 },
    { step: 50, most: 100 },
    { step: 500, most: 1_500 },
  ]);
});

test("every status has one place on the board, and a filter's statuses have one each", () => {
  expect(columnsOf({}).flat().toSorted()).toEqual(TicketStatus.options.toSorted());
  expect(columnsOf({ status: ["rejected", "draft"] })).toEqual([["rejected"], ["draft"]]);
});

describe("shares of a whole", () => {
  test("are a hundred together, whatever is rounded", () => {
    const hundred = (counts: number[]) => sharesOf(counts).reduce((sum, share) => sum + Number.parseInt(share, 10), 0);
    for (const counts of [
      [1, 1, 1],
      [10, 5, 5, 1],
      [7, 7, 7, 7, 7, 7],
      [5, 5, 2, 1, 3],
      [12, 1, 200, 17],
    ])
      expect(hundred(counts), String(counts)).toBe(100);
    expect(sharesOf([10, 5, 5, 1])).toEqual(["47%", "24%", "24%", "5%"]);
  });

  test("say that there is something, and that it is not all", () => {
    expect(sharesOf([9_999, 1])).toEqual([">99%", "<1%"]);
    expect(sharesOf([3])).toEqual(["100%"]);
  });
});

test("days of which the server says nothing had nothing", () => {
  const days = lastDays([{ day: "2026-03-01", created: 2, resolved: 1 }], 3, "2026-03-02");
  expect(days).toEqual([
    { day: "2026-02-28", created: 0, resolved: 0 },
    { day: "2026-03-01", created: 2, resolved: 1 },
    { day: "2026-03-02", created: 0, resolved: 0 },
  ]);
});

test("what a URL says that the list does not know is dropped, the rest stays", () => {
  expect(ticketSearch({ status: ["open"], sort: "upside-down", assignee: "me", nonsense: 1 })).toEqual({ status: ["open"], assignee: "me" });
});
