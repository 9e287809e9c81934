// SCENARIOS.md C: an IT purchase with line items, a vote of finance, and two who must both agree.
import { describe, expect, test } from "vitest";
import { getInstance } from "../../shared/contract/instance";
import { completeTask } from "../../shared/contract/task";
import { openTickets } from "../ticket/fixture";
import { openCompany, purchase } from "./company";

const { cloud, tenant } = await openTickets();

async function office() {
  const company = await openCompany(await tenant(), cloud);
  return { ...company, ...(await purchase(company)) };
}

const items = [
  { name: "笔记本", quantity: 2, price: 6999 },
  { name: "显示器", quantity: 3, price: 5499 },
  { name: "键盘", quantity: 12, price: 599 },
  { name: "椅子", quantity: 8, price: 1288 },
];
const finance = ["fin.qian: finance", "fin.wu: finance", "fin.zheng: finance"];
const both = ["it.lead: both", "zhao.min: both"];

describe("a purchase", () => {
  test("1: goes by the total that the form works out, whatever the client says", async () => {
    const at = await office();
    const { id, data } = await at.raise(items, { total: 1 });
    expect([data?.total, await at.todo(id)]).toEqual([47_987, finance]);
    expect((await at.instance(id)).variables.total).toBe(47_987);
  });

  test("2: passes at finance's second yes, and nobody there has it any more; then both must agree", async () => {
    const at = await office();
    const { id } = await at.raise(items);
    await at.decide("fin.qian", id);
    await at.decide("fin.wu", id, "refuse", "太贵");
    expect(await at.todo(id)).toEqual(["fin.zheng: finance"]);
    await at.decide("fin.zheng", id);
    expect(await at.todo(id)).toEqual(both);
    await at.decide("zhao.min", id);
    expect([(await at.ticket(id)).status, await at.todo(id)]).toEqual(["in_progress", ["it.lead: both"]]);
    await at.decide("it.lead", id);
    expect((await at.ticket(id)).status).toBe("resolved");
    expect(await at.actions(id)).toEqual(["submit", "approve", "refuse", "approve", "approve", "approve", "finish"]);
  });

  test("3: is refused at finance's second no", async () => {
    const at = await office();
    const { id } = await at.raise(items);
    await at.decide("fin.qian", id);
    await at.decide("fin.wu", id, "refuse", "太贵");
    await at.decide("fin.zheng", id, "refuse", "预算不足");
    expect([await at.ticket(id), await at.todo(id)]).toMatchObject([{ status: "rejected", reason: "预算不足" }, []]);
  });

  test("4: of three that vote at the same instant no vote is lost, and it advances once", async () => {
    const at = await office();
    const { id } = await at.raise(items);
    const voters = ["fin.qian", "fin.wu", "fin.zheng"] as const;
    const tasks = await Promise.all(voters.map(async (name) => ({ name, task: await at.taskOf(name, id) })));
    const votes = await Promise.all(
      tasks.slice(0, 2).map(({ name, task }) => at.who(name).send(completeTask, { params: { id: task.id }, body: { outcome: "approve" } })),
    );
    expect(votes.map(({ status }) => status)).toEqual([200, 200]);
    expect(await at.todo(id)).toEqual(both);
    const { nodes } = (await at.t.admin.send(getInstance, { params: { id } })).body;
    expect(nodes.find(({ node }) => node === "both")).toMatchObject({ times: 1, state: "active" });
    expect((await at.actions(id)).filter((action) => action === "approve")).toHaveLength(2);
    // The third is too late by now.
    const last = tasks[2];
    expect((await at.who("fin.zheng").send(completeTask, { params: { id: last?.task.id ?? "" }, body: { outcome: "approve" } })).status).toBe(409);
  });

  test.each([
    [30_000, ["it.lead: lead"]],
    [30_000.01, finance],
  ])("5: of %s goes to %j", async (price, expected) => {
    const at = await office();
    const { id } = await at.raise([{ name: "服务器", quantity: 1, price }]);
    expect(await at.todo(id)).toEqual(expected);
  });
});
