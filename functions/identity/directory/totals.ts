import { sql } from "drizzle-orm";
import type * as z from "zod";
import { countUsers } from "../../../shared/contract/directory";
import { jsonRows } from "../../db/rows";
import { endpoint } from "../../kit/endpoint";

type Totals = z.infer<typeof countUsers.reply>;

export const totals = endpoint(countUsers, async ({ actor, db }) => {
  const [counted] = await jsonRows<Totals>(
    db,
    sql`
    select json_build_object('total', count(*), 'active', count(*) filter (where u.active),
        'joined', count(*) filter (where u.active and u.kind = 'person' and u.subject is not null), 'byRole', json_build_object(
        'admin', count(*) filter (where u.active and 'admin' = any(u.roles)),
        'agent', count(*) filter (where u.active and 'agent' = any(u.roles)),
        'requester', count(*) filter (where u.active and 'requester' = any(u.roles))),
      'groups', (select count(*) from user_group g where g.tenant_id = ${actor.tenantId}),
      'departments', (select count(*) from department d where d.tenant_id = ${actor.tenantId})
    )::text as json from collaborator u where u.tenant_id = ${actor.tenantId}`,
  );
  return counted as Totals;
});
