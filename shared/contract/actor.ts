import * as z from "zod";

/** What a user may do; identity's alone to give. */
export const Role = z.enum(["admin", "agent", "requester"]);
export type Role = z.infer<typeof Role>;

export const TenantId = z.string().regex(/^[a-z0-9-]{1,63}$/);

/** Whoever has a valid token: it says who and which tenant, and nothing of what they may do. */
export const Caller = z.object({
  tenantId: TenantId,
  subject: z.string().min(1).max(255),
  /** Only an e-mail that the issuer has verified. */
  email: z.string().optional(),
  name: z.string().optional(),
  /** A program signed in by client credentials. */
  program: z.boolean().optional(),
});
export type Caller = z.infer<typeof Caller>;

/** Somebody whom identity knows in this tenant. */
export const User = Caller.extend({ kind: z.literal("user"), userId: z.uuid(), roles: z.array(Role) });

/** Timers, jobs and drains act as the system of their tenant. */
export const System = z.object({ kind: z.literal("system"), tenantId: TenantId });

/** Who is asking. */
export const Actor = z.discriminatedUnion("kind", [User, System]);
export type Actor = z.infer<typeof Actor>;
export type UserActor = z.infer<typeof User>;
export type SystemActor = z.infer<typeof System>;

export const system = (tenantId: string): SystemActor => ({ kind: "system", tenantId });
/** Who stands in a timeline or a notification: a user's id, or null for the system. */
export const actorId = (actor: Actor) => (actor.kind === "user" ? actor.userId : null);
export const isAgent = (actor: Actor) => actor.kind === "system" || actor.roles.includes("agent") || actor.roles.includes("admin");
export const isAdmin = (actor: Actor) => actor.kind === "system" || actor.roles.includes("admin");
