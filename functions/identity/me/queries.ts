import { sql } from "drizzle-orm";
import type { Me } from "../../../shared/contract/identity";
import type { Database } from "../../db";
import { jsonRows } from "../../db/rows";
import { cardJson, collaboratorJson } from "../rows";

export async function readMe(db: Database, tenantId: string, id: string): Promise<Me> {
  const [me] = await jsonRows<Me>(
    db,
    sql`
    select (${collaboratorJson}::jsonb || jsonb_build_object(
      'tenantId', u.tenant_id,
      'department', (select jsonb_build_object('id', d.id, 'name', d.name) from department d where d.tenant_id = u.tenant_id and d.id = u.department_id),
      'manager', (select ${cardJson}::jsonb from (select m.* from collaborator m where m.tenant_id = ${tenantId}) u where u.id = boss.manager_id),
      'groups', coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'lead', m.lead) order by g.name collate "C") from group_member m
        join user_group g on g.tenant_id = m.tenant_id and g.id = m.group_id where m.tenant_id = u.tenant_id and m.user_id = u.id), '[]'),
      'headOf', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name) order by d.name collate "C") from department d where d.tenant_id = u.tenant_id and d.head_id = u.id), '[]')
    ))::text as json from collaborator u where u.tenant_id = ${tenantId} and u.id = ${id}::uuid`,
  );
  return me as Me;
}
