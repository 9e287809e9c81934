/** Tickets under processes, with a word on what the workflow domain does with what they owe it: where it is away, reports are made by the test alone. */
import { randomUUID } from "node:crypto";
import { afterEach } from "vitest";
import type * as z from "zod";
import { askBy } from "../../functions/kit/ask";
import { productionHandlers } from "../../local/handlers";
import { system } from "../../shared/contract/actor";
import { reportProcess } from "../../shared/contract/process-report";
import { type Route, routeKey } from "../../shared/contract/route";
import { getTicket, type Ticket } from "../../shared/contract/ticket";
import { published } from "../workflow/fixture";
import { openTickets, type Tenant } from "./fixture";

type Report = z.input<typeof reportProcess.body>;
type Line = Report["lines"][number];
export type Told = Partial<Report> & Pick<Report, "ticketId" | "version">;

export async function openProcesses() {
  let answer: "away" | "refuses" | "takes" = "away";
  const delivered: { route: string; actor: { tenantId: string }; body: object }[] = [];
  const { domain } = productionHandlers();
  const opened = await openTickets({
    handlers: {
      domain: (name) => async (event, context) => {
        const { deliveries } = event as { deliveries?: typeof delivered };
        if (name !== "workflow" || !deliveries || answer === "takes") return (await domain(name))(event, context);
        delivered.push(...deliveries);
        if (answer === "away") throw new Error("The workflow domain is away.");
        return {
          outcomes: deliveries.map(() => ({ type: "", title: "", status: 404, detail: "There is no such version.", code: "not-found", requestId: "" })),
        };
      },
    },
  });
  afterEach(() => {
    answer = "away";
    for (const name of ["workflow", "identity"] as const) opened.cloud.away(name, null);
  });
  return {
    ...opened,
    /** What was delivered to the workflow domain, but not taken. */
    delivered,
    /** Until the end of the test. */
    workflow(does: typeof answer) {
      answer = does;
    },
  };
}

export const at = "2026-12-01T01:00:00.000Z";
export const says = (action: string, more: Partial<Line> = {}): Line => ({ at, actorId: null, action, ...more });

/** As the workflow domain delivers them: one list, oldest first. */
export async function report(t: Pick<Tenant, "id">, ...reports: Told[]): Promise<(string | null)[]> {
  const deliveries = reports.map((body) => ({
    ...{ route: routeKey(reportProcess), entity: body.ticketId, eventId: randomUUID(), actor: system(t.id) },
    body: { lines: [], readers: [], handlers: [], incident: null, hides: false, ...body },
  }));
  return (await askBy(Date.now() + 20_000, "test").deliver("ticket", deliveries)).map((problem) => problem && `${problem.code}: ${problem.detail}`);
}

/** What tickets owe the workflow domain, oldest first. */
export const owed = (t: Tenant, route: Route) =>
  t.rows<{ entity: string; body: object; parked: string | null }>(
    "select * from outbox where tenant_id = $1 and receiver = 'workflow' and route = $2 order by seq",
    [t.id, routeKey(route)],
  );

/** An open ticket of Lee's under a workflow. */
export async function underWay(t: Tenant, more: Parameters<Tenant["ticket"]>[0] = {}): Promise<Ticket> {
  const { id: workflowId } = await published(t);
  const formId = await t.form();
  return t.ticket({ workflowId, formId, data: { amount: 5 }, requesterId: t.lee.id, ...more });
}

export const see = async (t: Tenant, { id }: { id: string }, by = t.admin) => (await by.send(getTicket, { params: { id } })).body;
export const counters = async (t: Tenant) => (await t.rows<Record<string, number>>("select * from ticket_counter where tenant_id = $1", [t.id]))[0] ?? {};
export const actions = async (t: Tenant, { id }: { id: string }) => (await t.timeline(id)).map(({ action }) => action);
