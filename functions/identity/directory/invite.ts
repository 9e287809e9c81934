import { sql } from "drizzle-orm";
import type { Collaborator } from "../../../shared/contract/identity";
import { inviteUser } from "../../../shared/contract/identity-calls";
import { jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";
import { endpoint } from "../../kit/endpoint";
import { newId } from "../../kit/ids";
import { collaboratorJson } from "../rows";

export const invite = endpoint(inviteUser, async ({ actor, body, db }) => {
  const name = body.name ?? body.email.split("@")[0]?.slice(0, 80);
  const [user] = await jsonRows<Collaborator>(
    db,
    sql`
    insert into collaborator as u (tenant_id, id, kind, email, name, roles, created_at, updated_at)
    values (${actor.tenantId}, ${newId()}::uuid, 'person', ${body.email}, ${name}, array(select jsonb_array_elements_text(${JSON.stringify(body.roles)}::jsonb)),
      ${date()}::timestamptz, ${date()}::timestamptz)
    on conflict (tenant_id, email) do update set active = true, roles = array(select distinct unnest(u.roles || excluded.roles) order by 1),
      version = u.version + 1, updated_at = excluded.updated_at
    returning ${collaboratorJson}::text as json`,
  );
  return user as Collaborator;
});
