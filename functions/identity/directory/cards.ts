import { sql } from "drizzle-orm";
import { type ContactCard, userCards } from "../../../shared/contract/identity-calls";
import { jsonRows } from "../../db/rows";
import { endpoint } from "../../kit/endpoint";
import { cardJson } from "../rows";

export const cards = endpoint(userCards, async ({ actor, body, db }) => {
  const wanted = JSON.stringify([...body.ids.map((id) => ({ id })), ...body.emails.map((email) => ({ email: email.trim().toLowerCase() }))]);
  const users = await jsonRows<ContactCard>(
    db,
    sql`
    with wanted as (select * from jsonb_to_recordset(${wanted}::jsonb) as w(id uuid, email text)), found as (
      select u.id from wanted w join collaborator u on u.tenant_id = ${actor.tenantId} and u.id = w.id
      union select u.id from wanted w join collaborator u on u.tenant_id = ${actor.tenantId} and u.email = w.email
    )
    select (${cardJson(sql`u`)}::jsonb || jsonb_build_object('active', u.active, 'roles', u.roles, 'locale', u.locale, 'timeZone', u.time_zone))::text as json
    from found f join collaborator u on u.tenant_id = ${actor.tenantId} and u.id = f.id order by u.name collate "C", u.id`,
  );
  return { users };
});
