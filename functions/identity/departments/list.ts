import { listDepartments } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { readTree } from "./queries";

export const list = endpoint(listDepartments, async ({ actor, db }) => ({ data: (await readTree(db, actor.tenantId)).tree, nextCursor: null }));
