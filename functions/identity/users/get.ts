import { isAgent } from "../../../shared/contract/actor";
import { CollaboratorCard, getUser } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { missing } from "../again";
import { findUser } from "./queries";

export const get = endpoint(getUser, async ({ actor, params, db }) => {
  const user = await findUser(db, actor.tenantId, params.id);
  if (!user) throw missing("user");
  // Whoever works with someone may see the whole; oneself one sees at /api/me.
  return isAgent(actor) ? user : CollaboratorCard.parse(user);
});
