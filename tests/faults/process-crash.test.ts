/**
 * Whatever dies while a process goes on: no token is lost, doubled or stuck, and ticket and instance say the same in the end. (Starts
 * and reports are in process.test.ts; jobs and timers in tests/workflow/jobs.test.ts, messages in messages.test.ts.)
 */
import { afterEach, describe, expect, test, vi } from "vitest";
import { resolveIncident } from "../../shared/contract/incident";
import { getInstance, migrateInstances, submitInstance, terminateInstance, withdrawInstance } from "../../shared/contract/instance";
import { notifyOfProcess } from "../../shared/contract/notification";
import { cancelChild, endChild, startChild } from "../../shared/contract/process-calls";
import { type Route, routeKey } from "../../shared/contract/route";
import { completeTask, listTasks } from "../../shared/contract/task";
import { getTicket } from "../../shared/contract/ticket";
import { publishWorkflow, updateWorkflow } from "../../shared/contract/workflow";
import type { DefinitionInput } from "../../shared/process/definition";
import { draw, edge, end, exclusive, inclusive, line, type NodeInput, parallel, start, timer, user } from "../process/support/draw";
import { expectProcessesSettled } from "../support/replayed";
import type { Person, Tenant } from "../ticket/fixture";
import { published } from "../workflow/fixture";
import { openRunning } from "../workflow/running";
import { openTarget } from "../workflow/target";
import { isHttp } from "./fixture";

const { cloud, crashes, everywhere, goOn, officeOf, consumersAtOnce, deliveriesAtOnce, pass, tenant } = await openRunning();
const patient = { timeout: 240_000 };

const delivers = (route: Route) => (event: unknown) => {
  const { deliveries } = event as { deliveries?: { route: string }[] };
  return deliveries?.some((one) => one.route === routeKey(route)) ?? false;
};
const asked = (...people: Person[]) => ({ participants: [{ from: "users" as const, users: people.map(({ id }) => id) }] });
const taskOf = async (who: Person) => (await who.send(listTasks)).body.data[0]?.task;
const approve = async (who: Person, id?: string) =>
  who.send(completeTask, { params: { id: id ?? (await taskOf(who))?.id ?? "" }, body: { outcome: "approve" } });
const instanceOf = async (t: Tenant, id: string) => (await t.admin.send(getInstance, { params: { id } })).body;
const told = async (t: Tenant, who: Person) => (await t.notifications(who.id)).map(({ type }) => type);
const actions = async (t: Tenant, id: string) => (await t.timeline(id)).map(({ action }) => action);

