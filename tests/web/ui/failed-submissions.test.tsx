// @vitest-environment happy-dom
// Submissions that became no ticket, as an admin and as their requester read them.
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Me } from "../../../shared/contract/identity";
import type { Submission } from "../../../shared/contract/submission";
import { meQuery } from "../../../web/src/identity/people";
import { queryClient } from "../../../web/src/query-client";
import { FailedSubmissions } from "../../../web/src/queue/failed-submissions";
import { SubmissionProgress } from "../../../web/src/submission/progress";
import { onStage, people, serve, show, tenant } from "../stage";

onStage();

const errors: Submission["errors"] = [
  { path: "/formId", code: "not-published", message: "This form has no published version." },
  { path: "/workflowId", code: "not-found", message: "There is no such workflow." },
  { path: "/data", code: "no-form", message: "No form asks for these data: name it (formId)." },
  { path: "/data/days", code: "too-small", params: { min: 1 }, message: "Must be 1 or more.", label: "天数" },
  { path: "/data/items/1/amount", code: "required", message: "Is required.", label: "金额" },
  { path: "/data/surprise", code: "unknown-field", message: "Is not a field of this form." },
  { path: "", code: "not-storable", message: "The database can't store it (SQLSTATE 22003)." },
];
const failed: Submission = {
  ...{ id: "s", address: "s.k1.x", clientReference: "r", status: "failed", ticketId: null, ticketNumber: null, mismatch: false },
  ...{
    reason: "It is bad.",
    errors,
    title: "采购",
    requesterId: people[1].id,
    tries: 1,
    acceptedAt: "2026-01-01T00:00:00.000Z",
    attempt: null,
    bodyHash: null,
  },
};

async function shown(submission: Submission, scope: "mine" | "all", language: "zh-CN" | "en" = "zh-CN") {
  serve((path, query, body) => (path === "/api/tickets/submissions" ? { body: { data: [submission], nextCursor: null } } : tenant(path, query, body)));
  show(<FailedSubmissions scope={scope} />, language);
  queryClient.setQueryData<Me>(meQuery.queryKey, (me) => me && { ...me, roles: ["admin"] });
  return (await screen.findByRole("listitem")).textContent;
}

test("each reason names its field in the reader's words, never by its key, and a table's by its row", async () => {
  const text = await shown(failed, "all");
  for (const part of ["表单：", "流程：", "表单内容：这些数据", "天数：不能小于 1。", "金额，第 2 行：请填写。", "surprise：表单里没有这个字段。"])
    expect(text).toContain(part);
  for (const key of ["formId", "workflowId", "amount", "items"]) expect(text).not.toContain(key);
});

test("and so in English", async () => {
  const text = await shown({ ...failed, errors: errors.slice(0, 1) }, "all", "en");
  expect(text).toContain("Form: This form has no published version.");
});

test("an admin sees who raised it", async () => {
  expect(await shown(failed, "all")).toContain("申请人");
  expect(await screen.findByText("Li Lei")).toBeTruthy();
});

test("of one from before that was kept nobody is named", async () => {
  expect(await shown({ ...failed, requesterId: null }, "all")).not.toContain("申请人");
});

test("in the list of one's own nobody need be named", async () => {
  expect(await shown(failed, "mine")).not.toContain("Li Lei");
});

test("whoever has just submitted is told which field it is", () => {
  show(
    <SubmissionProgress
      progress={{ step: "failed", reason: null, errors: errors.slice(0, 1) }}
      again={() => undefined}
      renew={() => undefined}
      correct={() => undefined}
    />,
  );
  expect(screen.getByRole("status").textContent).toContain("表单：");
});
