import { PgDialect } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { inboxOf } from "../../functions/workflow/task/inbox-query";
import { putMyAbsence, removeMyAbsence } from "../../shared/contract/absence";
import { addMember, createGroup, removeMember } from "../../shared/contract/identity";
import { ccInstance, getInstance } from "../../shared/contract/instance";
import { claimTask, completeTask, getTask, type InboxTab, listTasks, returnTask, unclaimTask } from "../../shared/contract/task";
import { getTicket } from "../../shared/contract/ticket";
import type { DefinitionInput } from "../../shared/process/definition";
import { line, user } from "../process/support/draw";
import { expectProcessesSettled } from "../support/replayed";
import { openTickets, type Person } from "../ticket/fixture";
import { published, warmUp } from "./fixture";

const world = await openTickets();
const { cloud, tenant, databases } = world;
await warmUp(world);
type Tab = (typeof InboxTab.options)[number];

async function office() {
  const t = await tenant();
  const [ann, ben, cat] = await Promise.all(["ann", "ben", "cat"].map((name) => t.person(name, ["agent"])));
  if (!ann || !ben || !cat) throw new Error("They were just made.");
  const group = (await t.admin.send(createGroup, { body: { name: "desk" } })).body.id;
  for (const { id } of [ann, ben]) await t.admin.send(addMember, { params: { id: group }, body: { userId: id } });
  return {
    ...t,
    ...{ ann, ben, cat, group },
    join: (who: Person, id = group) => t.admin.send(addMember, { params: { id }, body: { userId: who.id } }),
    leave: (who: Person, id = group) => t.admin.send(removeMember, { params: { id, userId: who.id } }),
    /** Tickets of li's whose process this is; their ids. */
    async runs(definition: DefinitionInput, count = 1): Promise<string[]> {
      const { id: workflowId } = await published(t, { name: "办事", definition });
      const ids: string[] = [];
      for (let n = 1; n <= count; n++) ids.push((await t.ticket({ title: `事 ${n}`, workflowId, requesterId: t.lee.id, priority: "high" })).id);
      await cloud.drain();
      return ids;
    },
    async tab(who: Person, tab: Tab, limit = 100) {
      const { status, body, text } = await who.send(listTasks, { query: { tab, limit } });
      if (status !== 200) throw new Error(text);
      return body;
    },
    counts: async (who: Person) => (await who.send(listTasks)).body.counts,
  };
}
type Office = Awaited<ReturnType<typeof office>>;

const byGroup = (group: string, more: Parameters<typeof user>[1] = {}) =>
  line(user("do", { name: "办理", participants: [{ from: "groups", groups: [group] }], ...more }));
const byPeople = (...people: Person[]) => line(user("do", { name: "办理", participants: [{ from: "users", users: people.map(({ id }) => id) }] }));
const nothing = { todo: 0, group: 0, created: 0, handled: 0, cc: 0 };

/** The one task that somebody sees there. */
async function only(at: Office, who: Person, tab: "todo" | "group" = "todo"): Promise<string> {
  const [item, ...more] = (await at.tab(who, tab)).data;
  if (!item?.task || more.length > 0) throw new Error("There is not one task.");
  return item.task.id;
}

