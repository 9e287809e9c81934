import * as z from "zod";
import { Role } from "./actor";
import { Collaborator, CollaboratorCard, CollaboratorKind, Email, Locale, Name, Roles, SeenCollaborator, TimeZone } from "./collaborator";
import { PageQuery, pageOf } from "./page";
import { everyone, route } from "./route";

export * from "./collaborator";

const One = z.object({ id: z.uuid() });
const Seen = z.int().positive();
const SeenInQuery = z.strictObject({ version: z.coerce.number().int().positive() });
const Search = z.string().trim().max(80).optional();

export const listUsers = route({
  method: "GET",
  path: "/api/users",
  roles: everyone,
  summary: "People and programs by name; a requester sees the active ones' cards, and filters by no role, and by kind=person and active=true only",
  query: PageQuery.extend({
    /** Part of the name or the e-mail. */
    q: Search,
    role: Role.optional(),
    kind: CollaboratorKind.optional(),
    active: z.enum(["true", "false"]).optional(),
    departmentId: z.uuid().optional(),
    groupId: z.uuid().optional(),
  }),
  reply: pageOf(SeenCollaborator),
});

const profile = { locale: Locale.nullable(), timeZone: TimeZone.nullable() };
const place = { title: Name.nullable(), departmentId: z.uuid().nullable(), managerId: z.uuid().nullable(), ...profile };

export const createUser = route({
  method: "POST",
  path: "/api/users",
  roles: ["admin"],
  status: 201,
  summary: "Invite a person, who is known by a verified e-mail at the first sign-in; or let in a program by its client id (subject)",
  body: z
    .strictObject({
      kind: CollaboratorKind.default("person"),
      name: Name,
      email: Email.optional(),
      /** A program's only: the `sub` of its tokens. */
      subject: z.string().min(1).max(255).optional(),
      roles: Roles.default(["requester"]),
      ...z.object(place).partial().shape,
    })
    .refine(({ kind, email }) => kind === "program" || email !== undefined, { path: ["email"], message: "A person is invited by e-mail." })
    .refine(({ kind, subject }) => (kind === "program") === (subject !== undefined), {
      path: ["subject"],
      message: "A program has a subject (its client id), a person has none.",
    }),
  reply: Collaborator,
});

export const getUser = route({
  method: "GET",
  path: "/api/users/{id}",
  roles: everyone,
  summary: "One person or program; a requester sees the card",
  params: One,
  reply: SeenCollaborator,
});

export const updateUser = route({
  method: "PATCH",
  path: "/api/users/{id}",
  roles: ["admin"],
  summary: "Change what somebody is called, may do and belongs to; `active: false` deactivates, which works everywhere within 30 s",
  params: One,
  body: z.strictObject({
    version: Seen,
    name: Name.optional(),
    email: Email.optional(),
    roles: Roles.optional(),
    active: z.boolean().optional(),
    ...z.object(place).partial().shape,
  }),
  reply: Collaborator,
});

const Named = z.object({ id: z.uuid(), name: z.string() });

/** The one who asks, and all that decides what they see. */
export const Me = Collaborator.extend({
  tenantId: z.string(),
  department: Named.nullable(),
  manager: CollaboratorCard.nullable(),
  groups: z.array(Named.extend({ lead: z.boolean() })),
  headOf: z.array(Named),
});
export type Me = z.infer<typeof Me>;

export const getMe = route({ method: "GET", path: "/api/me", roles: "signed-in", summary: "Who I am here; the first time links or makes me", reply: Me });

export const updateMe = route({
  method: "PATCH",
  path: "/api/me",
  roles: everyone,
  summary: "Change my own name, language and time zone",
  body: z.strictObject({ version: Seen, name: Name.optional(), ...z.object(profile).partial().shape }),
  reply: Me,
});

export const Group = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  memberCount: z.int(),
  version: Seen,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Group = z.infer<typeof Group>;

/** As many as a page holds. */
const Ids = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,99}$/);
const groupText = { name: Name, description: z.string().trim().max(500) };

