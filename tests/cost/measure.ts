// Counts what one ticket takes on the local platform: submitted and read once, and where it has a process, until its last task is done.
import { askBy } from "../../functions/kit/ask";
import { system } from "../../shared/contract/actor";
import { inviteUser } from "../../shared/contract/identity-calls";
import type { DefinitionInput } from "../../shared/process/definition";
import { type Meter, openMetered } from "./meter";
import type { Counts } from "./prices";

export type Measured = Counts & { perBatch: number; lambdaMs: number; counted: Meter };

type Options = {
  tickets: number;
  /** Approvals in a process, one after another, of different people. */
  tasks: number;
  memoryMb: number;
  /** A function of 512 MB has a third of a core, and this machine a whole one. */
  slower: number;
};

type Call = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;

/** Of a ticket without a process, and of one with. */
export async function measure(options: Options): Promise<{ plain: Measured; withProcess: Measured }> {
  const metered = await openMetered();
  try {
    const { people, workflowId } = await office(metered.cloud, options.tasks);
    const run = async (from: number, workflowId?: string) => {
      // What is done once only (users, counters, code that gets warm) is not a ticket's.
      await raise(metered.cloud, people, { count: Math.min(30, options.tickets), from, workflowId });
      await metered.reset();
      await raise(metered.cloud, people, { count: options.tickets, from: from + 1_000, workflowId });
      return measured(await metered.read(), options);
    };
    return { plain: await run(0), withProcess: await run(100_000, workflowId) };
  } finally {
    await metered.close();
  }
}

type Cloud = Awaited<ReturnType<typeof openMetered>>["cloud"];
type People = { requester: Call; approvers: Call[] };

/** Who raises tickets, who decides on them, and by which workflow. */
async function office(cloud: Cloud, tasks: number): Promise<{ people: People; workflowId: string }> {
  const call = async (name: string): Promise<Call> => {
    const token = await cloud.issueToken({ sub: name, email: `${name}@cost.test`, tenant: "cost", name });
    return async (method, path, body) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const reply = await fetch(new URL(path, cloud.urls.api), { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
      if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as Record<string, unknown>;
    };
  };
  const requester = await call("requester");
  const ids: string[] = [];
  const approvers: Call[] = [];
  for (let n = 0; n < tasks; n++) {
    const body = { email: `approver${n}@cost.test`, roles: ["admin"] as ["admin"] };
    ids.push((await askBy(Date.now() + 10_000, "cost")("identity", inviteUser, system("cost"), { body })).id);
    approvers.push(await call(`approver${n}`));
  }
  const [admin] = approvers;
  if (!admin) throw new Error("A process has at least one task.");
  const { id: workflowId } = (await admin("POST", "/api/workflows", { name: "Approvals", definition: approvals(ids) })) as { id: string };
  await admin("POST", `/api/workflows/${workflowId}/publish`, {});
  return { people: { requester, approvers }, workflowId };
}

function approvals(ids: readonly string[]): DefinitionInput {
  const steps = ["start", ...ids.map((_, n) => `task${n}`), "end"];
  return {
    nodes: [
      { id: "start", type: "startEvent" },
      ...ids.map((id, n) => ({
        id: `task${n}`,
        type: "userTask" as const,
        name: `Approval ${n + 1}`,
        participants: [{ from: "users" as const, users: [id] }],
      })),
      { id: "end", type: "endEvent" },
    ],
    flows: steps.slice(1).map((to, n) => ({ id: `flow${n}`, from: steps[n] ?? "", to })),
  };
}

type Raise = { count: number; from: number; workflowId?: string };

async function raise(cloud: Cloud, { requester, approvers }: People, { count, from, workflowId }: Raise): Promise<void> {
  const addresses: unknown[] = [];
  await cloud.consumers.ticketSubmissions.pause();
  for (let n = from; n < from + count; n++) {
    const body = { title: `Ticket ${n}`, description: "Measured for its cost.", clientReference: `cost-${n}`, workflowId };
    addresses.push((await requester("POST", "/api/tickets/submissions", body)).address);
  }
  await cloud.consumers.ticketSubmissions.resume();
  await cloud.settled(60_000);
  if (workflowId) for (const approver of approvers) await decideAll(approver);
  for (const address of addresses) {
    const { ticketId } = await requester("GET", `/api/tickets/submissions/${address}`);
    const { status } = await requester("GET", `/api/tickets/${ticketId}`);
    if (workflowId && status !== "resolved") throw new Error(`A ticket's process is not over: it is ${status}.`);
  }
}

/** As a person does it: looks into the inbox, opens the first task, decides, and looks again. */
async function decideAll(approver: Call): Promise<void> {
  for (;;) {
    const { data } = (await approver("GET", "/api/tasks?limit=20")) as { data: { task: { id: string } | null }[] };
    const id = data[0]?.task?.id;
    if (!id) return;
    await approver("GET", `/api/tasks/${id}`);
    await approver("POST", `/api/tasks/${id}/complete`, { outcome: "approve" });
  }
}

function measured(counted: Meter, { tickets, memoryMb, slower }: Options): Measured {
  const per = (count: number) => count / tickets;
  const invocations = counted.http + counted.inner + counted.batches;
  const lambdaMs = per(counted.ms) * slower;
  return {
    apiCalls: per(counted.http),
    innerCalls: per(counted.inner),
    batches: per(counted.batches),
    // Of each batch, Lambda's poller makes one request to receive it and one to delete it.
    sqsRequests: per(counted.sqs + 2 * counted.batches),
    dataApiCalls: per(counted.dataApi),
    lambdaMs,
    gbSeconds: (lambdaMs / 1000) * (memoryMb / 1024),
    // Our lines; Lambda's own of each invocation, and a line of the access log.
    logBytes: per(counted.lines) + per(invocations) * 550 + per(counted.http) * 400,
    perBatch: tickets / counted.drains,
    counted,
  };
}
