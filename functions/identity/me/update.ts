import { updateMe } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { again, missing, stale } from "../again";
import { changeUser, findUser } from "../users/queries";
import { readMe } from "./queries";

export const update = endpoint(updateMe, async ({ actor, body, db }) => {
  const { version, ...changes } = body;
  await again(async () => {
    const before = await findUser(db, actor.tenantId, actor.userId);
    if (!before) throw missing("user");
    if (before.version !== version) throw stale("user");
    return changeUser(db, actor.tenantId, before, { ...before, ...changes });
  });
  return readMe(db, actor.tenantId, actor.userId);
});
