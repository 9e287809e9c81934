// What earlier drains made of submissions: a statement of its own, since their rows are outside the batch's snapshot.
import { sql } from "drizzle-orm";
import { jsonRows } from "../../db/rows";
import type { Means } from "../../kit/endpoint";
import type { Work } from "./fold";
import type { Written } from "./write";

export async function settled({ db }: Pick<Means, "db">, works: readonly Work[]): Promise<Omit<Written, "owes">[]> {
  if (works.length === 0) return [];
  const keys = JSON.stringify(works.map(({ attempt }) => ({ tenant_id: attempt.tenantId, id: attempt.id })));
  return jsonRows(
    db,
    sql`select json_build_object('tenantId', s.tenant_id, 'id', s.id, 'ticketId', s.ticket_id)::text as json
      from submission s join jsonb_to_recordset(${keys}::jsonb) as k(tenant_id text, id text) on k.tenant_id = s.tenant_id and k.id = s.id`,
  );
}
