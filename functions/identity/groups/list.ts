import { listGroups } from "../../../shared/contract/identity";
import { pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import { nameKey } from "../rows";
import { pageGroups } from "./queries";

export const list = endpoint(listGroups, async ({ actor, query, db }) =>
  pageOfRows(await pageGroups(db, actor.tenantId, { ...query, limit: query.limit + 1 }), query.limit, nameKey),
);
