// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import AbsenceDialog from "../../../web/src/identity/absence-dialog";
import { onStage, people, serve, show, tenant } from "../stage";

onStage();

const [, li, wang] = people;
const [from, to] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
const absence = (userId: string, note: string) => ({
  id: "01900000-0000-7000-8000-0000000000aa",
  userId,
  from,
  to,
  substituteId: wang.id,
  note,
  version: 1,
  createdAt: from,
  updatedAt: from,
});

const served = () =>
  serve((path, query) => {
    if (path === `/api/users/${li.id}/absence`) return { body: { data: [absence(li.id, "病假")], nextCursor: null } };
    if (path === "/api/me/absence") return { body: { data: [absence(people[0].id, "年假")], nextCursor: null } };
    return tenant(path, query);
  });

test("an admin sees a colleague's absence, not their own, in words about the colleague", async () => {
  served();
  show(<AbsenceDialog of={li} close={() => undefined} />);
  await waitFor(() => expect(screen.getByText("病假")).toBeTruthy());
  expect(screen.queryByText("年假")).toBeNull();
  expect(screen.getByRole("dialog", { name: "Li Lei 的外出代理" })).toBeTruthy();
  expect(screen.getByText("Li Lei 外出期间，新的待办由代理人以其名义处理，已有的待办代理人也能处理。")).toBeTruthy();
  expect(screen.getByRole("button", { name: "已返回" })).toBeTruthy();
});

test("everybody sees their own, and plans another", async () => {
  served();
  show(<AbsenceDialog close={() => undefined} />);
  await waitFor(() => expect(screen.getByText("年假")).toBeTruthy());
  expect(screen.getByRole("button", { name: "我回来了" })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "安排外出" }));
  expect(screen.getByRole("button", { name: "保存" })).toHaveProperty("disabled", true);
});
