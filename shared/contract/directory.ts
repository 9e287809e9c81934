// What the process engine and the overview ask identity about a tenant's people: internal routes only.
import * as z from "zod";
import { Role } from "./actor";
import { CollaboratorCard } from "./collaborator";
import { route } from "./route";

/** An id; or what people write: a group's or department's name, a person's e-mail. Case does not matter. */
const Refs = z.array(z.string().trim().min(1).max(254)).min(1).max(100);

/** One way to find people. Only active ones are found. */
export const ParticipantQuery = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("users"), users: Refs }),
  z.strictObject({ by: z.literal("groups"), groups: Refs, leadsOnly: z.boolean().default(false) }),
  z.strictObject({ by: z.literal("roles"), roles: z.array(Role).min(1) }),
  z.strictObject({ by: z.literal("departments"), departments: Refs, /** Also all departments below. */ below: z.boolean().default(false) }),
  /** Heads of the departments that are named. */
  z.strictObject({ by: z.literal("department-heads"), departments: Refs }),
  /** Head of somebody's own department (0), or of the one so many levels above it. */
  z.strictObject({ by: z.literal("department-head-of"), user: z.uuid(), levels: z.int().min(0).max(11).default(0) }),
  /** The manager (1), the manager's manager (2) and so on; with `each` everybody on the way up. */
  z.strictObject({ by: z.literal("manager-of"), user: z.uuid(), levels: z.int().min(1).max(20).default(1), each: z.boolean().default(false) }),
]);
export type ParticipantQuery = z.infer<typeof ParticipantQuery>;

/** `substituteId`: who stands in for them at this moment, because they are away (代理). */
export const FoundPerson = CollaboratorCard.extend({ substituteId: z.uuid().nullable() });
export type FoundPerson = z.infer<typeof FoundPerson>;

export const Participants = z.object({
  /** By name; but managers from the nearest up. */
  users: z.array(FoundPerson),
  /** Of a query by groups: the groups themselves. */
  groups: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** True where there are more than a list holds. */
  more: z.boolean(),
  /** By which rule, for the timeline: "head of 研发部". */
  rule: z.string(),
  /** What the query names and the tenant does not have. */
  unknown: z.array(z.string()),
});
export type Participants = z.infer<typeof Participants>;

/** Of each list of people. */
export const participantLimit = 200;

export const findParticipants = route({
  method: "POST",
  path: "/internal/identity/participants",
  roles: "internal",
  summary: "Who is meant by each of these queries, in their order",
  body: z.strictObject({ queries: z.array(ParticipantQuery).min(1).max(20) }),
  reply: z.object({ lists: z.array(Participants) }),
});

/** What group inboxes, and whoever must decide whether somebody is a candidate, need of a person. */
export const Membership = z.object({
  userId: z.uuid(),
  active: z.boolean(),
  roles: z.array(Role),
  groupIds: z.array(z.uuid()),
  leadOf: z.array(z.uuid()),
  departmentId: z.uuid().nullable(),
  headOf: z.array(z.uuid()),
  managerId: z.uuid().nullable(),
  /** Who stands in for them at this moment, because they are away. */
  substituteId: z.uuid().nullable(),
  /** For whom they stand in at this moment. */
  standsInFor: z.array(z.object({ userId: z.uuid(), groupIds: z.array(z.uuid()) })),
});
export type Membership = z.infer<typeof Membership>;

export const listMemberships = route({
  method: "POST",
  path: "/internal/identity/memberships",
  roles: "internal",
  summary: "Which groups and departments people are in; those the tenant does not have are left out",
  body: z.strictObject({ userIds: z.array(z.uuid()).min(1).max(100) }),
  reply: z.object({ memberships: z.array(Membership) }),
});

/** The overview's question. */
export const countUsers = route({
  method: "POST",
  path: "/internal/identity/totals",
  roles: "internal",
  summary: "How many people, programs, groups and departments the tenant has",
  /** `joined`: active people who have signed in; the rest of the active ones are programs, or only invited. */
  reply: z.object({ total: z.int(), active: z.int(), joined: z.int(), byRole: z.record(Role, z.int()), groups: z.int(), departments: z.int() }),
});
