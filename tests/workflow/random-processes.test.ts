/**
 * The smaller sister of tests/process/random-runs.test.ts, with everything real around the engine: processes drawn without sense, people and
 * other systems that do what they may (or may not) do, time that passes. None is ever left that is neither done, nor waits for something
 * with a name, nor has an incident; and what is stored of it follows from what happened. RUNS and SEED make it longer, or another.
 */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { addMember, createGroup } from "../../shared/contract/identity";
import { listIncidents, resolveIncident } from "../../shared/contract/incident";
import {
  ccInstance,
  jumpInstance,
  setInstanceVariables,
  submitInstance,
  terminateInstance,
  urgeInstance,
  withdrawInstance,
} from "../../shared/contract/instance";
import { sendMessage } from "../../shared/contract/message";
import { addSign, claimTask, completeTask, delegateTask, listTasks, returnTask, takeBackTask, transferTask, unclaimTask } from "../../shared/contract/task";
import { Definition } from "../../shared/process";
import { isAlive } from "../process/support/alive";
import { line, user } from "../process/support/draw";
import { processOf, type Sketch, sketches } from "../process/support/random-process";
import { expectProcessesSettled, type Stored } from "../support/replayed";
import type { Person } from "../ticket/fixture";
import { published, straight } from "./fixture";
import { openRunning } from "./running";
import { openTarget } from "./target";

const runs = Number(process.env.RUNS ?? 12);
const seed = Number(process.env.SEED ?? 20261122);
const { office, later, cloud, query } = await openRunning();

async function town() {
  const t = await office();
  const [p, q, r, s] = await Promise.all(["p", "q", "r", "s"].map((name) => t.person(name, ["agent"])));
  if (!p || !q || !r || !s) throw new Error("They were just made.");
  const group = (await t.admin.send(createGroup, { body: { name: "g" } })).body.id;
  for (const { id } of [p, q]) await t.admin.send(addMember, { params: { id: group }, body: { userId: id } });
  const formId = await t.form({ fields: ["x", "who", "soon"].map((key) => ({ key, label: key, type: key === "x" ? "number" : "text" })) as never });
  const called = await published(t, { name: "Called", definition: line(user("look", { participants: [{ from: "users", users: [q.id] }] })) });
  const workflow = await published(t, { name: "Random", formId, definition: straight() });
  const target = await openTarget({ body: { got: 7 } });
  const ids: Record<string, string> = { p: p.id, q: q.id, r: r.id, g: group, w: called.id, "https://x.test": target.url };
  const people = [p, q, r, s, t.lee, t.admin];
  return {
    ...t,
    ...{ people, s },
    /** An instance of that process, which nobody could publish. */
    async begins(sketch: readonly Sketch[], version: number): Promise<string> {
      const text = JSON.stringify(Definition.parse(processOf(sketch)), (_, value: unknown) => (typeof value === "string" ? (ids[value] ?? value) : value));
      await query(
        "workflow",
        `insert into workflow_version (tenant_id, workflow_id, number, name, form_id, steps, definition, published_at)
         select tenant_id, workflow_id, $3, name, form_id, null, $4, published_at from workflow_version where tenant_id = $1 and workflow_id = $2 and number = 1`,
        [t.id, workflow.id, version, text],
      );
      await query("workflow", "update workflow set published_version = $3 where tenant_id = $1 and id = $2", [t.id, workflow.id, version]);
      const ticket = await t.ticket({ workflowId: workflow.id, formId, data: { x: 1, soon: "PT2M", who: p.id }, requesterId: t.lee.id });
      await cloud.drain(30_000);
      return ticket.id;
    },
  };
}
type Town = Awaited<ReturnType<typeof town>>;

