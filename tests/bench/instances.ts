// Processes through the whole platform: a ticket with a workflow, its task in the inbox, a decision, and the ticket resolved; also with many others waiting.
import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Submission } from "../../shared/contract/submission";
import { type Call, type Sample, send } from "./load";
import type { Place } from "./tickets";

/** Somebody who raises tickets that are theirs to decide. */
export type Person = { token: string; workflowId: string };

type Ask = <T>(call: Call) => Promise<T>;

/** How a ticket is raised: `submit` as people do, through the queue, asking until it is one; `create` at once, as programs may. Gives the ticket's id. */
export const raisings = {
  async submit(ask: Ask, body: object): Promise<string> {
    const { address } = await ask<{ address: string }>({ method: "POST", path: "/api/tickets/submissions", body: JSON.stringify(body) });
    for (let wait = firstWait; ; wait *= 1.5) {
      await pause(wait);
      const { status, ticketId, reason } = await ask<Submission>({ method: "GET", path: `/api/tickets/submissions/${address}` });
      if (status === "failed") throw new Error(`A submission failed: ${reason}`);
      if (ticketId) return ticketId;
    }
  },
  async create(ask: Ask, body: object): Promise<string> {
    return (await ask<{ id: string }>({ method: "POST", path: "/api/tickets", body: JSON.stringify(body) })).id;
  },
};

/** Ms before the first look at what became of a submission, as the console waits; half as much again each time. */
const firstWait = 250;

/** Ms: people do not all begin in the same moment, in which each would wait for all others, and would go on in step with them. */
const arriveWithin = 500;

type Whole = { desk: readonly Person[]; count: number; atOnce: number; raise: keyof typeof raisings };

/** So many at once, each from raising a ticket to the read that shows it resolved: raise, inbox, decide, read. Latencies in ms of the whole of it. */
export async function completeInstances(api: string, { desk, count, atOnce, raise }: Whole): Promise<Sample> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const latencies = new Float64Array(count);
  let [next, errors, last] = [0, 0, ""];
  const askAs =
    (token: string): Ask =>
    async (call) => {
      const { status, body } = await send(agent, api, token, call);
      if (status >= 400) throw new Error(`${call.method} ${call.path}: ${status} ${body}`);
      return JSON.parse(body);
    };
  const one = async (index: number) => {
    const { token, workflowId } = desk[index % desk.length] as Person; // there is somebody
    const ask = askAs(token);
    const id = await raisings[raise](ask, { title: `请假 ${index}`, workflowId });
    const task = await appears(ask, id);
    await ask({ method: "POST", path: `/api/tasks/${task}/complete`, body: JSON.stringify({ outcome: "approve" }) });
    const { status } = await ask<{ status: string }>({ method: "GET", path: `/api/tickets/${id}` });
    if (status !== "resolved") throw new Error(`The ticket is ${status}.`);
  };
  const started = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async (_, person) => {
      await pause((person * arriveWithin) / atOnce);
      while (next < count) {
        const index = next++;
        const at = performance.now();
        await one(index).catch((error: unknown) => {
          errors++;
          last = String(error);
        });
        latencies[index] = performance.now() - at;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  latencies.sort();
  const at = (share: number) => latencies[Math.min(count - 1, Math.floor(count * share))] ?? 0;
  return { requests: count, seconds, perSecond: count / seconds, p50: at(0.5), p99: at(0.99), errors, last };
}

type Inbox = { data: { ticketId: string; task: { id: string } }[] };

/** The newest is on the first page; where it is not there yet, the start is still on its way. */
async function appears(ask: Ask, ticketId: string): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    const { data } = await ask<Inbox>({ method: "GET", path: "/api/tasks?limit=20" });
    const found = data.find((item) => item.ticketId === ticketId);
    if (found) return found.task.id;
  }
  throw new Error("It did not appear in the inbox.");
}

/** As many instances that wait like `instanceId` does: for a hundred people each, but a hundredth of them for whom it waits. */
export async function waitingToo(place: Place, tenant: string, instanceId: string, count: number): Promise<void> {
  const client = new pg.Client({ database: "pflow_workflow", ...place });
  await client.connect();
  try {
    const uuid = (what: string) => `overlay(overlay(md5('${what}' || n) placing '4' from 13) placing '8' from 17)::uuid`;
    const earlier = (column: string) => `x.${column} - n * interval '1 second'`;
    const people = `case when n % 100 = 0 then x.ref else overlay(overlay(md5('p' || n % 1000) placing '4' from 13) placing '8' from 17)::uuid end`;
    const ofTask = "x.task_id in (select t.id from task t where t.tenant_id = $1 and t.instance_id = $2)";
    await copy(client, "task_candidate", { task_id: uuid("task"), ref: people, opened_at: earlier("opened_at") }, ofTask);
    await copy(client, "task", { id: uuid("task"), instance_id: uuid("instance"), opened_at: earlier("opened_at") }, "x.instance_id = $2");
    await copy(client, "instance_event", { instance_id: uuid("instance") }, "x.instance_id = $2");
    await copy(client, "instance", { id: uuid("instance"), ticket_id: uuid("instance"), started_at: earlier("started_at") }, "x.id = $2");
    await client.query("update workflow_counter set open_tasks = open_tasks + $2, active_instances = active_instances + $2 where tenant_id = $1", [
      tenant,
      count,
    ]);
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }

  async function copy(db: pg.Client, table: string, changed: Record<string, string>, where: string) {
    const { rows } = await db.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_name = $1 order by ordinal_position",
      [table],
    );
    const values = rows.map(({ name }) => changed[name] ?? `x.${name}`);
    await db.query(
      `insert into ${table} (${rows.map(({ name }) => name)}) select ${values} from ${table} x, generate_series(1, $3::int) n where x.tenant_id = $1 and ${where}`,
      [tenant, instanceId, count],
    );
  }
}