describe("the inbox", () => {
  test("shows a group's task to all of the group until one takes it, then to that one, and at last to whoever decided", async () => {
    const at = await office();
    const [ticket] = await at.runs(byGroup(at.group));

    expect([await at.counts(at.ann), await at.counts(at.ben), await at.counts(at.cat)]).toEqual([{ ...nothing, group: 1 }, { ...nothing, group: 1 }, nothing]);
    const [open] = (await at.tab(at.ben, "group")).data;
    expect(open).toMatchObject({
      instanceId: ticket,
      ticketId: ticket,
      ticketNumber: 1,
      title: "事 1",
      priority: "high",
      workflowName: "办事",
      requesterId: at.lee.id,
      status: "active",
    });
    expect(open?.task).toMatchObject({
      node: "do",
      nodeName: "办理",
      part: "main",
      status: "open",
      assigneeId: null,
      groups: [at.group],
      closedAt: null,
      outcome: null,
    });
    const id = open?.task?.id ?? "";

    await at.ann.send(claimTask, { params: { id } });
    expect([await at.counts(at.ann), await at.counts(at.ben)]).toEqual([{ ...nothing, todo: 1 }, nothing]);
    await at.ann.send(unclaimTask, { params: { id } });
    expect([await at.counts(at.ann), await at.counts(at.ben)]).toEqual([
      { ...nothing, group: 1 },
      { ...nothing, group: 1 },
    ]);
    await at.ann.send(claimTask, { params: { id } });
    await at.ann.send(completeTask, { params: { id }, body: { outcome: "approve", comment: "好" } });

    expect([await at.counts(at.ann), await at.counts(at.ben), await at.counts(at.lee)]).toEqual([
      { ...nothing, handled: 1 },
      nothing,
      { ...nothing, created: 1 },
    ]);
    expect((await at.tab(at.ann, "handled")).data).toMatchObject([{ status: "completed", task: { id, outcome: "approved", comment: "好", status: "done" } }]);
    expect((await at.tab(at.lee, "created")).data).toMatchObject([
      { id: ticket, instanceId: ticket, title: "事 1", status: "completed", task: null, copy: null },
    ]);
    await expectProcessesSettled(at);
  });

  test("follows membership at once: who joins sees what is open, who leaves does not", async () => {
    const at = await office();
    await at.runs(byGroup(at.group));

    await at.join(at.cat);
    await at.leave(at.ben);

    expect([await at.counts(at.cat), await at.counts(at.ben)]).toEqual([{ ...nothing, group: 1 }, nothing]);
    expect((await at.ben.send(claimTask, { params: { id: await only(at, at.cat, "group") } })).status).not.toBe(200);
    expect((await at.cat.send(claimTask, { params: { id: await only(at, at.cat, "group") } })).status).toBe(200);
  });

  test("shows a task for two of my groups once", async () => {
    const at = await office();
    const second = (await at.admin.send(createGroup, { body: { name: "second" } })).body.id;
    await at.join(at.ann, second);
    await at.runs(line(user("do", { participants: [{ from: "groups", groups: [at.group, second] }] })), 3);

    const first = await at.ann.send(listTasks, { query: { tab: "group", limit: 2 } });
    const rest = await at.ann.send(listTasks, { query: { tab: "group", limit: 2, cursor: first.body.nextCursor ?? "" } });

    expect(first.body.counts.group).toBe(3);
    expect([...first.body.data, ...rest.body.data].map(({ title }) => title)).toEqual(["事 3", "事 2", "事 1"]);
    expect(rest.body.nextCursor).toBeNull();
  });

  test("hides a group's task from the one of it who may not decide", async () => {
    const at = await office();
    await at.join(at.lee);
    await at.runs(byGroup(at.group, { rules: { banSelfApproval: true } }));

    expect([await at.counts(at.lee), await at.counts(at.ann)]).toEqual([
      { ...nothing, created: 1 },
      { ...nothing, group: 1 },
    ]);
    expect((await at.tab(at.lee, "group")).data).toEqual([]);
  });

  test("shows what was opened for somebody who is away to whoever stands in", async () => {
    const at = await office();
    const day = 24 * 3600_000;
    const period = { from: new Date(Date.now() - day).toISOString(), to: new Date(Date.now() + day).toISOString() };
    expect((await at.ann.send(putMyAbsence, { body: { ...period, substituteId: at.cat.id } })).status).toBe(200);
    await at.runs(byPeople(at.ann));

    expect([await at.counts(at.ann), await at.counts(at.cat)]).toEqual([nothing, { ...nothing, todo: 1 }]);
    expect((await at.tab(at.cat, "todo")).data).toMatchObject([{ task: { assigneeId: at.cat.id, onBehalfOf: at.ann.id } }]);

    await at.ann.send(removeMyAbsence);
    await at.runs(byPeople(at.ann));
    expect([await at.counts(at.ann), await at.counts(at.cat)]).toMatchObject([{ todo: 1 }, { todo: 1 }]);
  });

  test("shows what was open already to whoever stands in, as long as they do; what they do is in the name of who is away", async () => {
    const at = await office();
    const dan = await at.person("dan", ["requester"]);
    const [own, ofGroup] = [await at.runs(byPeople(at.ann)), await at.runs(byGroup(at.group))].flat();
    const params = { id: own ?? "" };
    const unseen = async () => [(await dan.send(getInstance, { params })).status, (await dan.send(getTicket, { params })).status];
    expect([await at.counts(dan), await unseen()]).toEqual([nothing, [404, 404]]);

    const day = 24 * 3600_000;
    const period = { from: new Date(Date.now() - day).toISOString(), to: new Date(Date.now() + day).toISOString() };
    expect((await at.ann.send(putMyAbsence, { body: { ...period, substituteId: dan.id } })).status).toBe(200);
    expect([await at.counts(dan), await at.counts(at.ann), await at.counts(at.ben)]).toEqual([
      { ...nothing, todo: 1, group: 1 },
      { ...nothing, todo: 1, group: 1 },
      { ...nothing, group: 1 },
    ]);
    expect((await at.tab(dan, "todo")).data).toMatchObject([{ instanceId: own, task: { assigneeId: at.ann.id, onBehalfOf: at.ann.id } }]);
    expect((await at.tab(at.ann, "todo")).data).toMatchObject([{ task: { onBehalfOf: null } }]);
    expect((await at.tab(dan, "group")).data).toMatchObject([{ instanceId: ofGroup, task: { onBehalfOf: at.ann.id } }]);
    expect(await unseen()).toEqual([200, 200]);

    await at.ann.send(removeMyAbsence);
    expect([await at.counts(dan), await unseen()]).toEqual([nothing, [404, 404]]);
    expect((await at.ann.send(putMyAbsence, { body: { ...period, substituteId: dan.id } })).status).toBe(200);

    const task = { id: await only(at, dan) };
    expect((await dan.send(getTask, { params: task })).body).toMatchObject({ onBehalfOf: at.ann.id, allowedActions: expect.arrayContaining(["complete"]) });
    expect((await dan.send(getTicket, { params })).body.process?.tasks).toMatchObject([{ taskId: task.id }]);
    expect((await dan.send(completeTask, { params: task, body: { outcome: "approve" } })).body).toMatchObject({ assigneeId: dan.id, onBehalfOf: at.ann.id });
    expect((await at.ann.send(completeTask, { params: task, body: { outcome: "approve" } })).status).toBe(409);
    expect((await at.timeline(own ?? "")).find(({ action }) => action === "approve")).toMatchObject({ actorId: dan.id, onBehalfOf: at.ann.id });
    const claimed = await dan.send(claimTask, { params: { id: await only(at, dan, "group") } });
    expect(claimed.body).toMatchObject({ assigneeId: dan.id, onBehalfOf: at.ann.id });
    expect([await at.counts(dan), await at.counts(at.ben)]).toEqual([{ ...nothing, todo: 1, handled: 1 }, nothing]);
  });

  test("leaves to its creator what is to be submitted again, and to nobody what they may not decide themselves", async () => {
    const at = await office();
    await at.runs(byPeople(at.ann));
    await at.ann.send(returnTask, { params: { id: await only(at, at.ann) }, body: { reason: "再看" } });
    await at.join(at.lee);
    await at.runs(byGroup(at.group, { rules: { banSelfApproval: true } }));
    const day = 24 * 3600_000;
    const period = { from: new Date(Date.now() - day).toISOString(), to: new Date(Date.now() + day).toISOString() };
    expect((await at.lee.send(putMyAbsence, { body: { ...period, substituteId: at.cat.id } })).status).toBe(200);
    expect([await at.counts(at.lee), await at.counts(at.cat)]).toMatchObject([{ todo: 1, group: 0 }, nothing]);
  });

  test("shows copies with who sent them and whether they were read, and counts those that were not", async () => {
    const at = await office();
    const [ticket] = await at.runs(byPeople(at.ann));
    const sent = await at.lee.send(ccInstance, { params: { id: ticket ?? "" }, body: { users: [at.ben.id], comment: "请知悉" } });

    expect(sent.status).toBe(200);
    expect(await at.counts(at.ben)).toEqual({ ...nothing, cc: 1 });
    expect((await at.tab(at.ben, "cc")).data).toMatchObject([{ instanceId: ticket, task: null, copy: { fromId: at.lee.id, comment: "请知悉", readAt: null } }]);
  });

  test.each(["todo", "group", "created", "handled", "cc"] as const)("gives %s page by page, newest first, each once, and as many as it counts", async (tab) => {
    const at = await office();
    const reader = tab === "created" ? at.lee : at.ann;
    const ids = await at.runs(tab === "group" ? byGroup(at.group) : byPeople(at.ann), 5);
    if (tab === "handled")
      for (const { task } of (await at.tab(at.ann, "todo")).data.toReversed())
        await at.ann.send(completeTask, { params: { id: task?.id ?? "" }, body: { outcome: "approve" } });
    if (tab === "cc") for (const id of ids) await at.lee.send(ccInstance, { params: { id }, body: { users: [at.ann.id] } });

    const seen: string[] = [];
    let counted = 0;
    for (let cursor: string | undefined; ; ) {
      const { body } = await reader.send(listTasks, { query: { tab, limit: 2, cursor } });
      seen.push(...body.data.map(({ instanceId }) => instanceId));
      counted = body.counts[tab];
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }

    expect(seen).toEqual(ids.toReversed());
    expect(counted).toBe(5);
  });

  test("refuses a cursor that is none of the tab's", async () => {
    const at = await office();
    const { status, problem } = await at.ann.send(listTasks, { query: { tab: "todo", cursor: "nonsense" } });
    expect([status, problem.errors?.[0]?.path]).toEqual([400, "/query/cursor"]);
  });

  test("counts to a hundred and no further, and walks no more of the index than that, however much waits", async () => {
    const at = await office();
    const [ticket] = await at.runs(byGroup(at.group));
    await multiply(at.id, ticket ?? "", 3_000);

    const { counts, data } = await at.tab(at.ann, "group", 25);
    expect([counts.group, data.length]).toEqual([100, 25]);
    const reader = { tenantId: at.id, userId: at.ann.id, groups: [at.group], standsInFor: [] };
    for (const plan of [
      await planOf(reader),
      await planOf({ ...reader, userId: at.cat.id, groups: [], standsInFor: [{ user: at.ann.id, groups: [at.group] }] }),
    ]) {
      expect(plan.filter(({ type }) => type === "Seq Scan")).toEqual([]);
      expect(Math.max(...plan.map(({ rows }) => rows))).toBeLessThanOrEqual(101);
    }
  });
});

