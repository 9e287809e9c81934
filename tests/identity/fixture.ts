/** Identity on a database of its own, asked as people ask it (HTTP) and as other domains do (Invoke). */
import type * as z from "zod";
import { askBy } from "../../functions/kit/ask";
import { now } from "../../functions/kit/clock";
import type { TokenFor } from "../../local/issuer-keys";
import { system } from "../../shared/contract/actor";
import type { Domain } from "../../shared/contract/domain";
import { createUser, getMe } from "../../shared/contract/identity";
import { inviteUser } from "../../shared/contract/identity-calls";
import type { Route } from "../../shared/contract/route";
import { openCloud, type TestCloud } from "../support/cloud";

type Sent<R extends Route> = { params?: z.input<R["params"]>; query?: z.input<R["query"]>; body?: z.input<R["body"]> };
export type Reply<R extends Route> = { status: number; body: z.output<R["reply"]> & { code?: string; errors?: { path: string; code?: string }[] } };
/** Sends as one person or program; the body is whatever came, typed as the route's reply. */
export type Send = <R extends Route>(route: R, sent?: Sent<R>) => Promise<Reply<R>>;

export async function openIdentity() {
  const cloud = await openCloud({ consume: false });
  return { cloud, query: cloud.databases.query, tenant: () => openTenant(cloud) };
}

let tenants = 0;

async function openTenant(cloud: TestCloud) {
  const id = `t${++tenants}`;
  const email = (name: string) => `${name}@${id}.test`;
  const inside = <R extends Route>(route: R, sent: Sent<R> = {}, to: Domain = "identity") => askBy(now() + 20_000, "test")(to, route, system(id), sent);
  const as = (who: TokenFor): Send => sender(cloud, { tenant: id, ...who });
  const admin = await inside(inviteUser, { body: { email: email("admin"), name: "Admin", roles: ["admin"] } });
  const byAdmin = as({ email: email("admin") });
  return {
    id,
    email,
    /** Asks as another domain does. */
    inside,
    as,
    admin,
    byAdmin,
    /** Somebody who has not signed in yet. */
    async invite(name: string, more: Partial<z.input<typeof createUser.body>> = {}) {
      const { status, body } = await byAdmin(createUser, { body: { name, email: email(name.replaceAll(" ", ".")), ...more } });
      if (status !== 201) throw new Error(`${name} could not be invited: ${JSON.stringify(body)}`);
      return body;
    },
    /** Somebody who was invited and has signed in. */
    async join(name: string, more: Partial<z.input<typeof createUser.body>> = {}) {
      const { email: address } = await this.invite(name, more);
      const send = as({ email: address ?? "" });
      return { send, ...(await send(getMe)).body };
    },
  };
}
export type Tenant = Awaited<ReturnType<typeof openTenant>>;

const sender =
  (cloud: TestCloud, who: TokenFor): Send =>
  async <R extends Route>(route: R, { params, query, body }: Sent<R> = {}) => {
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[name])));
    const search = new URLSearchParams(Object.entries((query as object | undefined) ?? {}).map(([name, value]) => [name, String(value)]));
    const reply = await cloud.call(`${route.method} ${path}?${search}`, { as: who, body });
    // The endpoint parsed it by this route, or it is a problem.
    return { status: reply.status, body: reply.body === "" ? undefined : reply.body } as Reply<R>;
  };
