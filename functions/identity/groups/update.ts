import { updateGroup } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { again, missing, refused, stale } from "../again";
import { changeGroup, groupFacts } from "./queries";

export const update = endpoint(updateGroup, ({ actor, params, body, db }) =>
  again(async () => {
    const { before, nameTaken } = await groupFacts(db, actor.tenantId, params.id, body.name);
    if (!before) throw missing("group");
    if (before.version !== body.version) throw stale("group");
    if (nameTaken) throw refused("conflict", "name", "There is a group of this name.");
    return changeGroup(db, actor.tenantId, { ...before, ...body });
  }),
);
