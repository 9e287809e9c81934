import { isAgent } from "../../../shared/contract/actor";
import { CollaboratorCard, listUsers } from "../../../shared/contract/identity";
import { Problem } from "../../../shared/contract/problem";
import { pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import { nameKey } from "../rows";
import { pageUsers } from "./queries";

/** What whoever looks for somebody to do a thing asks for. */
const forEverybody = { role: undefined, kind: "person", active: "true" } as const;

export const list = endpoint(listUsers, async ({ actor, query, db }) => {
  const agent = isAgent(actor);
  const secret = (["role", "kind", "active"] as const).find((filter) => query[filter] !== undefined && query[filter] !== forEverybody[filter]);
  // What a requester can't see they can't ask for by a filter either.
  if (!agent && secret)
    throw new Problem("not-allowed", "Only agents filter people by that.", { errors: [{ path: `/query/${secret}`, message: "Leave it out." }] });
  const active = !agent || (query.active === undefined ? undefined : query.active === "true");
  const rows = await pageUsers(db, actor.tenantId, { ...query, active, limit: query.limit + 1 });
  const page = pageOfRows(rows, query.limit, nameKey);
  return agent ? page : { ...page, data: page.data.map((user) => CollaboratorCard.parse(user)) };
});
