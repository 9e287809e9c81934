import { getMe } from "../../../shared/contract/identity";
import { actorOf } from "../../kit/actor";
import { endpoint } from "../../kit/endpoint";
import { resolveCallers } from "../actors/resolve-callers";
import { readMe } from "./queries";

export const get = endpoint(getMe, async ({ actor: caller, db }) => {
  const [known] = await resolveCallers(db, [caller]);
  return readMe(db, caller.tenantId, actorOf(caller, known).userId);
});
