// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Me } from "../../../shared/contract/identity";
import { meQuery } from "../../../web/src/identity/people";
import Incidents from "../../../web/src/process/incidents";
import { queryClient } from "../../../web/src/query-client";
import { DeadLetters } from "../../../web/src/queue/dead-letters";
import { Toaster } from "../../../web/src/ui/toaster";
import { onStage, serve, show } from "../stage";

onStage();

const at = "2026-01-01T00:00:00.000Z";

test("all dead letters are sent again, each once: those that come back unreadable are new ones, and wait for the next word", async () => {
  let made = 0;
  const letter = () => {
    made += 1;
    return {
      id: `letter-${made}`,
      queue: "ticket_submissions",
      code: "unreadable",
      reason: "?",
      place: null,
      body: "x",
      receivedAt: at,
      redrivenAt: null as string | null,
    };
  };
  const letters = Array.from({ length: 130 }, letter);
  serve((path, query, body) => {
    if (path === "/api/tickets/dead-letters") {
      const from = Number(query.get("cursor") ?? 0);
      const to = from + Number(query.get("limit") ?? 50);
      return { body: { data: letters.slice(from, to), nextCursor: to < letters.length ? String(to) : null } };
    }
    if (path !== "/api/tickets/dead-letters/redrive") return undefined;
    // As the real one: the oldest few, and what is still unreadable is back before the next request.
    const { ids } = body as { ids?: string[] };
    const sent = letters.filter(({ id, redrivenAt }) => !redrivenAt && (!ids || ids.includes(id))).slice(0, 15);
    for (const one of sent) {
      one.redrivenAt = at;
      letters.push(letter());
    }
    return { status: 202, body: { sent: sent.length } };
  });
  show(
    <>
      <DeadLetters />
      <Toaster />
    </>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "全部重新投递" }));
  await waitFor(() => expect(screen.getByText("已重新提交 130 项，结果稍后可见")).toBeTruthy());
  expect(letters).toHaveLength(260);
});

test("a process that is stuck again at the same place does not go on, and nobody is told that it does", async () => {
  const incident = (n: number) => ({
    id: `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`,
    instanceId: "01900000-0000-7000-8000-0000000000cc",
    ticketId: null,
    ticketNumber: null,
    title: "加班",
    workflowId: "01900000-0000-7000-8000-0000000000dd",
    workflowName: "加班审批",
    node: "days",
    nodeName: "几天？",
    code: "condition-undecided",
    message: "There is no variable.",
    reason: null,
    at,
    resolvedAt: null as string | null,
    resolvedBy: null,
  });
  let open = [incident(1)];
  let fixed = false;
  serve((path) => {
    if (path === "/api/incidents") return { body: { data: open, nextCursor: null } };
    if (!path.endsWith("/resolve")) return undefined;
    const [now] = open;
    open = fixed ? [] : [incident(2)];
    return { body: { ...now, resolvedAt: at } };
  });
  show(
    <>
      <Incidents status="open" choose={() => undefined} />
      <Toaster />
    </>,
  );
  queryClient.setQueryData<Me>(meQuery.queryKey, (me) => me && { ...me, roles: ["admin"] });
  const resolve = async () => {
    fireEvent.click(await screen.findByRole("button", { name: "处理异常" }));
    fireEvent.click(await screen.findByRole("button", { name: "重新执行" }));
  };
  await resolve();
  await waitFor(() => expect(screen.getByText("还是不能继续，请看原因")).toBeTruthy());
  expect(screen.queryByText("流程已继续")).toBeNull();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  fixed = true;
  await resolve();
  await waitFor(() => expect(screen.getByText("流程已继续")).toBeTruthy());
});
