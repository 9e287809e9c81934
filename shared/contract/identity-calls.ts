// What the other domains ask identity, and how its first people come in.
import * as z from "zod";
import { Caller, Role } from "./actor";
import { Collaborator, CollaboratorCard, Email, Name, Roles } from "./collaborator";
import { route } from "./route";

/** Identity's word on a caller. */
export const KnownActor = z.object({ userId: z.uuid(), roles: z.array(Role), active: z.boolean() });
export type KnownActor = z.infer<typeof KnownActor>;

/** Links callers at their first sign-in, or makes them collaborators; the answers are in the callers' order. */
export const resolveActors = route({
  method: "POST",
  path: "/internal/identity/actors",
  roles: "internal",
  summary: "What callers may do",
  body: z.strictObject({ callers: z.array(Caller).min(1).max(1000) }),
  reply: z.object({ actors: z.array(KnownActor) }),
});

/** Enough to write to somebody in their own words. */
export const ContactCard = CollaboratorCard.extend(Collaborator.pick({ active: true, roles: true, locale: true, timeZone: true }).shape);
export type ContactCard = z.infer<typeof ContactCard>;

export const userCards = route({
  method: "POST",
  path: "/internal/identity/cards",
  roles: "internal",
  summary: "People by id and e-mail, also deactivated ones; those the tenant does not have are left out",
  body: z.strictObject({ ids: z.array(z.uuid()).max(500).default([]), emails: z.array(z.string().max(254)).max(100).default([]) }),
  reply: z.object({ users: z.array(ContactCard) }),
});

/** How the first admin of a tenant is made: whoever may invoke the function may do this (`npm run invite`). */
export const inviteUser = route({
  method: "POST",
  path: "/internal/identity/invitations",
  roles: "internal",
  summary: "Make sure that a person with this e-mail is in the tenant, active, and has these roles",
  body: z.strictObject({ email: Email, name: Name.optional(), roles: Roles }),
  reply: Collaborator,
});
