import { removeAbsence, removeMyAbsence } from "../../../shared/contract/absence";
import type { Database } from "../../db";
import { endpoint } from "../../kit/endpoint";
import { missing } from "../again";
import { findUser } from "../users/queries";
import { deleteAbsences } from "./queries";

export const removeMine = endpoint(removeMyAbsence, ({ actor, query, db }) => remove(db, actor.tenantId, actor.userId, query.id));

export const removeFor = endpoint(removeAbsence, async ({ actor, params, query, db }) => {
  if (!(await findUser(db, actor.tenantId, params.id))) throw missing("user");
  return remove(db, actor.tenantId, params.id, query.id);
});

async function remove(db: Database, tenantId: string, userId: string, id: string | undefined): Promise<undefined> {
  const gone = await deleteAbsences(db, tenantId, userId, id);
  if (id !== undefined && gone === 0) throw missing("absence");
}