/** As many more of one instance and its task, waiting. */
async function multiply(tenantId: string, instanceId: string, count: number) {
  const uuid = (what: string) => `overlay(overlay(md5('${what}' || n) placing '4' from 13) placing '8' from 17)::uuid`;
  const copies = async (table: string, changed: Record<string, string>, where: string) => {
    const columns = (
      await databases.query<{ name: string }>("workflow", "select column_name as name from information_schema.columns where table_name = $1", [table])
    ).map(({ name }) => name);
    const values = columns.map((name) => changed[name] ?? `x.${name}`);
    await databases.query(
      "workflow",
      `insert into ${table} (${columns}) select ${values} from ${table} x, generate_series(1, ${count}) n where x.tenant_id = $1 and ${where}`,
      [tenantId, instanceId],
    );
  };
  await copies("instance", { id: uuid("instance") }, "x.id = $2");
  await copies(
    "task_candidate",
    { task_id: uuid("task"), opened_at: "x.opened_at + n * interval '1 second'" },
    "x.task_id = (select t.id from task t where t.tenant_id = $1 and t.instance_id = $2)",
  );
  await copies("task", { id: uuid("task"), instance_id: uuid("instance"), opened_at: "x.opened_at + n * interval '1 second'" }, "x.instance_id = $2");
  for (const table of ["instance", "task", "task_candidate"]) await databases.query("workflow", `analyze ${table}`);
}

/** What PostgreSQL did for the group tab. */
async function planOf(reader: Parameters<typeof inboxOf>[0]): Promise<{ type: string; rows: number }[]> {
  const { sql, params } = new PgDialect().sqlToQuery(inboxOf(reader, { tab: "group", before: undefined, limit: 26 }));
  const [row] = await databases.query<{ "QUERY PLAN": [{ Plan: Plan }] }>("workflow", `explain (analyze, format json) ${sql}`, params);
  const flat = (plan: Plan): { type: string; rows: number }[] => [{ type: plan["Node Type"], rows: plan["Actual Rows"] }, ...(plan.Plans ?? []).flatMap(flat)];
  return row ? flat(row["QUERY PLAN"][0].Plan) : [];
}
type Plan = { "Node Type": string; "Actual Rows": number; Plans?: Plan[] };
