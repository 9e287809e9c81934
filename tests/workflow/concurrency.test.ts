import { describe, expect, test } from "vitest";
import { addMember, createGroup } from "../../shared/contract/identity";
import { getInstance, withdrawInstance } from "../../shared/contract/instance";
import { claimTask, completeTask, listTasks } from "../../shared/contract/task";
import { createTicket, resolveTicket } from "../../shared/contract/ticket";
import type { DefinitionInput } from "../../shared/process/definition";
import { draw, end, line, parallel, start, user } from "../process/support/draw";
import { readLines } from "../support/lines";
import { expectProcessesSettled } from "../support/replayed";
import { openTickets, type Person } from "../ticket/fixture";
import { published, warmUp } from "./fixture";

const world = await openTickets();
const { cloud, tenant } = world;
await warmUp(world);

async function office() {
  const t = await tenant();
  const [ann, ben, cat] = await Promise.all(["ann", "ben", "cat"].map((name) => t.person(name, ["agent"])));
  if (!ann || !ben || !cat) throw new Error("They were just made.");
  const group = (await t.admin.send(createGroup, { body: { name: "desk" } })).body.id;
  for (const { id } of [ann, ben]) await t.admin.send(addMember, { params: { id: group }, body: { userId: id } });
  return {
    ...t,
    ...{ ann, ben, cat, group },
    /** As many tickets of li's with this process; their ids. */
    async runs(definition: DefinitionInput, count: number): Promise<string[]> {
      const { id: workflowId } = await published(t, { definition });
      const ids: string[] = [];
      for (let left = count; left > 0; left -= 10)
        ids.push(...(await Promise.all(Array.from({ length: Math.min(left, 10) }, async () => (await t.ticket({ workflowId, requesterId: t.lee.id })).id))));
      await cloud.drain();
      return ids;
    },
    /** What somebody has to do, by instance. */
    async todo(who: Person): Promise<Map<string, string>> {
      const found = new Map<string, string>();
      for (const tab of ["todo", "group"] as const) {
        for (let cursor: string | undefined; ; ) {
          const { body } = await who.send(listTasks, { query: { tab, limit: 100, cursor } });
          for (const { instanceId, task } of body.data) if (task) found.set(instanceId, task.id);
          if (body.nextCursor === null) break;
          cursor = body.nextCursor;
        }
      }
      return found;
    },
    instance: async (id: string) => (await t.admin.send(getInstance, { params: { id } })).body,
  };
}

const asked = (...people: Person[]) => ({ participants: [{ from: "users" as const, users: people.map(({ id }) => id) }] });
const approve = (who: Person, id: string | undefined) => who.send(completeTask, { params: { id: id ?? "" }, body: { outcome: "approve" } });

/** A few rounds at a time, so that they are also in each other's way. */
async function eachOf(ids: readonly string[], round: (id: string) => Promise<void>): Promise<void> {
  for (let from = 0; from < ids.length; from += 4) await Promise.all(ids.slice(from, from + 4).map(round));
}

