// @vitest-environment happy-dom
// What a ticket's people hear when its process can't go on by itself: in their language, and of what they can do something about.
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Instance } from "../../../shared/contract/instance";
import { meQuery } from "../../../web/src/identity/people";
import { Stuck } from "../../../web/src/process/stuck";
import { queryClient } from "../../../web/src/query-client";
import { onStage, people, serve, show } from "../stage";

onStage();

const id = "01900000-0000-7000-8000-000000000099";
const at = "2026-01-01T00:00:00.000Z";
const english = 'The condition "days > 1" is null: days is null.';
const instance = (stuck: Instance["stuck"]): Instance => ({
  ...{ id, ticketId: id, ticketNumber: 1, title: "请假", workflowId: id, workflowName: "请假", workflowVersion: 1, parentId: null },
  ...{ status: "active", initiatorId: people[0].id, at: [], incidents: 1, version: 1, startedAt: at, updatedAt: at, endedAt: null },
  ...{ round: 1, variables: {}, nodes: [], stuck, flows: {}, timers: [], messages: [], children: [], allowedActions: [], takeBack: [] },
});

function stuck(found: Instance["stuck"], roles: ("agent" | "requester")[]) {
  serve((path) => (path === `/api/instances/${id}` ? { body: instance(found) } : undefined));
  const { container } = show(<Stuck id={id} message={english} />);
  const me = queryClient.getQueryData(meQuery.queryKey);
  if (me) queryClient.setQueryData(meQuery.queryKey, { ...me, roles });
  return () => container.querySelector("[data-detail]")?.textContent ?? null;
}
const missing = { code: "condition-missing", params: { source: "days > 1", name: "days" } };
const undecided = { node: "size", code: "condition-undecided", message: english, reason: missing };

test("a requester hears what is wrong and who helps, in Chinese alone", async () => {
  const detail = stuck([undecided], ["requester"]);
  await screen.findByText("流程异常 · 条件无法判断");
  expect(screen.getByRole("status").textContent).toContain("需要管理员处理");
  expect(screen.getByRole("status").textContent).not.toMatch(/[a-z]{3,}/i);
  expect(detail()).toBeNull();
});

test("an agent hears what would help, and below it which expression it was", async () => {
  const detail = stuck([undecided], ["agent"]);
  expect((await screen.findByText(/补上数据后重新执行/)).textContent).toContain("条件算不出");
  await screen.findByText("条件“days > 1”没有算出结果：找不到“days”。");
  expect(detail()).not.toContain("null");
});

test("of one from before the particulars were kept apart it is the server's sentence", async () => {
  const detail = stuck([{ ...undecided, reason: null }], ["agent"]);
  await screen.findByText(/补上数据后重新执行/);
  expect(detail()).toBe(english);
});

test("of what a called process met there is the server's sentence, for agents", async () => {
  const detail = stuck([], ["agent"]);
  await screen.findByText(english);
  expect(screen.getByRole("status").textContent).toContain("需要管理员处理");
  expect(detail()).toBe(english);
});
