import { sql } from "drizzle-orm";
import type { Me } from "../../../shared/contract/identity";
import { type Database, readJson } from "../../db";
import { cardJson, collaboratorJson } from "../rows";

/** Of any size, as somebody may be in very many groups. */
export async function readMe(db: Database, tenantId: string, id: string): Promise<Me> {
  const me = await readJson(
    db,
    sql`
    select ${collaboratorJson}::jsonb || jsonb_build_object(
      'tenantId', u.tenant_id,
      'department', (select json_build_object('id', d.id, 'name', d.name) from department d where d.tenant_id = u.tenant_id and d.id = u.department_id),
      'manager', (select ${cardJson(sql`m`)} from collaborator m where m.tenant_id = u.tenant_id and m.id = u.manager_id),
      'groups', coalesce((select json_agg(json_build_object('id', g.id, 'name', g.name, 'lead', m.lead) order by g.name collate "C")
        from group_member m join user_group g on g.tenant_id = m.tenant_id and g.id = m.group_id where m.tenant_id = u.tenant_id and m.user_id = u.id), '[]'),
      'headOf', coalesce((select json_agg(json_build_object('id', d.id, 'name', d.name) order by d.name collate "C")
        from department d where d.tenant_id = u.tenant_id and d.head_id = u.id), '[]')
    ) as value from collaborator u where u.tenant_id = ${tenantId} and u.id = ${id}::uuid`,
  );
  return me as Me; // the SQL's shape; the endpoint parses it by the contract
}