describe("a crash at any step", () => {
  test("of completing a task: it is done once, the next is asked once, and all agree", patient, async () => {
    await everywhere("complete", async (tenant, point) => {
      const t = officeOf(tenant);
      const id = await t.runs(line(user("first", asked(t.agent)), user("next", asked(t.admin))));
      const task = await taskOf(t.agent);
      const outcome = crashes.next("workflow", point, isHttp("POST /api/tasks/{id}/complete"));
      const first = await approve(t.agent, task?.id);
      expect(first.status >= 500).toBe(point !== undefined);
      // Whoever got no answer asks again: it is done, or it was done already.
      if (point) expect([200, 409]).toContain((await approve(t.agent, task?.id)).status);
      await goOn();
      expect(await instanceOf(t, id)).toMatchObject({ at: [{ node: "next" }], flows: { "first-next": 1 } });
      expect(await told(t, t.admin)).toEqual(["task.assigned"]);
      expect(await actions(t, id)).toEqual(["submit", "ask", "approve", "ask"]);
      expect((await t.admin.send(getTicket, { params: { id } })).body).toMatchObject({ status: "in_progress", process: { handlers: [t.admin.id] } });
      await expectProcessesSettled(t);
      return outcome;
    });
  });

  test("of withdrawing and submitting again: the new round begins once", patient, async () => {
    for (const crashed of ["withdraw", "submit"])
      await everywhere(crashed, async (tenant, point) => {
        const t = officeOf(tenant);
        const id = await t.runs(line(user("first", asked(t.agent))));
        const again = async (send: () => Promise<{ status: number }>, is: string) => {
          if ((await send()).status < 500) return;
          if ((await instanceOf(t, id)).status !== is) expect((await send()).status).toBe(200);
        };
        const outcome = crashes.next("workflow", point, isHttp(`POST /api/instances/{id}/${crashed}`));
        await again(() => t.lee.send(withdrawInstance, { params: { id } }), "withdrawn");
        await again(() => t.lee.send(submitInstance, { params: { id } }), "active");
        await goOn();
        expect(await instanceOf(t, id)).toMatchObject({ status: "active", round: 2, at: [{ node: "first" }] });
        expect(await actions(t, id)).toEqual(["submit", "ask", "withdraw", "submit", "ask"]);
        await expectProcessesSettled(t);
        return outcome;
      });
  });

  test("of resolving an incident: it is resolved once", patient, async () => {
    await everywhere("resolve", async (tenant, point) => {
      const t = officeOf(tenant);
      const formId = await t.form({ fields: [{ key: "amount", label: "Amount", type: "number" }] as never });
      const definition = draw(
        [start, exclusive("size", "size-end"), user("large", asked(t.agent)), end],
        ["start -> size", "size -[amount > 1]> large -> end", "size -> end"],
      );
      const id = await t.runs(definition, { formId, data: {} });
      const [incident] = await t.incidents(id);
      const resolve = () => t.admin.send(resolveIncident, { params: { id: incident?.id ?? "" }, body: { variables: { amount: 2 } } });
      const outcome = crashes.next("workflow", point, isHttp("POST /api/incidents/{id}/resolve"));
      expect((await resolve()).status >= 500).toBe(point !== undefined);
      if (point) expect([200, 409]).toContain((await resolve()).status);
      await goOn();
      expect(await instanceOf(t, id)).toMatchObject({ at: [{ node: "large" }], incidents: 0, variables: { amount: 2 } });
      expect((await t.admin.send(getTicket, { params: { id } })).body).toMatchObject({ data: { amount: 2 }, process: { incident: null } });
      await expectProcessesSettled(t);
      return outcome;
    });
  });

  test("of moving an instance to another version: it is moved, or can be moved again", patient, async () => {
    await everywhere("migrate", async (tenant, point) => {
      const t = officeOf(tenant);
      const workflow = await published(t, { definition: line(user("first", asked(t.agent))) });
      const { id } = await t.ticket({ workflowId: workflow.id });
      const changed = await t.admin.send(updateWorkflow, {
        params: { id: workflow.id },
        body: { version: workflow.version, definition: line(user("first", asked(t.agent)), user("next", asked(t.admin))) },
      });
      await t.admin.send(publishWorkflow, { params: { id: workflow.id }, body: { version: changed.body.version } });
      const migrate = () => t.admin.send(migrateInstances, { params: { id: workflow.id }, body: { to: 2, from: 1, reason: "新规定" } });
      const outcome = crashes.next("workflow", point, isHttp("POST /api/workflows/{id}/migrate"));
      expect((await migrate()).status >= 500).toBe(point !== undefined);
      await migrate();
      await approve(t.agent);
      await goOn();
      expect(await instanceOf(t, id)).toMatchObject({ workflowVersion: 2, at: [{ node: "next" }] });
      expect((await actions(t, id)).filter((action) => action === "migrate")).toHaveLength(1);
      await expectProcessesSettled(t);
      return outcome;
    });
  });

  /** A process that calls another, in which the admin decides. */
  const calling = async (t: Tenant): Promise<DefinitionInput> => {
    const { id } = await published(t, { name: "Called", definition: line(user("look", asked(t.admin))) });
    const call: NodeInput = { id: "call", name: "Call", type: "callActivity", calledElement: id };
    return line(call, user("last", asked(t.agent)));
  };
  const children = (t: Tenant) =>
    t.databases.query<{ id: string; status: string }>("workflow", "select id, status from instance where tenant_id = $1 and parent_id is not null", [t.id]);

  test("of starting what a process calls: it starts once", patient, async () => {
    await everywhere("start of a child", async (tenant, point) => {
      const t = officeOf(tenant);
      const definition = await calling(t);
      const outcome = crashes.next("workflow", point, delivers(startChild));
      const id = await t.runs(definition);
      await goOn();
      expect(await children(t)).toMatchObject([{ status: "active" }]);
      expect(await told(t, t.admin)).toEqual(["task.assigned"]);
      await approve(t.admin);
      await goOn();
      expect((await instanceOf(t, id)).at).toMatchObject([{ node: "last" }]);
      await expectProcessesSettled(t);
      return outcome;
    });
  });

  test("of telling the caller of its end: the caller goes on once", patient, async () => {
    await everywhere("end of a child", async (tenant, point) => {
      const t = officeOf(tenant);
      const id = await t.runs(await calling(t));
      await goOn();
      const outcome = crashes.next("workflow", point, delivers(endChild));
      expect((await approve(t.admin)).status).toBe(200);
      await goOn();
      expect(await instanceOf(t, id)).toMatchObject({ at: [{ node: "last" }], flows: { "call-last": 1 } });
      expect([await children(t), await told(t, t.agent)]).toMatchObject([[{ status: "completed" }], ["task.assigned"]]);
      await expectProcessesSettled(t);
      return outcome;
    });
  });

  test("of ending what a process called with it: both are over", patient, async () => {
    await everywhere("cancel of a child", async (tenant, point) => {
      const t = officeOf(tenant);
      const id = await t.runs(await calling(t));
      await goOn();
      const outcome = crashes.next("workflow", point, delivers(cancelChild));
      expect((await t.admin.send(terminateInstance, { params: { id }, body: { reason: "obsolete" } })).status).toBe(200);
      await goOn();
      expect([(await instanceOf(t, id)).status, await children(t), await taskOf(t.admin)]).toMatchObject(["terminated", [{ status: "terminated" }], undefined]);
      await expectProcessesSettled(t);
      return outcome;
    });
  });

  test("of telling people: each is told once", patient, async () => {
    await everywhere("telling", async (tenant, point) => {
      const t = officeOf(tenant);
      const outcome = crashes.next("gateway", point, delivers(notifyOfProcess));
      await t.runs(
        draw([start, parallel("fork"), user("a", asked(t.agent)), user("b", asked(t.agent)), end], ["start -> fork -> a -> end", "fork -> b -> end"]),
      );
      await goOn();
      expect(await told(t, t.agent)).toEqual(["task.assigned", "task.assigned"]);
      await expectProcessesSettled(t);
      return outcome;
    });
  });
});

