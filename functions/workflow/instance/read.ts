import { sql } from "drizzle-orm";
import type { UserActor } from "../../../shared/contract/actor";
import { readInstance } from "../../../shared/contract/instance";
import { Problem } from "../../../shared/contract/problem";
import type { Database } from "../../db";
import { date } from "../../kit/clock";
import { endpoint } from "../../kit/endpoint";
import { readableInstance, shownTo } from "./show";

export const read = endpoint(readInstance, async ({ actor, params, db, ask }) => {
  const { instance, who } = await readableInstance({ db, ask }, actor, { instanceId: params.id });
  if (!instance.trail.copied?.includes(actor.userId)) throw new Problem("not-allowed", "Nobody gave you a copy of this.");
  await markRead(db, actor, params.id);
  return shownTo(instance, actor, who);
});

/** The first time counts. */
export const markRead = (db: Pick<Database, "execute">, { tenantId, userId }: UserActor, instanceId: string) =>
  db.execute(sql`update instance_copy c set read_at = ${date()}::timestamptz
    where c.tenant_id = ${tenantId} and c.instance_id = ${instanceId}::uuid and c.user_id = ${userId}::uuid and c.read_at is null`);
