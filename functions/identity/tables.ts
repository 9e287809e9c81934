import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  foreignKey,
  index,
  integer,
  type PgTableExtraConfigValue,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Role } from "../../shared/contract/actor";
import type { Collaborator } from "../../shared/contract/identity";

const instant = () => timestamp({ withTimezone: true, mode: "date" });
/** Pages go by name in the same order everywhere, whatever locale the database was made with. */
const byName = (name: AnyPgColumn) => sql`${name} collate "C"`;

export const collaborators = pgTable(
  "collaborator",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    kind: text().$type<Collaborator["kind"]>().notNull(),
    /** The token's `sub`; null until an invited person signs in. */
    subject: text(),
    email: text(),
    name: text().notNull(),
    title: text(),
    roles: text().array().$type<Role[]>().notNull(),
    departmentId: uuid(),
    managerId: uuid(),
    active: boolean().notNull().default(true),
    locale: text(),
    timeZone: text(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t): PgTableExtraConfigValue[] => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("collaborator_subject").on(t.tenantId, t.subject),
    uniqueIndex("collaborator_email").on(t.tenantId, t.email),
    index("collaborator_by_name").on(t.tenantId, byName(t.name), t.id),
    index("collaborator_by_department").on(t.tenantId, t.departmentId),
    index("collaborator_by_manager").on(t.tenantId, t.managerId),
    index("collaborator_admins").on(t.tenantId).where(sql`active and 'admin' = any(roles)`),
    foreignKey({ name: "collaborator_department", columns: [t.tenantId, t.departmentId], foreignColumns: [departments.tenantId, departments.id] }),
    foreignKey({ name: "collaborator_manager", columns: [t.tenantId, t.managerId], foreignColumns: [t.tenantId, t.id] }),
  ],
);

export const departments = pgTable(
  "department",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    parentId: uuid(),
    headId: uuid(),
    name: text().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t): PgTableExtraConfigValue[] => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // Two sisters can't have one name, nor two at the top.
    uniqueIndex("department_name").on(t.tenantId, sql`coalesce(${t.parentId}, '00000000-0000-0000-0000-000000000000')`, sql`lower(${t.name})`),
    index("department_by_parent").on(t.tenantId, t.parentId),
    index("department_by_head").on(t.tenantId, t.headId),
    foreignKey({ name: "department_parent", columns: [t.tenantId, t.parentId], foreignColumns: [t.tenantId, t.id] }),
    foreignKey({ name: "department_head", columns: [t.tenantId, t.headId], foreignColumns: [collaborators.tenantId, collaborators.id] }),
  ],
);

export const userGroups = pgTable(
  "user_group",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("user_group_name").on(t.tenantId, sql`lower(${t.name})`),
    index("user_group_by_name").on(t.tenantId, byName(t.name), t.id),
  ],
);

export const groupMembers = pgTable(
  "group_member",
  {
    tenantId: text().notNull(),
    groupId: uuid().notNull(),
    userId: uuid().notNull(),
    lead: boolean().notNull().default(false),
    createdAt: instant().notNull(),
  },
  (t): PgTableExtraConfigValue[] => [
    primaryKey({ columns: [t.tenantId, t.groupId, t.userId] }),
    index("group_member_by_user").on(t.tenantId, t.userId),
    foreignKey({ name: "group_member_group", columns: [t.tenantId, t.groupId], foreignColumns: [userGroups.tenantId, userGroups.id] }).onDelete("cascade"),
    foreignKey({ name: "group_member_user", columns: [t.tenantId, t.userId], foreignColumns: [collaborators.tenantId, collaborators.id] }),
  ],
);

/** 代理: a period in which another one is asked instead. Periods of one person don't overlap; the directory's revision guards that. */
export const absences = pgTable(
  "absence",
  {
    tenantId: text().notNull(),
    id: uuid().notNull(),
    userId: uuid().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    substituteId: uuid().notNull(),
    note: text().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t): PgTableExtraConfigValue[] => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("absence_by_user").on(t.tenantId, t.userId, t.endsAt),
    index("absence_by_substitute").on(t.tenantId, t.substituteId, t.endsAt),
    foreignKey({ name: "absence_user", columns: [t.tenantId, t.userId], foreignColumns: [collaborators.tenantId, collaborators.id] }),
    foreignKey({ name: "absence_substitute", columns: [t.tenantId, t.substituteId], foreignColumns: [collaborators.tenantId, collaborators.id] }),
  ],
);

/** One row a tenant. Changes that are right only as long as other rows stay as they are (no circles, a last admin) count it up. */
export const directories = pgTable("directory", { tenantId: text().primaryKey(), revision: integer().notNull() });
