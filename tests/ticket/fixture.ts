/** The ticket domain with its neighbours, on databases of its own: asked as people ask it, by HTTP. */
import { afterAll } from "vitest";
import type * as z from "zod";
import { askBy } from "../../functions/kit/ask";
import { type Cloud, type CloudOptions, startCloud } from "../../local/cloud";
import { type Role, system } from "../../shared/contract/actor";
import { createForm, publishForm } from "../../shared/contract/form";
import type { FormDefinition } from "../../shared/contract/form-definition";
import { getMe } from "../../shared/contract/identity";
import { inviteUser } from "../../shared/contract/identity-calls";
import type { Notification } from "../../shared/contract/notification";
import type { ProblemReply } from "../../shared/contract/problem";
import type { Route } from "../../shared/contract/route";
import { getSubmission, type SubmissionBody, submitTicket } from "../../shared/contract/submission";
import { createTicket, getTimeline, listTickets, type Ticket, type TimelineEntry } from "../../shared/contract/ticket";
import { freshDatabases, type TestDatabases } from "../support/databases";

type Sent<R extends Route> = { params?: z.input<R["params"]>; query?: z.input<R["query"]>; body?: z.input<R["body"]>; headers?: Record<string, string> };
export type Refused = { problem: ProblemReply };
/** `body` is whatever came, typed as the route's reply; `problem` is the same, read as a refusal. */
export type Reply<R extends Route> = { status: number; body: z.output<R["reply"]>; problem: ProblemReply; headers: Headers; text: string };
export type Send = <R extends Route>(route: R, sent?: Sent<R>) => Promise<Reply<R>>;
export type Person = { id: string; send: Send; subject: string; token: string };
export type Tickets = Awaited<ReturnType<typeof openTickets>>;
export type Tenant = Awaited<ReturnType<typeof openTenant>>;

/** Consumers run unless `consume: false`. */
export async function openTickets(options: CloudOptions = {}) {
  const databases = await freshDatabases();
  const cloud = await startCloud({ data: databases, ...options });
  afterAll(async () => {
    await cloud.close();
    await databases.close();
  });
  return { databases, cloud, tenant: (id?: string) => openTenant({ databases, cloud, now: options.now ?? Date.now }, id) };
}

let tenants = 0;

async function openTenant({ databases, cloud, now }: { databases: TestDatabases; cloud: Cloud; now: () => number }, id = `t${++tenants}`) {
  const inside = <R extends Route>(route: R, sent: Sent<R>) => askBy(now() + 20_000, "test")("identity", route, system(id), sent);

  async function person(name: string, roles: Role[]): Promise<Person> {
    const email = `${name}@${id}.test`;
    const subject = `${id}-${name}`;
    await inside(inviteUser, { body: { email, name, roles } });
    const token = await cloud.issueToken({ tenant: id, email, sub: subject });
    const send = sender(cloud, token);
    return { id: (await send(getMe)).body.id, send, subject, token };
  }
  const people = { admin: await person("admin", ["admin"]), agent: await person("agent", ["agent"]), lee: await person("lee", ["requester"]) };

  return {
    id,
    ...people,
    person,
    databases,
    rows: <Row extends Record<string, unknown>>(sql: string, values: unknown[] = []) => databases.query<Row>("ticket", sql, values),
    /** A published form of these fields; its id. */
    async form(definition: Partial<FormDefinition> = {}, publish = true): Promise<string> {
      const made = await people.admin.send(createForm, {
        body: {
          name: "Form",
          definition: { fields: [{ key: "amount", label: "Amount", type: "number", required: true, min: 1 }], rules: [], ...definition } as never,
        },
      });
      if (made.status !== 201) throw new Error(made.text);
      if (publish) await people.admin.send(publishForm, { params: { id: made.body.id } });
      return made.body.id;
    },
    async ticket(more: Partial<z.input<typeof createTicket.body>> = {}, by = people.agent): Promise<Ticket> {
      const made = await by.send(createTicket, { body: { title: "Printer is broken", ...more } });
      if (made.status !== 201) throw new Error(made.text);
      return made.body;
    },
    submit: (body: Partial<z.input<typeof SubmissionBody>> = {}, by = people.lee) => by.send(submitTicket, { body: { title: "Printer is broken", ...body } }),
    submission: async (address: string, by = people.lee) => (await by.send(getSubmission, { params: { id: address } })).body,
    async timeline(ticketId: string, by = people.admin): Promise<TimelineEntry[]> {
      return allPages((cursor) => by.send(getTimeline, { params: { id: ticketId }, query: { limit: 100, cursor } }));
    },
    tickets: (by = people.admin) => allPages((cursor) => by.send(listTickets, { query: { limit: 100, cursor } })),
    notifications: (userId?: string) =>
      databases.query<{ type: Notification["type"]; ticket_id: string; user_id: string; event_id: string; ticket_number: number }>(
        "gateway",
        `select * from notification where tenant_id = $1 and ($2::uuid is null or user_id = $2::uuid) order by id`,
        [id, userId ?? null],
      ),
  };
}

async function allPages<T>(page: (cursor?: string) => Promise<{ status: number; text: string; body: { data: T[]; nextCursor: string | null } }>): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const { body, status, text } = await page(cursor);
    if (status !== 200) throw new Error(text);
    all.push(...body.data);
    if (body.nextCursor === null) return all;
    cursor = body.nextCursor;
  }
}

export const sender =
  (cloud: Pick<Cloud, "urls">, token: string): Send =>
  async (route, { params = {}, query = {}, body, headers = {} } = {}) => {
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String((params as Record<string, unknown>)[name])));
    const search = new URLSearchParams(Object.entries(query as object).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
    return raw(cloud, token, route.method, `${path}?${search}`, body === undefined ? undefined : JSON.stringify(body), headers);
  };

/** Any text as the body; the reply's body is whatever came. */
export async function raw(cloud: Pick<Cloud, "urls">, token: string, method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${cloud.urls.api}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const parsed = text && /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : undefined;
  return { status: response.status, body: parsed, problem: parsed, headers: response.headers, text };
}
