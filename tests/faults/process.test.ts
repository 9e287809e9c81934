// Between a ticket and its process: whatever dies on the way, there is one instance, and the ticket shows what became of it.
import { describe, expect, test } from "vitest";
import { startInstance } from "../../shared/contract/process";
import { reportProcess } from "../../shared/contract/process-report";
import { type Route, routeKey } from "../../shared/contract/route";
import { completeTask, listTasks } from "../../shared/contract/task";
import { getTicket, moveTicket } from "../../shared/contract/ticket";
import type { Tenant } from "../ticket/fixture";
import { published } from "../workflow/fixture";
import { expectSettled, isHttp, openCrashing } from "./fixture";

const { cloud, crashes, databases, goOn, pass, everywhere } = await openCrashing();

const delivers = (route: Route) => (event: unknown) => {
  const { deliveries } = event as { deliveries?: { route: string }[] };
  return deliveries?.some((one) => one.route === routeKey(route)) ?? false;
};

/** Each ticket under a workflow has one instance, which has asked once, and says so in its timeline once. */
async function expectStarted(t: Tenant, count: number, first: readonly string[]) {
  const inWorkflow = <Row extends Record<string, unknown>>(sql: string) => databases.query<Row>("workflow", sql, [t.id]);
  const tickets = await t.rows<{ id: string; process_version: number; status: string }>(
    "select id, process_version, status from ticket where tenant_id = $1 and workflow_id is not null order by id",
    [t.id],
  );
  expect(tickets).toHaveLength(count);
  expect(
    await inWorkflow(
      "select id, version as process_version, case status when 'active' then 'open' end as status from instance where tenant_id = $1 order by id",
    ),
  ).toEqual(tickets);
  expect(await inWorkflow("select instance_id from task where tenant_id = $1 and closed_at is null order by instance_id")).toEqual(
    tickets.map(({ id }) => ({ instance_id: id })),
  );
  expect(await inWorkflow("select active_instances, open_tasks from workflow_counter where tenant_id = $1")).toEqual(
    count > 0 ? [{ active_instances: count, open_tasks: count }] : [],
  );
  expect(await inWorkflow("select receiver, route, parked from outbox where tenant_id = $1")).toEqual([]);
  for (const { id } of tickets) {
    expect((await t.timeline(id)).map(({ action }) => action)).toEqual([...first, "ask"]);
    const { body } = await t.admin.send(getTicket, { params: { id } });
    expect(body.process).toMatchObject({ instanceId: id, incident: null, handlers: expect.arrayContaining([t.agent.id]) });
  }
}

describe("a crash at any step", () => {
  test("of draining submissions: each ticket's process starts once", { timeout: 120_000 }, async () => {
    await everywhere("drain", async (t, point) => {
      const { id: workflowId } = await published(t);
      await cloud.consumers.ticketSubmissions.pause();
      for (const body of [
        { clientReference: "a", workflowId },
        { clientReference: "a", workflowId },
        { clientReference: "b", workflowId },
        { clientReference: "c" },
      ])
        expect((await t.submit(body)).status).toBe(202);
      const outcome = crashes.next("ticketSubmissions", point);
      cloud.consumers.ticketSubmissions.resume();
      await outcome;
      await goOn();
      await expectSettled(t, { completed: 3 });
      await expectStarted(t, 2, ["submit"]);
      return outcome;
    });
  });

  test("of making a ticket at once: its process starts if it was made", { timeout: 120_000 }, async () => {
    await everywhere("create", async (t, point) => {
      const { id: workflowId } = await published(t);
      const outcome = crashes.next("ticket", point, isHttp("POST /api/tickets"));
      await t.ticket({ workflowId }).catch(() => undefined);
      await goOn();
      const made = (await t.tickets()).length;
      if (point === undefined) expect(made).toBe(1);
      await expectSettled(t, { completed: 0, made });
      await expectStarted(t, made, ["submit"]);
      return outcome;
    });
  });

  test("of opening a draft: its process starts once", { timeout: 120_000 }, async () => {
    await everywhere("open", async (t, point) => {
      const { id: workflowId } = await published(t);
      const { id } = await t.ticket({ workflowId, status: "draft" });
      const open = () => t.agent.send(moveTicket, { params: { id }, body: { to: "open", version: 1 } });
      const outcome = crashes.next("ticket", point, isHttp("POST /api/tickets/{id}/transitions"));
      expect((await open()).status >= 500).toBe(point !== undefined);
      const [now] = await t.rows<{ status: string }>("select status from ticket where id = $1", [id]);
      if (now?.status === "draft") expect((await open()).status).toBe(200);
      await goOn();
      await expectSettled(t, { completed: 0, made: 1 });
      await expectStarted(t, 1, ["created", "submit"]);
      return outcome;
    });
  });

  test("of starting processes: each starts once", { timeout: 120_000 }, async () => {
    await everywhere("start", async (t, point) => {
      const { id: workflowId } = await published(t);
      await cloud.consumers.ticketSubmissions.pause();
      for (const clientReference of ["a", "b"]) await t.submit({ clientReference, workflowId });
      const outcome = crashes.next("workflow", point, delivers(startInstance));
      cloud.consumers.ticketSubmissions.resume();
      await outcome;
      await goOn();
      await expectSettled(t, { completed: 2 });
      await expectStarted(t, 2, ["submit"]);
      return outcome;
    });
  });

  test("of a nudge that makes what was left of the starts, or of their reports: each is made once", { timeout: 180_000 }, async () => {
    for (const [away, queue] of [
      ["workflow", "ticketWork"],
      ["ticket", "workflowWork"],
    ] as const)
      await everywhere(`nudge while ${away} was away`, async (t, point) => {
        const { id: workflowId } = await published(t);
        await cloud.consumers.ticketSubmissions.pause();
        await t.submit({ clientReference: "a", workflowId });
        cloud.away(away);
        cloud.consumers.ticketSubmissions.resume();
        await cloud.drain();
        cloud.away(away, null);
        const outcome = crashes.next(queue, point);
        await pass(65);
        await outcome;
        await goOn();
        await expectSettled(t, { completed: 1 });
        await expectStarted(t, 1, ["submit"]);
        return outcome;
      });
  });

  test("of taking a report: the ticket shows it once", { timeout: 120_000 }, async () => {
    await everywhere("report", async (t, point) => {
      const { id: workflowId } = await published(t);
      const { id } = await t.ticket({ workflowId, requesterId: t.lee.id });
      const [item] = (await t.agent.send(listTasks, { query: { tab: "todo" } })).body.data;
      const outcome = crashes.next("ticket", point, delivers(reportProcess));
      const done = await t.agent.send(completeTask, { params: { id: item?.task?.id ?? "" }, body: { outcome: "approve", comment: "好" } });
      expect(done.status).toBe(200);
      await goOn();
      await expectSettled(t, { completed: 0, made: 1 });
      expect((await t.timeline(id)).map(({ action }) => action)).toEqual(["submit", "ask", "approve", "finish"]);
      expect((await t.admin.send(getTicket, { params: { id } })).body).toMatchObject({ status: "resolved", process: { handlers: [] } });
      expect(await t.rows("select resolved from ticket_day where tenant_id = $1", [t.id])).toEqual([{ resolved: 1 }]);
      return outcome;
    });
  });
});