/** Whatever may be done, sensible or not; `dice` picks what and by whom. Gives the status of the answer. */
async function anything(at: Town, id: string, dice: number): Promise<number> {
  const pick = <T>(of: readonly T[], salt: number): T => of[Math.floor(dice / salt) % of.length] as T; // lists here have something
  const open = await at.rows<{ id: string; refs: string[] }>(
    "select t.id, array_agg(c.ref) as refs from task t join task_candidate c on c.tenant_id = t.tenant_id and c.task_id = t.id where t.tenant_id = $1 and t.status = 'open' group by t.id order by t.id",
    [at.id],
  );
  const task = open.length > 0 ? pick(open, 7) : undefined;
  const handler = at.people.find((one) => task?.refs.includes(one.id)) ?? at.people[0];
  const by: Person = dice % 5 === 0 ? pick(at.people, 3) : (handler ?? at.admin);
  const on = { id: task?.id ?? crypto.randomUUID() };
  const nodes = (await at.state(id).catch(() => undefined))?.elements.map(({ node }) => node) ?? [];
  const incident = (await at.admin.send(listIncidents, { query: { limit: 1 } })).body.data[0]?.id ?? crypto.randomUUID();
  const approve = () => by.send(completeTask, { params: on, body: { outcome: "approve" } });
  const acts: (() => Promise<{ status: number; text: string }>)[] = [
    ...[approve, approve, approve, approve, approve],
    () => by.send(completeTask, { params: on, body: { outcome: "refuse", comment: "no" } }),
    () => by.send(completeTask, { params: on, body: { outcome: "opinion", comment: "hm" } }),
    () => by.send(completeTask, { params: on, body: { outcome: "approve", variables: { x: dice % 4 } } }),
    () => by.send(claimTask, { params: on }),
    () => by.send(unclaimTask, { params: on }),
    () => by.send(transferTask, { params: on, body: { to: at.s.id, reason: "x" } }),
    () => by.send(delegateTask, { params: on, body: { to: at.s.id } }),
    () => by.send(addSign, { params: on, body: { place: pick(["before", "after", "beside"] as const, 11), users: [at.s.id] } }),
    () => by.send(returnTask, { params: on, body: { to: nodes[0] ?? "start", mode: pick(["rerun", "straight"] as const, 13), reason: "x" } }),
    () => by.send(returnTask, { params: on, body: { reason: "x" } }),
    async () => {
      const done = (await by.send(listTasks, { query: { tab: "handled", limit: 1 } })).body.data[0]?.task?.id;
      return by.send(takeBackTask, { params: { id: done ?? on.id } });
    },
    () => at.lee.send(submitInstance, { params: { id }, body: { data: { x: dice % 3, soon: "PT1M" } } }),
    // Now and then only, since it ends so much.
    () => (dice % 3 ? approve() : at.lee.send(withdrawInstance, { params: { id } })),
    () => at.lee.send(urgeInstance, { params: { id } }),
    () => at.lee.send(ccInstance, { params: { id }, body: { users: [at.s.id] } }),
    () => at.admin.send(jumpInstance, { params: { id }, body: { to: `n${dice % 5}`, reason: "x" } }),
    () => at.admin.send(resolveIncident, { params: { id: incident }, body: { variables: { x: 2, soon: "PT1M" } } }),
    () => at.admin.send(resolveIncident, { params: { id: incident } }),
    () => at.admin.send(setInstanceVariables, { params: { id }, body: { variables: { x: dice % 4 }, reason: "x" } }),
    () => at.admin.send(sendMessage, { body: { name: pick(["m", "n"], 17), ...(dice % 2 ? { timeToLive: 600 } : {}) } }),
    () => later(pick([65, 1_900, 3_700], 19)).then(() => ({ status: 200, text: "" })),
  ];
  const { status, text } = await pick(acts, 1)();
  if (status >= 500) throw new Error(text);
  return status;
}

/** Nudges make what is owed, and then nothing happens any more until it is let go. */
async function settle(at: Town): Promise<() => void> {
  const { workflowWork } = cloud.consumers;
  for (let turn = 0; turn < 50; turn++) {
    await cloud.drain(30_000);
    await workflowWork.pause();
    let left = 0;
    for (const domain of ["workflow", "ticket"] as const) {
      const owed = await query(domain, "update outbox set next_try_at = now() - interval '1 minute' where tenant_id = $1 and parked is null returning 1", [
        at.id,
      ]);
      if (owed.length > 0) await cloud.send(`${domain}Work`, JSON.stringify({ type: "nudge", last: true }));
      left += owed.length;
    }
    if (left === 0) break;
    workflowWork.resume();
  }
  return () => workflowWork.resume();
}

test(`of ${runs} processes drawn without sense none is ever stuck in silence`, { timeout: 60_000 + runs * 30_000 }, async () => {
  vi.stubEnv("CONNECTOR_ALLOWED_HOSTS", "127.0.0.1");
  const ends = new Map<string, number>();
  let taken = 0;
  const cases = fc.sample(fc.tuple(sketches, fc.array(fc.nat(1_000_000), { minLength: 8, maxLength: 14 })), { numRuns: runs, seed });
  for (const [index, [sketch, dice]] of cases.entries()) {
    const at = await town();
    const id = await at.begins(sketch, 2);
    for (const die of dice) taken += (await anything(at, id, die)) < 300 ? 1 : 0;
    const goOn = await settle(at);
    const instances = await at.rows<Stored>("select * from instance where tenant_id = $1", [at.id]);
    expect(instances.length).toBeGreaterThan(0);
    for (const { state, workflow_id, workflow_version } of instances) {
      const [version] = await at.rows<{ definition: unknown }>(
        "select definition from workflow_version where tenant_id = $1 and workflow_id = $2 and number = $3",
        [at.id, workflow_id, workflow_version],
      );
      if (!isAlive(Definition.parse(version?.definition), state)) throw new Error(`Case ${index} of seed ${seed} is stuck: ${JSON.stringify(state)}`);
      ends.set(state.status, (ends.get(state.status) ?? 0) + 1);
    }
    await expectProcessesSettled(at).catch((error: unknown) => {
      throw new Error(`Case ${index} of seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
    });
    goOn();
    // However far it went, it can be ended, with all that it called; and the next has the clock for itself.
    await at.admin.send(terminateInstance, { params: { id }, body: { reason: "enough" } });
    (await settle(at))();
    expect(await at.rows("select id from instance where tenant_id = $1 and status = 'active'", [at.id])).toEqual([]);
  }
  console.log(`${taken} events were taken; ${JSON.stringify(Object.fromEntries(ends))}`);
  expect(taken).toBeGreaterThan(runs);
});
