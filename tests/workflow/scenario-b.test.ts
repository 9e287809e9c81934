// SCENARIOS.md B: a leave request with conditional levels.
import { describe, expect, test } from "vitest";
import { submitInstance } from "../../shared/contract/instance";
import { completeTask } from "../../shared/contract/task";
import { openTickets } from "../ticket/fixture";
import { leave, openCompany } from "./company";

const { cloud, tenant } = await openTickets();

async function office() {
  const t = await tenant();
  const company = await openCompany(t, cloud);
  return { ...company, ...(await leave(company)) };
}

describe("a leave request by its length", () => {
  test.each([
    ["a", 0.5],
    ["b", 1],
  ])("%s: %s days need the department's head only", async (_, days) => {
    const at = await office();
    const { id, status } = await at.ask(days);
    expect([status, await at.todo(id)]).toEqual(["open", ["wang.fang: head"]]);
    expect((await at.decide("wang.fang", id)).status).toBe(200);
    expect([(await at.ticket(id)).status, await at.todo(id)]).toEqual(["resolved", []]);
    expect(await at.actions(id)).toEqual(["submit", "approve", "finish"]);
  });

  test.each([
    ["c", 1.5],
    ["d", 3],
  ])("%s: %s days need hr too: one decides, and a late one is told so", async (_, days) => {
    const at = await office();
    const { id } = await at.ask(days);
    await at.decide("wang.fang", id);
    expect([(await at.ticket(id)).status, await at.todo(id)]).toEqual(["in_progress", ["hr.chen: hr", "hr.liu: hr"]]);
    const { id: taskId } = await at.taskOf("hr.chen", id);
    expect((await at.decide("hr.liu", id)).status).toBe(200);
    expect([(await at.ticket(id)).status, await at.todo(id)]).toEqual(["resolved", []]);
    const late = await at.who("hr.chen").send(completeTask, { params: { id: taskId }, body: { outcome: "approve" } });
    expect([late.status, late.problem.code, late.problem.errors?.[0]?.code]).toEqual([409, "illegal-transition", "task-closed"]);
  });

  test("e: 3.5 days go over the director", async () => {
    const at = await office();
    const { id } = await at.ask(3.5);
    for (const [name, next] of [
      ["wang.fang", ["zhao.min: director"]],
      ["zhao.min", ["hr.chen: hr", "hr.liu: hr"]],
      ["hr.chen", []],
    ] as const) {
      await at.decide(name, id);
      expect(await at.todo(id)).toEqual(next);
    }
    expect((await at.ticket(id)).status).toBe("resolved");
  });

  test("f: a refusal says why and ends it; edited and submitted again it goes by its new length, and the old round stays in the timeline", async () => {
    const at = await office();
    const { id } = await at.ask(5);
    await at.decide("wang.fang", id);
    const mute = await at.decide("zhao.min", id, "refuse");
    expect([mute.status, mute.problem.errors]).toMatchObject([400, [{ path: "/body/comment", code: "comment-missing" }]]);
    expect((await at.decide("zhao.min", id, "refuse", "项目上线期")).status).toBe(200);
    expect(await at.ticket(id)).toMatchObject({ status: "rejected", reason: "项目上线期", data: { days: 5 } });
    expect(await at.todo(id)).toEqual([]);

    const bad = await at.who("li.lei").send(submitInstance, { params: { id }, body: { data: at.data(0) } });
    expect([bad.status, bad.problem.errors?.map(({ path }) => path)]).toEqual([400, ["/body/data/days"]]);
    const again = await at.who("li.lei").send(submitInstance, { params: { id }, body: { data: at.data(3) } });
    expect([again.status, again.body.round, again.body.status]).toEqual([200, 2, "active"]);
    expect(await at.ticket(id)).toMatchObject({ status: "open", data: { days: 3 } });
    await at.decide("wang.fang", id);
    await at.decide("hr.chen", id);
    expect((await at.ticket(id)).status).toBe("resolved");
    expect(await at.actions(id)).toEqual(["submit", "approve", "refuse", "submit", "approve", "approve", "finish"]);
  });

  test("g: what the form does not take becomes no ticket, with an error for each field", async () => {
    const at = await office();
    const data = { type: "annual", startDate: "2026-12-05", endDate: "2026-12-01", days: 0 };
    const { status, problem } = await at.t.submit({ title: "请假", formId: at.formId, workflowId: at.workflowId, data }, at.who("li.lei"));
    expect([status, problem.errors?.map(({ path }) => path).sort()]).toEqual([400, ["/body/data/days", "/body/data/endDate", "/body/data/reason"]]);
    await cloud.drain();
    expect(await at.t.tickets()).toEqual([]);
  });

  test("h: the head's own request goes to the superior, and the timeline says why", async () => {
    const at = await office();
    const { id } = await at.ask(2, "wang.fang");
    expect(await at.todo(id)).toEqual(["zhao.min: head"]);
    const asked = (await at.t.timeline(id)).find(({ action }) => action === "ask");
    expect(asked?.after).toMatchObject({ users: [at.who("zhao.min").id], because: "approver-is-initiator", says: expect.stringContaining("manager of") });
    await at.decide("zhao.min", id);
    expect(await at.todo(id)).toEqual(["hr.chen: hr", "hr.liu: hr"]);
    await at.decide("hr.liu", id);
    expect((await at.ticket(id, "wang.fang")).status).toBe("resolved");
  });
});
