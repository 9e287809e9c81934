// The people and programs of a tenant, as every part of the identity contract speaks of them.
import * as z from "zod";
import { Role } from "./actor";

/** So short that a page's cursor, which holds one, stays within its limit. */
export const Name = z.string().trim().min(1).max(80);

/** Kept in lower case: unique in a tenant, and how an invited person is known at the first sign-in. */
export const Email = z.email().max(254).toLowerCase();
export const Roles = z
  .array(Role)
  .min(1)
  .max(Role.options.length)
  .refine((roles) => new Set(roles).size === roles.length, "Names a role twice.");
export const CollaboratorKind = z.enum(["person", "program"]);

export const Locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, "Is not a language tag such as zh-CN.");
export const TimeZone = z.string().max(64).refine(isTimeZone, "Is not a time zone such as Asia/Shanghai.");

function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

/** Somebody of a tenant: a person, or a program that signs in by client credentials. Never deleted: work names them for ever. */
export const Collaborator = z.object({
  id: z.uuid(),
  kind: CollaboratorKind,
  name: z.string(),
  email: z.string().nullable(),
  /** Job title, for people to read. */
  title: z.string().nullable(),
  roles: z.array(Role),
  departmentId: z.uuid().nullable(),
  managerId: z.uuid().nullable(),
  active: z.boolean(),
  /** An admin made them, and they have not signed in yet. */
  invited: z.boolean(),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Collaborator = z.infer<typeof Collaborator>;

/** As much of somebody as everybody may see. */
export const CollaboratorCard = Collaborator.pick({ id: true, name: true, email: true, departmentId: true });
export type CollaboratorCard = z.infer<typeof CollaboratorCard>;

/** Agents and admins see all, requesters the card. */
export const SeenCollaborator = CollaboratorCard.extend(Collaborator.omit({ id: true, name: true, email: true, departmentId: true }).partial().shape);
export type SeenCollaborator = z.infer<typeof SeenCollaborator>;
