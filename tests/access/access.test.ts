import { SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { createConnection } from "../../shared/contract/connection";
import { createForm } from "../../shared/contract/form";
import { createDepartment, createGroup } from "../../shared/contract/identity";
import { listIncidents } from "../../shared/contract/incident";
import { isInternal, type Route, routeKey } from "../../shared/contract/route";
import { routes } from "../../shared/contract/routes";
import { listTasks } from "../../shared/contract/task";
import { createWorkflow } from "../../shared/contract/workflow";
import { openTickets, sender, type Tenant, type Tickets } from "../ticket/fixture";
import { published, straight } from "../workflow/fixture";
import { guessed } from "./guessed";

/** Everything here is made from the route values: a new route is tested the day it is written. */
const all: readonly Route[] = Object.values(routes).flat();
const guarded = all.filter((route) => !isInternal(route) && route.roles !== "anyone");
const open = all.filter((route) => route.roles === "anyone");
const internal = all.filter(isInternal);
const limited = guarded.filter((route) => Array.isArray(route.roles) && !route.roles.includes("requester"));
const named = guarded.filter(({ path }) => path.includes("{id}"));
const titled = (some: readonly Route[]) => some.map((route) => [routeKey(route), route] as const);

let world: Tickets;
let acme: Tenant;
let globex: Tenant;
/** One of each kind of acme's things, by the first word of the path. */
let things: Record<string, string>;

beforeAll(async () => {
  world = await openTickets();
  [acme, globex] = [await world.tenant(), await world.tenant()];
  const by = acme.admin.send;
  const submitted = (await acme.submit()).body.address;
  const [running, stuck] = [await process(), await process("nobody")];
  await world.cloud.settled();
  const { body: inbox } = await acme.agent.send(listTasks, { query: { tab: "todo" } });
  things = {
    instances: running,
    tasks: inbox.data.find(({ instanceId }) => instanceId === running)?.task?.id ?? "",
    incidents: (await by(listIncidents, { query: { instance: stuck } })).body.data[0]?.id ?? "",
    tickets: (await acme.ticket({ status: "draft" })).id,
    submissions: submitted,
    users: acme.lee.id,
    groups: (await by(createGroup, { body: { name: "it" } })).body.id,
    departments: (await by(createDepartment, { body: { name: "IT" } })).body.id,
    forms: (await by(createForm, { body: { name: "Leave", definition: { fields: [] } } })).body.id,
    connections: (await by(createConnection, { body: { name: "erp" } })).body.id,
    workflows: (await by(createWorkflow, { body: { name: "Leave", steps: [{ name: "Approve", stepType: "manual", sequence: 1, metadata: {} }] } })).body.id,
  };
  expect(Object.values(things).every(Boolean)).toBe(true);
});

/** A ticket with a process that asks the agent, or whom there is not. */
async function process(group?: string): Promise<string> {
  const definition = straight();
  const participants = group === undefined ? [{ from: "users" as const, users: [acme.agent.id] }] : [{ from: "groups" as const, groups: [group] }];
  const nodes = definition.nodes.map((node) => (node.type === "userTask" ? { ...node, participants } : node));
  const { id: workflowId } = await published(acme, { definition: { ...definition, nodes } });
  return (await acme.ticket({ workflowId })).id;
}

const url = ({ path }: Route, id: string = crypto.randomUUID()) =>
  world.cloud.urls.api +
  path
    .replace("{id}", id)
    .replace("{n}", "1")
    .replace(/\{\w+\}/g, crypto.randomUUID());

async function raw(route: Route, authorization?: string) {
  const reply = await fetch(url(route), { method: route.method, headers: { ...(authorization && { authorization }) } });
  return { status: reply.status, text: await reply.text() };
}

const claims = () => ({ sub: acme.admin.subject, tenant: acme.id, email: `admin@${acme.id}.test`, email_verified: true });
const refused = { status: 401, text: '{"message":"Unauthorized"}' };

describe.each(titled(guarded))("%s lets nobody in", (_, route) => {
  test("without a token, or with what is none", async () => {
    expect(await raw(route)).toEqual(refused);
    expect(await raw(route, "Bearer nonsense")).toEqual(refused);
    expect(await raw(route, "Basic YWRtaW46YWRtaW4=")).toEqual(refused);
  });
  test("with an expired token", async () => {
    expect(await raw(route, `Bearer ${await world.cloud.issueToken({ ...claims(), expiresIn: -60 } as never)}`)).toEqual(refused);
  });
  test("with a token for another audience", async () => {
    const token = await world.cloud.keys.sign({ ...claims(), aud: "somebody-else", client_id: "somebody-else" }, 600);
    expect(await raw(route, `Bearer ${token}`)).toEqual(refused);
  });
  test("with a token of another issuer, or one that is not signed", async () => {
    const foreign = await new SignJWT({ ...claims(), aud: "pflow-api" })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("https://evil.test")
      .setExpirationTime("1h")
      .sign(new Uint8Array(32));
    expect(await raw(route, `Bearer ${foreign}`)).toEqual(refused);
    const unsigned = new UnsecuredJWT({ ...claims(), aud: "pflow-api" }).setIssuer(world.cloud.urls.issuer).setExpirationTime("1h").encode();
    expect(await raw(route, `Bearer ${unsigned}`)).toEqual(refused);
  });
});

test.each(titled(guarded))("%s refuses a token without a tenant", async (_, route) => {
  for (const tenant of ["", "Not A Tenant"]) {
    const token = await world.cloud.keys.sign({ ...claims(), tenant, aud: "pflow-api", client_id: "pflow-console" }, 600);
    const reply = await raw(route, `Bearer ${token}`);
    expect([reply.status, JSON.parse(reply.text).code]).toEqual([401, "not-signed-in"]);
  }
});

test.each(titled(limited))("%s is not for requesters", async (_, route) => {
  const reply = await raw(route, `Bearer ${acme.lee.token}`);
  expect(reply.status).toBe(403);
  expect(JSON.parse(reply.text)).toMatchObject({ code: "not-allowed" });
});

test.each(titled(guarded.filter(({ roles }) => Array.isArray(roles))))("%s is not for who was deactivated", async (_, route) => {
  const gone = await deactivated();
  const reply = await raw(route, `Bearer ${gone}`);
  expect([reply.status, JSON.parse(reply.text).code]).toEqual([403, "deactivated"]);
});

let goneToken: Promise<string> | undefined;
function deactivated(): Promise<string> {
  goneToken ??= (async () => {
    const gone = await acme.person("gone", ["admin"]);
    await world.databases.query("identity", "update collaborator set active = false where id = $1", [gone.id]);
    return world.cloud.issueToken({ sub: gone.subject, tenant: acme.id, email: `gone@${acme.id}.test` });
  })();
  return goneToken;
}

describe.each(titled(named))("%s", (_, route) => {
  test("does not reveal what another tenant has: foreign and missing are the same 404", async () => {
    const kind = Object.keys(things).findLast((word) => route.path.includes(`/${word}/`)) ?? "";
    const sample = { params: guessed(route.params), query: guessed(route.query) as object, body: guessed(route.body) as never };
    const send = sender(world.cloud, globex.admin.token);
    const ask = async (id: string | undefined) => {
      const reply = await send(route, { ...sample, params: { ...(sample.params as object), id } });
      const { requestId, ...body } = reply.problem;
      return { status: reply.status, body, headers: reply.headers.get("content-type"), known: typeof requestId };
    };
    const foreign = await ask(things[kind]);
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(await ask(kind === "submissions" ? "AAAAAAAAAAAAAAAAAAAAAAAAAAAA" : crypto.randomUUID()));
  });
});

test.each(titled(open))("%s needs no token", async (_, route) => {
  const reply = await raw(route);
  expect(reply.status).not.toBe(401);
});

test.each(titled(internal))("%s is in no gateway, whoever asks", async (_, route) => {
  expect(await raw(route, `Bearer ${acme.admin.token}`)).toEqual({ status: 404, text: '{"message":"Not Found"}' });
});

test.each(titled(guarded.filter(({ path }) => !path.includes("{"))))("%s is the same with a trailing slash", async (_, route) => {
  const [plain, slashed] = await Promise.all([
    raw(route, `Bearer ${acme.lee.token}`),
    raw({ ...route, path: `${route.path}/` } as Route, `Bearer ${acme.lee.token}`),
  ]);
  expect(slashed.status).toBe(plain.status);
});
