import { createUser } from "../../../shared/contract/identity";
import { endpoint } from "../../kit/endpoint";
import { newId } from "../../kit/ids";
import { again } from "../again";
import { factsOf, insertUser } from "./queries";
import { refuse } from "./refusals";

const nothing = { email: null, subject: null, title: null, departmentId: null, managerId: null, locale: null, timeZone: null };

export const create = endpoint(createUser, ({ actor, body, db }) => {
  const made = { ...nothing, ...body, id: newId(), active: true };
  return again(async () => {
    refuse(await factsOf(db, actor.tenantId, made.id, made), new Set(Object.keys(body)), made);
    return insertUser(db, actor.tenantId, made);
  });
});
