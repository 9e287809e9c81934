// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { GroupMembers } from "../../../web/src/identity/group-members";
import { meQuery } from "../../../web/src/identity/people";
import { queryClient } from "../../../web/src/query-client";
import { Toaster } from "../../../web/src/ui/toaster";
import { onStage, people, serve, show, tenant } from "../stage";

onStage();

const at = "2026-01-01T00:00:00.000Z";
const group = { id: "01900000-0000-7000-8000-0000000000bb", name: "值班组", description: "", memberCount: 2, version: 1, createdAt: at, updatedAt: at };
const [chen, , wang] = people;

test("a lead who is further down than was read stays the lead when somebody adds them again, and it is told that they are a member", async () => {
  const sent: unknown[] = [];
  serve((path, query, body) => {
    if (path !== `/api/groups/${group.id}/members`) return tenant(path, query);
    if (!body) return { body: { data: [{ ...chen, active: true, lead: false }], nextCursor: query.has("cursor") ? null : "next" } };
    sent.push(body);
    return { status: 201, body: { ...wang, active: true, lead: true, joined: false } };
  });
  show(
    <>
      <GroupMembers group={group} gone={() => undefined} />
      <Toaster />
    </>,
  );
  queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, roles: ["admin" as const] });
  const box = await screen.findByRole("combobox", { name: "添加成员" });
  fireEvent.change(box, { target: { value: "王" } });
  fireEvent.mouseDown(await screen.findByRole("option", { name: /王芳/ }));
  expect(await screen.findByText("王芳已经是成员")).toBeTruthy();
  await waitFor(() => expect(sent).toEqual([{ userId: wang.id }]));
});
