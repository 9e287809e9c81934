import { removeDepartment } from "../../../shared/contract/identity";
import { Problem } from "../../../shared/contract/problem";
import { endpoint } from "../../kit/endpoint";
import { again, missing, stale } from "../again";
import { deleteDepartment, removalFacts } from "./queries";

export const remove = endpoint(removeDepartment, async ({ actor, params, query, db }) => {
  await again(async () => {
    const facts = await removalFacts(db, actor.tenantId, params.id);
    if (!facts) throw missing("department");
    if (facts.version !== query.version) throw stale("department");
    if (facts.children) throw notEmpty("has-departments", "There are departments below this one: move or delete them first.");
    if (facts.people) throw notEmpty("has-people", "There are people in this department: give them another one first.");
    return deleteDepartment(db, actor.tenantId, params.id, query.version);
  });
  return undefined;
});

const notEmpty = (code: "has-departments" | "has-people", message: string) =>
  new Problem("conflict", message, { errors: [{ path: "/params/id", code, message }] });
