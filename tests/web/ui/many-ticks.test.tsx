// @vitest-environment happy-dom
// How many tickets can be ticked is said by the one who ticks, and not found out later.
import { fireEvent, screen } from "@testing-library/react";
import { useCallback, useState } from "react";
import { expect, test } from "vitest";
import type { TicketCard } from "../../../shared/contract/ticket";
import type { Locale } from "../../../web/src/i18n";
import { queryClient } from "../../../web/src/query-client";
import { tablePages } from "../../../web/src/ticket/first-of-list";
import type { TicketSearch } from "../../../web/src/ticket/search";
import "../../../web/src/ticket/bulk";
import { Table } from "../../../web/src/ticket/table";
import { Toaster } from "../../../web/src/ui/toaster";
import { onStage, people, show } from "../stage";

onStage();

const at = "2026-01-01T00:00:00.000Z";
const ticket = (number: number): TicketCard => ({
  id: `01900000-0000-7000-8000-${String(number).padStart(12, "0")}`,
  number,
  title: `工单 ${number}`,
  status: "open",
  priority: "medium",
  requesterId: people[0].id,
  assigneeId: null,
  formId: null,
  formVersion: null,
  workflowId: null,
  dueAt: null,
  version: 1,
  createdAt: at,
  updatedAt: at,
  resolvedAt: null,
  process: null,
  allowedActions: [],
});
const upTo = (count: number) => Array.from({ length: count }, (_, at) => ticket(at + 1));

/** A table that has read so many tickets, with these ticked. */
function table(read: number, { ticked = [], more = false }: { ticked?: number[]; more?: boolean }, language: Locale = "zh-CN") {
  queryClient.setQueryData(tablePages({}).queryKey, { pages: [{ data: upTo(read), nextCursor: more ? "next" : null }], pageParams: [undefined] });
  function Ticking() {
    const [selected, select] = useState<string | undefined>(ticked.join("-") || undefined);
    const change = useCallback((next: Partial<TicketSearch>) => select(next.selected), []);
    return <Table search={{ selected }} openMenu={() => undefined} change={change} />;
  }
  show(
    <>
      <Ticking />
      <Toaster />
    </>,
    language,
  );
}
const box = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const tick = (name: string) => fireEvent.click(box(name));
/** A hundred rows take their time to be drawn. */
const patient = { timeout: 10_000 };
const bar = async (name = "批量操作") => (await screen.findByLabelText(name, undefined, patient)).textContent;

test("whoever ticks the last that there is room for is told so; one more is not ticked, and that is told", async () => {
  const ticked = Array.from({ length: 499 }, (_, at) => at + 3);
  table(620, { ticked });
  expect(await bar()).toContain("已选 499 项");
  expect(await bar()).not.toContain("最多");
  tick("选择 #1");
  expect(await bar()).toContain("已选 500 项一次最多选 500 项");
  tick("选择 #2");
  expect(await screen.findByText("一次最多选 500 项，请先处理已选的，或取消一部分。")).toBeTruthy();
  expect(box("选择 #2").checked).toBe(false);
  tick("选择 #3");
  expect(await bar()).toContain("已选 499 项");
});

test("ticking all says how many of how many it takes, before and after", async () => {
  table(620, { more: true });
  tick("选择前 500 项（已加载 620 项）");
  expect(await bar()).toContain("已选 500 项（已加载 620 项，还有更多）一次最多选 500 项");
  tick("选择前 500 项（已加载 620 项）"); // and once more: none
  expect(screen.queryByLabelText("批量操作")).toBeNull();
});

test("of a list that goes on, all are those that were read", async () => {
  table(50, { more: true }, "en");
  tick("Select the 50 loaded so far");
  expect(await bar("Bulk actions")).toContain("50 selected (50 loaded, more to come)");
});

test("of a list that was read to its end, all are all", async () => {
  table(50, {});
  tick("选择全部");
  expect(await bar()).toContain("已选 50 项");
  expect(await bar()).not.toContain("已加载");
});
