import { describe, expect, test } from "vitest";
import { getMe, updateMe } from "../../shared/contract/identity";
import { previewWorkflow, simulateWorkflow } from "../../shared/contract/simulation";
import { getWorkflow, publishWorkflow, unpublishWorkflow, updateWorkflow } from "../../shared/contract/workflow";
import { draw, edge, end, line, parallel, start, timer, user } from "../process/support/draw";
import { openTickets, type Tenant } from "../ticket/fixture";
import { leave, openCompany } from "./company";
import { draft, published, straight } from "./fixture";

const { cloud, tenant } = await openTickets();
const now = "2026-11-02T01:00:00.000Z";

async function office() {
  const t = await tenant();
  const company = await openCompany(t, cloud);
  return { ...company, ...(await leave(company)) };
}

/** How much there is of what a run makes. */
async function made(t: Tenant): Promise<number[]> {
  const counts: number[] = [];
  for (const [domain, table] of [
    ...["instance", "task", "instance_event", "outbox"].map((name) => ["workflow", name] as const),
    ["ticket", "ticket"],
    ["gateway", "notification"],
  ] as const)
    counts.push(Number((await t.databases.query<{ n: string }>(domain, `select count(*) as n from ${table} where tenant_id = $1`, [t.id]))[0]?.n));
  return counts;
}