export const listGroups = route({
  method: "GET",
  path: "/api/groups",
  roles: everyone,
  summary: "Groups by name",
  query: PageQuery.extend({
    /** Part of the name. */
    q: Search,
    /** Only those of these ids, which commas separate; what is no group is left out. */
    ids: Ids.optional(),
  }),
  reply: pageOf(Group),
});
export const createGroup = route({
  method: "POST",
  path: "/api/groups",
  roles: ["admin"],
  status: 201,
  summary: "Make a group",
  body: z.strictObject({ ...groupText, description: groupText.description.default("") }),
  reply: Group,
});
export const getGroup = route({ method: "GET", path: "/api/groups/{id}", roles: everyone, summary: "One group", params: One, reply: Group });
export const updateGroup = route({
  method: "PATCH",
  path: "/api/groups/{id}",
  roles: ["admin"],
  summary: "Rename or describe a group",
  params: One,
  body: z.strictObject({ version: Seen, ...z.object(groupText).partial().shape }),
  reply: Group,
});
export const removeGroup = route({
  method: "DELETE",
  path: "/api/groups/{id}",
  roles: ["admin"],
  status: 204,
  summary: "Delete a group; its members stay in the tenant",
  params: One,
  query: SeenInQuery,
  reply: z.undefined(),
});

export const Member = CollaboratorCard.extend({ active: z.boolean(), lead: z.boolean() });
export type Member = z.infer<typeof Member>;

export const listMembers = route({
  method: "GET",
  path: "/api/groups/{id}/members",
  roles: everyone,
  summary: "A group's members by name",
  params: One,
  query: PageQuery,
  reply: pageOf(Member),
});
export const addMember = route({
  method: "POST",
  path: "/api/groups/{id}/members",
  roles: ["admin"],
  status: 201,
  summary: "Put somebody into a group, or make a member a lead or no lead",
  params: One,
  /** Without `lead` a member stays what they are, and who is new is no lead. */
  body: z.strictObject({ userId: z.uuid(), lead: z.boolean().optional() }),
  /** Whether they are new in it. */
  reply: Member.extend({ joined: z.boolean() }),
});
export const removeMember = route({
  method: "DELETE",
  path: "/api/groups/{id}/members/{userId}",
  roles: ["admin"],
  status: 204,
  summary: "Take somebody out of a group",
  params: One.extend({ userId: z.uuid() }),
  reply: z.undefined(),
});

export const Department = z.object({
  id: z.uuid(),
  name: z.string(),
  parentId: z.uuid().nullable(),
  headId: z.uuid().nullable(),
  /** Names from the top down to its own. */
  path: z.array(z.string()),
  version: Seen,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Department = z.infer<typeof Department>;

/** Of a tenant; a list is always the whole tree. */
export const departmentLimits = { count: 1_000, depth: 12 } as const;
const departmentPlace = { parentId: z.uuid().nullable(), headId: z.uuid().nullable() };

export const listDepartments = route({
  method: "GET",
  path: "/api/departments",
  roles: everyone,
  summary: "The whole tree, each department before those below it",
  reply: pageOf(Department),
});
export const createDepartment = route({
  method: "POST",
  path: "/api/departments",
  roles: ["admin"],
  status: 201,
  summary: "Make a department",
  body: z.strictObject({ name: Name, ...z.object(departmentPlace).partial().shape }),
  reply: Department,
});
export const getDepartment = route({
  method: "GET",
  path: "/api/departments/{id}",
  roles: everyone,
  summary: "One department",
  params: One,
  reply: Department,
});
export const updateDepartment = route({
  method: "PATCH",
  path: "/api/departments/{id}",
  roles: ["admin"],
  summary: "Rename a department, move it below another, or give it a head",
  params: One,
  body: z.strictObject({ version: Seen, name: Name.optional(), ...z.object(departmentPlace).partial().shape }),
  reply: Department,
});
export const removeDepartment = route({
  method: "DELETE",
  path: "/api/departments/{id}",
  roles: ["admin"],
  status: 204,
  summary: "Delete a department that has no people and none below it",
  params: One,
  query: SeenInQuery,
  reply: z.undefined(),
});
