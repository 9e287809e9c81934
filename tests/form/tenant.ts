// Forms over HTTP, as admins, agents and requesters of a tenant that nobody else has.
import { randomBytes } from "node:crypto";
import type * as z from "zod";
import { askBy } from "../../functions/kit/ask";
import { type Role, system } from "../../shared/contract/actor";
import { createForm, type Form, publishForm } from "../../shared/contract/form";
import { inviteUser } from "../../shared/contract/identity-calls";
import type { ProblemReply } from "../../shared/contract/problem";
import type { Route } from "../../shared/contract/route";
import { leave } from "../rules/form/forms";
import { openCloud } from "../support/cloud";

type SentTo<R extends Route> = { params?: z.input<R["params"]>; query?: z.input<R["query"]>; body?: z.input<R["body"]> };
type Reply<R extends Route> = { status: number; headers: Headers; body: z.output<R["reply"]> & Pick<Partial<ProblemReply>, "errors" | "code" | "detail"> };

/** An id that no form has. */
export const nobody = "0198c0de-0000-7000-8000-00000000dead";
/** All that a stranger can see of a refusal. */
export const seen = ({ status, body }: { status: number; body: unknown }) => ({ status, text: JSON.stringify({ ...(body as object), requestId: undefined }) });

const ask = () => askBy(Date.now() + 10_000, "test");

/** Closes itself after the file's last test. */
export async function openForms() {
  const cloud = await openCloud();

  async function person(tenant: string, role: Role) {
    const email = `${role}@${tenant}.test`;
    await ask()("identity", inviteUser, system(tenant), { body: { email, name: role, roles: [role] } });
    return async <R extends Route>(route: R, { params, query, body }: SentTo<R> = {}): Promise<Reply<R>> => {
      const given = params as Record<string, unknown>; // a path with parameters comes with them
      const path = route.path.replace(/^\/api/, "").replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name])));
      const search = new URLSearchParams(Object.entries(query ?? {}).map(([name, value]) => [name, String(value)]));
      // The tests say what they expect of it.
      return (await cloud.call(`${route.method} /api${path}?${search}`, { as: { email, tenant }, body })) as Reply<R>;
    };
  }

  return {
    async tenant() {
      const name = `t-${randomBytes(5).toString("hex")}`;
      const [admin, agent, requester] = [await person(name, "admin"), await person(name, "agent"), await person(name, "requester")];
      const form = async (more: Partial<z.input<typeof createForm.body>> = {}): Promise<Form> => {
        const { status, body } = await admin(createForm, { body: { name: "请假申请", definition: leave, ...more } });
        if (status !== 201) throw new Error(JSON.stringify(body));
        return body;
      };
      return {
        admin,
        agent,
        requester,
        form,
        async publishedForm(): Promise<Form> {
          const { id, version } = await form();
          return (await admin(publishForm, { params: { id }, body: { version } })).body;
        },
        /** As another domain asks: throws the receiver's problem. */
        ask: <R extends Route>(route: R, body: z.input<R["body"]>) => ask()("form", route, system(name), { body }),
      };
    },
  };
}
