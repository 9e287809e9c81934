import * as z from "zod";
import { Role } from "../../../shared/contract/actor";
import { CollaboratorKind } from "../../../shared/contract/collaborator";

/** What the URL says of the people screen: the tab, its filters, and who or what is open. */
const PeopleSearch = z.object({
  tab: z.enum(["groups", "departments"]).optional().catch(undefined),
  q: z.string().max(80).optional().catch(undefined),
  role: Role.optional().catch(undefined),
  kind: CollaboratorKind.optional().catch(undefined),
  active: z.enum(["true", "false"]).optional().catch(undefined),
  department: z.uuid().optional().catch(undefined),
  open: z.uuid().optional().catch(undefined),
});
export type PeopleSearch = z.infer<typeof PeopleSearch>;

export const peopleSearch = (given: unknown): PeopleSearch => PeopleSearch.catch({}).parse(given);
