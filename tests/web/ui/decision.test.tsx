// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { Task } from "../../../shared/contract/task";
import { Decision } from "../../../web/src/task/decision";
import { onStage, people, serve, show, tenant } from "../stage";

onStage();

const at = "2026-11-28T08:00:00.000Z";
const taskOf = (n: number): Task =>
  Task.parse({
    id: `01900000-0000-7000-8000-00000000000${n}`,
    instanceId: "01900000-0000-7000-8000-0000000000f1",
    ...{ ticketId: null, ticketNumber: null, title: "年假", priority: "medium", requesterId: people[1].id },
    ...{ workflowId: "01900000-0000-7000-8000-0000000000f2", workflowName: "请假", node: "head", nodeName: "主管审批", part: "main", status: "open" },
    ...{ assigneeId: people[2].id, users: [people[2].id], groups: [], ownerId: null, onBehalfOf: null, outcome: null, comment: null },
    ...{ openedAt: at, dueAt: null, closedAt: null },
    ...{ why: { from: "users", rule: "named", because: null, flow: null, condition: null }, mode: "any", formId: null, formVersion: null },
    ...{ variables: {}, fields: {}, others: [], allowedActions: ["complete"], returnTo: [] },
  });

const sent: unknown[] = [];
beforeEach(() => {
  sent.length = 0;
  serve((path, query, body) => {
    if (!path.endsWith("/complete")) return tenant(path, query);
    sent.push(body);
    const outcome = (body as { outcome: string }).outcome === "refuse" ? "refused" : "approved";
    return { body: { ...taskOf(1), outcome, allowedActions: [] } };
  });
});

const box = () => screen.getByRole("textbox");
const write = (value: string) => fireEvent.change(box(), { target: { value } });
const sendByKey = () => fireEvent.keyDown(box(), { key: "Enter", ctrlKey: true });

test("a refusal that waits for its word is what Ctrl and Enter sends", async () => {
  show(<Decision task={taskOf(1)} done={vi.fn()} />);
  fireEvent.click(screen.getByRole("button", { name: "拒绝" }));
  expect(screen.getByRole("alert").textContent).toContain("意见");
  expect(document.activeElement).toBe(box());
  write("人手不够");
  sendByKey();
  await waitFor(() => expect(sent).toMatchObject([{ outcome: "refuse", comment: "人手不够" }]));
});

test("who thinks better of it, and leaves the word, approves by these keys again", async () => {
  show(<Decision task={taskOf(1)} done={vi.fn()} />);
  fireEvent.click(screen.getByRole("button", { name: "拒绝" }));
  fireEvent.keyDown(box(), { key: "Escape" });
  sendByKey();
  await waitFor(() => expect(sent).toMatchObject([{ outcome: "approve" }]));
});

test("a word that is not sent stands there again, for its task alone, until it is sent", async () => {
  const { unmount } = show(<Decision task={taskOf(2)} done={vi.fn()} />);
  write("再看看");
  unmount();
  const other = show(<Decision task={taskOf(3)} done={vi.fn()} />);
  expect(box()).toHaveProperty("value", "");
  other.unmount();
  const again = show(<Decision task={taskOf(2)} done={vi.fn()} />);
  expect(box()).toHaveProperty("value", "再看看");
  sendByKey();
  await waitFor(() => expect(sent).toHaveLength(1));
  await waitFor(() => expect(box()).toHaveProperty("value", ""));
  again.unmount();
  show(<Decision task={taskOf(2)} done={vi.fn()} />);
  expect(box()).toHaveProperty("value", "");
});