describe("however often everything is delivered", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("a process with all kinds of waits goes its way once", patient, async () => {
    vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", "127.0.0.1");
    const t = officeOf(await tenant());
    const target = await openTarget({ body: { ok: true } });
    const { id: called } = await published(t, { name: "Called", definition: line(user("look", asked(t.admin))) });
    const definition = draw(
      [
        ...[start, parallel("fork"), inclusive("join"), end],
        { id: "call", name: "Call", type: "callActivity", calledElement: called },
        { id: "http", name: "Call out", type: "serviceTask", connector: { type: "http", url: target.url } },
        user("slow", asked(t.agent)),
        edge("late", "slow", timer("PT1M")),
        user("chase", asked(t.admin)),
        user("last", asked(t.agent)),
      ],
      ["start -> fork -> call -> join -> last -> end", "fork -> http -> join", "fork -> slow -> join", "late -> chase -> join"],
    );
    deliveriesAtOnce(2);
    consumersAtOnce(2);
    cloud.consumers.workflowWork.switches.deliveries = 2;
    try {
      const { id: workflowId } = await published(t, { definition });
      await t.submit({ clientReference: "a", workflowId });
      await goOn(10);
      await pass(65);
      await goOn();
      for (let turn = 0; turn < 2; turn++) {
        await approve(t.admin);
        await goOn();
      }
      await approve(t.agent);
      await goOn();
    } finally {
      deliveriesAtOnce(1);
      consumersAtOnce(1);
      cloud.consumers.workflowWork.switches.deliveries = 1;
    }
    await goOn();
    const [ticket, ...more] = await t.tickets();
    expect([ticket?.status, more]).toEqual(["resolved", []]);
    const id = ticket?.id ?? "";
    expect(await instanceOf(t, id)).toMatchObject({ status: "completed", flows: { "join-last": 1, "call-join": 1, "http-join": 1, "chase-join": 1 } });
    expect(await t.events(id)).toEqual(expect.arrayContaining(["jobCompleted", "timer", "childEnded", "complete"]));
    expect((await actions(t, id)).filter((action) => action === "finish")).toHaveLength(1);
    const all = await t.notifications();
    expect(all.map(({ event_id, user_id }) => `${event_id} ${user_id}`)).toHaveLength(
      new Set(all.map(({ event_id, user_id }) => `${event_id} ${user_id}`)).size,
    );
    expect((await told(t, t.agent)).filter((type) => type === "task.assigned")).toHaveLength(2);
    await expectProcessesSettled(t);
  });
});
