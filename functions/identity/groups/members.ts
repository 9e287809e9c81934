import { addMember, listMembers, removeMember } from "../../../shared/contract/identity";
import { pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import { again, missing, refused } from "../again";
import { nameKey } from "../rows";
import { deleteMember, findGroup, pageMembers, putMember } from "./queries";

export const list = endpoint(listMembers, async ({ actor, params, query, db }) => {
  const rows = await pageMembers(db, actor.tenantId, params.id, { ...query, limit: query.limit + 1 });
  if (rows.length === 0 && !(await findGroup(db, actor.tenantId, params.id))) throw missing("group");
  return pageOfRows(rows, query.limit, nameKey);
});

export const add = endpoint(addMember, ({ actor, params, body, db }) =>
  again(async () => {
    const { groupKnown, member } = await putMember(db, actor.tenantId, params.id, body);
    if (!groupKnown) throw missing("group");
    if (!member) throw refused("invalid-input", "userId", "There is no such person.", "not-found");
    return member;
  }),
);

export const remove = endpoint(removeMember, async ({ actor, params, db }) => {
  if (!(await deleteMember(db, actor.tenantId, params.id, params.userId))) throw missing("member");
  return undefined;
});
