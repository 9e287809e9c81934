import { refused } from "../again";
import type { Draft, Facts } from "./queries";

/** Throws what speaks against a new or changed user; `given` are the fields that were sent. */
export function refuse(facts: Facts, given: ReadonlySet<string>, after: Draft) {
  if (facts.emailTaken) throw refused("conflict", "email", "Somebody in this tenant has this e-mail.");
  if (facts.subjectTaken) throw refused("conflict", "subject", "Somebody in this tenant has this subject.");
  if (!facts.departmentKnown) throw refused("invalid-input", "departmentId", "There is no such department.", "not-found");
  if (!facts.managerKnown) throw refused("invalid-input", "managerId", "There is no such person.", "not-found");
  if (facts.managerBelow) throw refused("conflict", "managerId", "Nobody can be their own manager, nor that of a manager of theirs.", "circle");
  if (losesAdmin(facts, after) && !facts.otherAdmin)
    throw refused(
      "conflict",
      given.has("active") && !after.active ? "active" : "roles",
      "This is the last active admin of the tenant. Make another one first.",
      "last-admin",
    );
}

const isAdmin = ({ active, roles }: Pick<Draft, "active" | "roles">) => active && roles.includes("admin");
export const losesAdmin = ({ before }: Facts, after: Draft) => before !== null && isAdmin(before) && !isAdmin(after);
