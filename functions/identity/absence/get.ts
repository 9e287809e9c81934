import { getAbsence, getMyAbsence } from "../../../shared/contract/absence";
import { endpoint } from "../../kit/endpoint";
import { missing } from "../again";
import { findUser } from "../users/queries";
import { absencesOf } from "./queries";

export const getMine = endpoint(getMyAbsence, async ({ actor, db }) => ({ data: await absencesOf(db, actor.tenantId, actor.userId), nextCursor: null }));

export const getFor = endpoint(getAbsence, async ({ actor, params, db }) => {
  const data = await absencesOf(db, actor.tenantId, params.id);
  if (data.length === 0 && !(await findUser(db, actor.tenantId, params.id))) throw missing("user");
  return { data, nextCursor: null };
});