describe("a simulation", () => {
  test("goes the way that the real run goes, with the real people and why, and makes nothing", async () => {
    const at = await office();
    const sent = { params: { id: at.workflowId }, body: { data: at.data(5), now, initiator: at.who("li.lei").id } };

    const { status, body } = await at.t.agent.send(simulateWorkflow, sent);

    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "completed", path: ["start", "head", "length", "director", "hr", "end"], incidents: [], waitsFor: [], refused: null });
    expect(body.asked).toMatchObject([
      {
        node: "head",
        nodeName: "部门负责人",
        users: [at.who("wang.fang").id],
        why: { from: "departmentHead", rule: expect.stringContaining("研发部"), because: null },
        at: now,
      },
      { node: "director", users: [at.who("zhao.min").id], why: { flow: "length-director", condition: "days > 3" } },
      { node: "hr", users: [], groups: [at.groups.hr] },
    ]);
    expect(body.timeline.map(({ action }) => action)).toEqual(["submit", "ask", "approve", "ask", "approve", "ask", "claim", "approve", "finish"]);
    expect(body.coverage).toBeCloseTo(5 / 7);
    expect(await made(at.t)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("shows the rules that stand in for a person: the superior of a head who asks themselves", async () => {
    const at = await office();
    const { body } = await at.t.agent.send(simulateWorkflow, { params: { id: at.workflowId }, body: { data: at.data(1), initiator: at.who("wang.fang").id } });
    expect(body.asked).toMatchObject([
      { node: "head", users: [at.who("zhao.min").id], why: { because: "approver-is-initiator", rule: expect.stringContaining("manager of") } },
    ]);
  });

  test("follows the decisions that it is given, and says which can't be taken", async () => {
    const at = await office();
    const run = async (decisions: object[]) =>
      (
        await at.t.admin.send(simulateWorkflow, {
          params: { id: at.workflowId },
          body: { data: at.data(5), initiator: at.who("li.lei").id, decisions: decisions as never },
        })
      ).body;

    expect(await run([{ node: "director", do: "refuse", comment: "项目上线期" }])).toMatchObject({ status: "rejected", waitsFor: [] });
    const stranger = await run([{ node: "head", do: "approve", by: at.who("sec.he").id }]);
    expect(stranger).toMatchObject({ status: "active", waitsFor: ["head"], refused: { code: "not-handler", decision: { node: "head" } } });
  });

  test("lets its own clock run to the timers", async () => {
    const t = await tenant();
    const late = edge("late", "approve", timer("P1D"));
    const definition = draw(
      [start, user("approve", { participants: [{ from: "users", users: [t.agent.id] }] }), late, user("other", { participants: [{ from: "initiator" }] }), end],
      ["start -> approve -> end", "late -> other -> end"],
    );
    const { id } = await draft(t, { definition });
    const { body } = await t.admin.send(simulateWorkflow, { params: { id }, body: { now, decisions: [{ node: "approve", do: "wait" }] } });
    expect(body).toMatchObject({ status: "completed", timers: [{ node: "late", setAt: now, dueAt: "2026-11-03T01:00:00.000Z" }] });
    expect(body.asked.map(({ node, at }) => [node, at])).toEqual([
      ["approve", now],
      ["other", "2026-11-03T01:00:00.000Z"],
    ]);
  });

  test("runs the draft, or the version that is named", async () => {
    const t = await tenant();
    const { id, version } = await published(t, { definition: straight("一审") });
    await t.admin.send(updateWorkflow, { params: { id }, body: { version, definition: line(user("second", { participants: [{ from: "initiator" }] })) } });
    const path = async (number?: number) => (await t.agent.send(simulateWorkflow, { params: { id }, body: { version: number } })).body.path;

    expect(await path()).toEqual(["start", "second", "end"]);
    expect(await path(1)).toEqual(["start", "approve", "end"]);
    expect((await t.agent.send(simulateWorkflow, { params: { id }, body: { version: 2 } })).status).toBe(404);
    expect((await t.lee.send(simulateWorkflow, { params: { id }, body: {} })).status).toBe(403);
  });

  test("runs a definition that was never saved, which stays unsaved, and is located in it", async () => {
    const t = await tenant();
    const { id, version } = await draft(t, { definition: straight("一审") });
    const sent = (body: object) => t.agent.send(simulateWorkflow, { params: { id }, body });
    const other = line(user("second", { participants: [{ from: "initiator" }] }));

    expect((await sent({ definition: other })).body.path).toEqual(["start", "second", "end"]);
    expect((await t.admin.send(getWorkflow, { params: { id } })).body).toMatchObject({ version, definition: { nodes: [{}, { name: "一审" }, {}] } });
    const places = async (body: object) => {
      const { status, problem } = await sent(body);
      return [status, problem.errors?.map(({ path, code }) => `${path} ${code}`)];
    };
    expect(await places({ definition: { ...other, flows: [] } })).toEqual([
      400,
      [
        "/body/definition/nodes/1 unreachable",
        "/body/definition/nodes/2 unreachable",
        "/body/definition/nodes/0 no-way-to-end",
        "/body/definition/nodes/1 no-way-to-end",
      ],
    ]);
    expect(await places({ definition: other, version: 1 })).toEqual([400, ["/body/version custom"]]);
    expect(await places({ definition: other, decisions: [{ node: "approve", do: "refuse", comment: "no" }] })).toEqual([
      400,
      ["/body/decisions/0/node no-node"],
    ]);
  });

  test("reckons days in the initiator's zone, as the real run does", async () => {
    const t = await tenant();
    await t.lee.send(updateMe, { body: { version: (await t.lee.send(getMe)).body.version, timeZone: "Asia/Shanghai" } });
    const { id } = await draft(t, { definition: line({ id: "wait", type: "intermediateCatchEvent", eventDefinition: { type: "timer", date: "2026-11-05" } }) });
    const run = async (initiator: string) =>
      (await t.admin.send(simulateWorkflow, { params: { id }, body: { now, initiator } })).body.timers.map(({ dueAt }) => dueAt);
    expect(await run(t.lee.id)).toEqual(["2026-11-04T16:00:00.000Z"]);
    expect(await run(t.agent.id)).toEqual(["2026-11-05T00:00:00.000Z"]);
  });

  test("of a draft that can't be published says what is wrong with it, as publishing does", async () => {
    const t = await tenant();
    const { id } = await draft(t, { definition: { nodes: [start, user("a")], flows: [{ id: "f", from: "start", to: "a" }] } });
    const [simulated, refused] = [await t.admin.send(simulateWorkflow, { params: { id }, body: {} }), await t.admin.send(publishWorkflow, { params: { id } })];
    expect(simulated.status).toBe(400);
    expect(simulated.problem.errors).toEqual(refused.problem.errors);
  });
});

describe("a preview", () => {
  test("says to everybody whom a submission will ask, in order and why, and makes nothing", async () => {
    const at = await office();
    const { status, body } = await at.who("li.lei").send(previewWorkflow, { params: { id: at.workflowId }, body: { data: at.data(3.5) } });
    expect([status, body.version, body.choose, body.incidents]).toEqual([200, 1, [], []]);
    expect(body.steps).toMatchObject([
      { node: "head", nodeName: "部门负责人", users: [at.who("wang.fang").id], mode: "any", isChosen: false },
      { node: "director", users: [at.who("zhao.min").id], why: { condition: "days > 3" } },
      { node: "hr", groups: [at.groups.hr] },
    ]);
    expect(await made(at.t)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("refuses data that the form does not take, each error with its place", async () => {
    const at = await office();
    const data = { ...at.data(0), endDate: "2026-11-01", reason: "" };
    const { status, problem } = await at.who("li.lei").send(previewWorkflow, { params: { id: at.workflowId }, body: { data } });
    expect([status, problem.errors?.map(({ path }) => path).sort()]).toEqual([400, ["/body/data/days", "/body/data/endDate", "/body/data/reason"]]);
  });

  test("says which steps wait for my choice, and goes on behind them as if I had chosen", async () => {
    const t = await tenant();
    const definition = line(
      user("chosen", { name: "自选审批", participants: [{ from: "chosen" }], mode: { type: "all" } }),
      user("boss", { participants: [{ from: "users", users: [t.admin.id] }] }),
    );
    const { id } = await published(t, { definition });
    const preview = async (body: object) => (await t.lee.send(previewWorkflow, { params: { id }, body })).body;

    expect(await preview({})).toMatchObject({
      choose: [{ node: "chosen", nodeName: "自选审批", onPath: true, users: [] }],
      steps: [
        { node: "chosen", users: [], groups: [], isChosen: true, mode: "all" },
        { node: "boss", users: [t.admin.id], isChosen: false },
      ],
      incidents: [],
    });
    expect(await preview({ chosen: { chosen: [t.agent.id, t.admin.id] } })).toMatchObject({
      choose: [{ node: "chosen", onPath: true, users: [t.agent.id, t.admin.id] }],
      steps: [{ node: "chosen", users: [t.agent.id, t.admin.id] }, { node: "boss" }],
    });
  });

  test("says what would stop it: nobody to ask", async () => {
    const t = await tenant();
    const definition = draw(
      [
        start,
        parallel("fork"),
        user("head", { name: "负责人", participants: [{ from: "departmentHead" }] }),
        user("other", { participants: [{ from: "initiator" }] }),
        parallel("join"),
        end,
      ],
      ["start -> fork", "fork -> head -> join -> end", "fork -> other -> join"],
    );
    const { id } = await published(t, { definition });
    const { body } = await t.lee.send(previewWorkflow, { params: { id }, body: {} });
    expect(body.incidents).toMatchObject([{ node: "head", nodeName: "负责人", code: "nobody-found" }]);
  });

  test("is of a published workflow only; whether one is there that is not, a requester is not told", async () => {
    const t = await tenant();
    const { id } = await published(t);
    await t.admin.send(unpublishWorkflow, { params: { id } });
    const status = async (who: "lee" | "agent", of = id) => (await t[who].send(previewWorkflow, { params: { id: of }, body: {} })).status;
    expect([await status("agent"), await status("lee"), await status("agent", crypto.randomUUID())]).toEqual([409, 404, 404]);
  });

  test("is not given while identity is away", async () => {
    const t = await tenant();
    const { id } = await published(t);
    await t.lee.send(previewWorkflow, { params: { id }, body: {} });
    cloud.away("identity", "unreachable");
    const { status, problem } = await t.lee.send(previewWorkflow, { params: { id }, body: {} });
    cloud.away("identity", null);
    expect([status, problem.code]).toEqual([503, "domain-away"]);
  });
});