// A loaded machine leaves calls to a nudge that this clock never brings: once more, then.
describe("at the same time", { retry: 2 }, () => {
  test("two claim, a hundred times: one has it each time, and the other is told who", async () => {
    const at = await office();
    const ids = await at.runs(line(user("do", { participants: [{ from: "groups", groups: [at.group] }] })), 100);
    const tasks = await at.todo(at.ann);
    const winners: string[] = [];

    await eachOf(ids, async (id) => {
      const people = winners.length % 2 ? [at.ann, at.ben] : [at.ben, at.ann];
      const replies = await Promise.all(people.map(async (who) => ({ who, ...(await who.send(claimTask, { params: { id: tasks.get(id) ?? "" } })) })));
      const [won, lost] = replies.toSorted((a, b) => a.status - b.status);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(lost?.problem).toMatchObject({ code: "illegal-transition", errors: [{ code: "claimed-by-other", params: { holder: won?.who.id } }] });
      expect(won?.body.assigneeId).toBe(won?.who.id);
      winners.push(won?.who.id ?? "");
    });

    const [ann, ben] = [await at.todo(at.ann), await at.todo(at.ben)];
    expect([ann.size, ben.size]).toEqual([winners.filter((id) => id === at.ann.id).length, winners.filter((id) => id === at.ben.id).length]);
    expect(ann.size + ben.size).toBe(100);
    await expectProcessesSettled(at);
  });

  test("two of three vote: both count, and it goes on once", async () => {
    const at = await office();
    const ids = await at.runs(line(user("vote", { ...asked(at.ann, at.ben, at.cat), mode: { type: "vote", count: 2 } }), user("next", asked(at.agent))), 20);
    const [ann, ben] = [await at.todo(at.ann), await at.todo(at.ben)];

    await eachOf(ids, async (id) => {
      const votes = await Promise.all([approve(at.ann, ann.get(id)), approve(at.ben, ben.get(id))]);
      expect(votes.map(({ status }) => status)).toEqual([200, 200]);
    });

    expect([(await at.todo(at.cat)).size, (await at.todo(at.agent)).size]).toEqual([0, 20]);
    for (const id of ids) expect((await at.instance(id)).nodes.find(({ node }) => node === "next")).toMatchObject({ times: 1, state: "active" });
    const decided = await at.databases.query("workflow", "select handler_id from task where tenant_id = $1 and node = 'vote' and handler_id is not null", [
      at.id,
    ]);
    expect(decided).toHaveLength(40);
    await expectProcessesSettled(at);
  });

  test("two decide where one is enough: one does, and the other is told that it is done", async () => {
    const at = await office();
    const ids = await at.runs(line(user("any", asked(at.ann, at.ben)), user("next", asked(at.agent))), 20);
    const tasks = [await at.todo(at.ann), await at.todo(at.ben)];

    await eachOf(ids, async (id) => {
      const replies = await Promise.all([at.ann, at.ben].map((who, n) => approve(who, tasks[n]?.get(id))));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(replies.find(({ status }) => status === 409)?.problem.errors?.[0]?.code).toBe("task-closed");
    });

    expect((await at.todo(at.agent)).size).toBe(20);
    await expectProcessesSettled(at);
  });

  test("the last two branches into a join come to their end, fifty times: one join each time, and one continuation", async () => {
    const at = await office();
    const definition = draw(
      [start, parallel("fork"), user("a", asked(at.ann)), user("b", asked(at.ben)), parallel("join"), user("next", asked(at.agent)), end],
      ["start -> fork -> a -> join -> next -> end", "fork -> b -> join"],
    );
    const ids = await at.runs(definition, 50);
    const [ann, ben] = [await at.todo(at.ann), await at.todo(at.ben)];

    await eachOf(ids, async (id) => {
      const done = await Promise.all([approve(at.ann, ann.get(id)), approve(at.ben, ben.get(id))]);
      expect(done.map(({ status }) => status)).toEqual([200, 200]);
    });

    expect((await at.todo(at.agent)).size).toBe(50);
    for (const id of ids) expect(await at.instance(id)).toMatchObject({ at: [{ node: "next" }], flows: { "join-next": 1, "a-join": 1, "b-join": 1 } });
    await expectProcessesSettled(at);
  });

  test("it is decided and withdrawn: one of both happens, and the other is refused", async () => {
    const at = await office();
    const ids = await at.runs(line(user("first", asked(at.ann)), user("next", asked(at.agent))), 40);
    const tasks = await at.todo(at.ann);
    const ends = new Map<string, number>();

    await eachOf(ids, async (id) => {
      const [decided, withdrawn] = await Promise.all([approve(at.ann, tasks.get(id)), at.lee.send(withdrawInstance, { params: { id } })]);
      expect([decided.status, withdrawn.status].sort()).toEqual([200, 409]);
      const { status } = await at.instance(id);
      expect(status).toBe(withdrawn.status === 200 ? "withdrawn" : "active");
      ends.set(status, (ends.get(status) ?? 0) + 1);
    });

    expect((await at.todo(at.agent)).size).toBe(ends.get("active") ?? 0);
    await expectProcessesSettled(at);
  });

  test("tickets are made, moved and resolved, and processes end: nobody waits for each other in a circle", async () => {
    const at = await office();
    const { id: workflowId } = await published(at, { definition: line(user("do", asked(at.ann))) });
    const make = (more = {}) => at.agent.send(createTicket, { body: { title: "a", ...more } });
    const [free, led] = await Promise.all([
      Promise.all(Array.from({ length: 60 }, () => make())),
      Promise.all(Array.from({ length: 60 }, () => make({ workflowId }))),
    ]);
    await cloud.drain();
    const tasks = await at.todo(at.ann);
    const lines = readLines();

    const work = [
      ...free.map(
        ({ body }) =>
          () =>
            at.agent.send(resolveTicket, { params: { id: body.id } }),
      ),
      ...led.map(
        ({ body }) =>
          () =>
            approve(at.ann, tasks.get(body.id)),
      ),
      ...Array.from({ length: 120 }, (_, n) => () => make(n % 2 ? { workflowId } : {})),
    ].toSorted(() => Math.random() - 0.5);
    const statuses: number[] = [];
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let next = work.pop(); next; next = work.pop()) statuses.push((await next()).status);
      }),
    );

    expect([...new Set(statuses)].sort()).toEqual([200, 201]);
    expect(lines.all().filter((one) => JSON.stringify(one).includes("40P01"))).toEqual([]);
    await cloud.drain();
  });
});
