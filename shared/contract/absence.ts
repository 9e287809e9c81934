// 代理: who stands in for somebody who is away, and when.
import * as z from "zod";
import { pageOf } from "./page";
import { everyone, route } from "./route";

/** From `from` (included) to `to` (not included) what would be asked of `userId` is asked of the substitute, in their name. */
export const Absence = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  substituteId: z.uuid(),
  note: z.string(),
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Absence = z.infer<typeof Absence>;

/** Of one person, not over yet. */
export const mostAbsences = 20;

/** Earliest first, without those that are over: so few that they are always one page. */
const Absences = pageOf(Absence);

/**
 * With `id` (and the `version` that was seen) it changes that period, without it is another one. Periods of one person don't
 * overlap, and nobody stands in who is away themselves: standing in is followed once, never from substitute to substitute.
 */
const Given = z
  .strictObject({
    id: z.uuid().optional(),
    version: z.int().positive().optional(),
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    substituteId: z.uuid(),
    note: z.string().trim().max(500).default(""),
  })
  .refine(({ id, version }) => (id === undefined) === (version === undefined), { path: ["version"], message: "Send it with the `id` of what you change." });
export type AbsenceInput = z.output<typeof Given>;

/** Without `id` all of them: I am back. */
const Which = z.strictObject({ id: z.uuid().optional() });
const One = z.strictObject({ id: z.uuid() });

export const getMyAbsence = route({
  method: "GET",
  path: "/api/me/absence",
  roles: everyone,
  summary: "When I am away, and who stands in for me",
  reply: Absences,
});

export const putMyAbsence = route({
  method: "PUT",
  path: "/api/me/absence",
  roles: everyone,
  summary: "Say when I am away and who stands in for me",
  body: Given,
  reply: Absence,
});

export const removeMyAbsence = route({
  method: "DELETE",
  path: "/api/me/absence",
  roles: everyone,
  status: 204,
  summary: "Take an absence of mine back, or all of them",
  query: Which,
  reply: z.undefined(),
});

export const getAbsence = route({
  method: "GET",
  path: "/api/users/{id}/absence",
  roles: ["admin"],
  summary: "When somebody is away, and who stands in for them",
  params: One,
  reply: Absences,
});

export const putAbsence = route({
  method: "PUT",
  path: "/api/users/{id}/absence",
  roles: ["admin"],
  summary: "Say when somebody is away and who stands in for them",
  params: One,
  body: Given,
  reply: Absence,
});

export const removeAbsence = route({
  method: "DELETE",
  path: "/api/users/{id}/absence",
  roles: ["admin"],
  status: 204,
  summary: "Take an absence of somebody's back, or all of them",
  params: One,
  query: Which,
  reply: z.undefined(),
});
