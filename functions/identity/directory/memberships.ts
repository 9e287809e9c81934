import { sql } from "drizzle-orm";
import { listMemberships, type Membership } from "../../../shared/contract/directory";
import { jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";
import { endpoint } from "../../kit/endpoint";
import { standsInFor, substituteOf } from "../absence/queries";

export const memberships = endpoint(listMemberships, async ({ actor, body, db }) => ({
  memberships: await jsonRows<Membership>(
    db,
    sql`
    select json_build_object('userId', u.id, 'active', u.active, 'roles', u.roles, 'departmentId', u.department_id, 'managerId', u.manager_id,
      'substituteId', ${substituteOf(actor.tenantId, sql`u.id`, date())},
      'standsInFor', ${standsInFor(actor.tenantId, sql`u.id`, date())},
      'groupIds', array(select m.group_id from group_member m where m.tenant_id = u.tenant_id and m.user_id = u.id order by m.group_id),
      'leadOf', array(select m.group_id from group_member m where m.tenant_id = u.tenant_id and m.user_id = u.id and m.lead order by m.group_id),
      'headOf', array(select d.id from department d where d.tenant_id = u.tenant_id and d.head_id = u.id order by d.id)
    )::text as json
    from collaborator u where u.tenant_id = ${actor.tenantId} and u.id in (select jsonb_array_elements_text(${JSON.stringify(body.userIds)}::jsonb)::uuid)`,
  ),
}));
