import { sql } from "drizzle-orm";
import type { Caller } from "../../../shared/contract/actor";
import { Email } from "../../../shared/contract/identity";
import type { KnownActor } from "../../../shared/contract/identity-calls";
import type { Database } from "../../db";
import { jsonRows } from "../../db/rows";
import { date } from "../../kit/clock";
import { newId } from "../../kit/ids";
import { again } from "../again";

/**
 * What identity knows of callers, in their order: by subject, else by the verified e-mail of an invitation that nobody took
 * yet, else as a new requester. Once all are known it is one plain read.
 */
export async function resolveCallers(db: Database, callers: readonly Caller[]): Promise<KnownActor[]> {
  const known = new Map<string, KnownActor>();
  const unknown = (caller: Caller) => !known.has(keyOf(caller));
  let left = [...new Map(callers.map((caller) => [keyOf(caller), caller])).values()];
  await again(async () => {
    await read(db, left, known);
    left = left.filter(unknown);
    if (left.length > 0) await welcome(db, left, known);
    left = left.filter(unknown);
    // Whom another request took in at the same moment, the next read finds.
    return left.length === 0 || undefined;
  });
  return callers.map((caller) => known.get(keyOf(caller)) as KnownActor);
}

const keyOf = ({ tenantId, subject }: Caller) => `${tenantId}\n${subject}`;

type Found = { tenantId: string; subject: string } & KnownActor;
const foundJson = sql`json_build_object('tenantId', u.tenant_id, 'subject', u.subject, 'userId', u.id, 'roles', u.roles, 'active', u.active)`;

function keep(known: Map<string, KnownActor>, found: readonly Found[]) {
  for (const { tenantId, subject, ...actor } of found) known.set(`${tenantId}\n${subject}`, actor);
}

async function read(db: Database, callers: readonly Caller[], known: Map<string, KnownActor>) {
  const rows = JSON.stringify(callers.map(({ tenantId, subject }) => ({ tenant_id: tenantId, subject })));
  keep(
    known,
    await jsonRows<Found>(
      db,
      sql`select ${foundJson}::text as json from jsonb_to_recordset(${rows}::jsonb) as c(tenant_id text, subject text)
        join collaborator u on u.tenant_id = c.tenant_id and u.subject = c.subject`,
    ),
  );
}

/**
 * Links and makes, in the order of the keys so that two batches can't wait for each other in a circle. An e-mail that is
 * somebody's already stays theirs: the newcomer has none.
 */
async function welcome(db: Database, callers: readonly Caller[], known: Map<string, KnownActor>) {
  const rows = callers.map((caller) => ({
    tenant_id: caller.tenantId,
    subject: caller.subject,
    id: newId(),
    kind: caller.program ? "program" : "person",
    email: emailOf(caller),
    name: nameOf(caller),
  }));
  keep(
    known,
    await jsonRows<Found>(
      db,
      sql`
      with c as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(tenant_id text, subject text, id uuid, kind text, email text, name text)
      ), invited as (
        select u.tenant_id, u.id, c.subject from c join collaborator u on u.tenant_id = c.tenant_id and u.email = c.email
        where u.subject is null and u.kind = 'person' and c.kind = 'person'
        order by u.tenant_id, u.id for update of u
      ), linked as (
        update collaborator u set subject = i.subject
        from (select distinct on (tenant_id, id) tenant_id, id, subject from invited order by tenant_id, id, subject) i
        where u.tenant_id = i.tenant_id and u.id = i.id and u.subject is null
        returning u.*
      ), made as (
        insert into collaborator (tenant_id, id, kind, subject, email, name, roles, created_at, updated_at)
        select c.tenant_id, c.id, c.kind, c.subject, case when e.id is null then c.email end, c.name, array['requester'], ${date()}::timestamptz, ${date()}::timestamptz
        from c left join collaborator e on e.tenant_id = c.tenant_id and e.email = c.email
        where not exists (select 1 from linked l where l.tenant_id = c.tenant_id and l.subject = c.subject)
        order by c.tenant_id, c.subject
        on conflict do nothing
        returning *
      )
      select ${foundJson}::text as json from linked u union all select ${foundJson}::text as json from made u`,
    ),
  );
}

function emailOf({ email, program }: Caller): string | null {
  const parsed = Email.safeParse(email);
  return parsed.success && !program ? parsed.data : null;
}

/** What the token calls them, without what no database stores, as long as a name may be. */
function nameOf({ name, email, subject }: Caller): string {
  const said = [name, email?.split("@")[0], subject].map((one) => one?.replaceAll(/\p{Cc}|\p{Cs}/gu, "").trim()).find((one) => one);
  return cut(said ?? "?", 80);
}

/** Never leaves half of a character behind. */
const cut = (text: string, length: number) => text.slice(0, length).replace(/\p{Cs}$/u, "");
