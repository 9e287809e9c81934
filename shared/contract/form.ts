import * as z from "zod";
import { FormDefinition } from "./form-definition";
import { PageQuery, pageOf } from "./page";
import { everyone, route } from "./route";
import { PublishedTotals } from "./totals";

const Id = z.strictObject({ id: z.uuid() });
const Version = z.int().positive();

/**
 * Never published, open for new work, closed for it, or put away. Whatever was published once stays readable by its number,
 * because tickets that were made with it go on.
 */
export const FormStatus = z.enum(["draft", "published", "unpublished", "archived"]);

const card = {
  id: z.uuid(),
  /** For programs that look a form up by name; unique in a tenant, and for ever. */
  key: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/)
    .nullable(),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(1_000),
  status: FormStatus,
  /** Goes up with each change; send it back to prove that you saw the latest. */
  version: Version,
  /** The number of the version that new work takes. */
  publishedVersion: Version.nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  createdBy: z.uuid().nullable(),
};

/** `definition` is the draft for admins and agents, and the published version's for everybody else. */
export const Form = z.object({ ...card, definition: FormDefinition });
export type Form = z.infer<typeof Form>;

/** In lists a definition of more than 3 KiB is left out: a page of them is one reply of the database. */
export const FormCard = z.object({ ...card, definition: FormDefinition.nullable() });
export type FormCard = z.infer<typeof FormCard>;

/** Never changes. */
export const FormVersion = z.object({
  formId: z.uuid(),
  number: Version,
  name: card.name,
  definition: FormDefinition,
  publishedAt: z.iso.datetime(),
  publishedBy: z.uuid().nullable(),
});
export type FormVersion = z.infer<typeof FormVersion>;

export const FormVersionCard = FormVersion.omit({ definition: true });
export type FormVersionCard = z.infer<typeof FormVersionCard>;

export const listForms = route({
  method: "GET",
  path: "/api/forms",
  roles: everyone,
  summary: "Lists forms, newest first; a requester sees the published ones, and archived ones come only when asked for",
  query: PageQuery.extend({ q: z.string().max(200).optional(), status: FormStatus.optional() }),
  reply: pageOf(FormCard),
});

export const createForm = route({
  method: "POST",
  path: "/api/forms",
  roles: ["admin"],
  status: 201,
  summary: "Makes a form as a draft",
  limit: "formBody",
  body: z.strictObject({
    key: card.key.unwrap().optional(),
    name: card.name,
    description: card.description.default(""),
    definition: FormDefinition.default({ fields: [], rules: [] }),
  }),
  reply: Form,
});

export const getForm = route({ method: "GET", path: "/api/forms/{id}", roles: everyone, summary: "Reads one form", params: Id, reply: Form });

export const updateForm = route({
  method: "PATCH",
  path: "/api/forms/{id}",
  roles: ["admin"],
  summary: "Changes a form's draft, name or description; published versions stay as they are",
  limit: "formBody",
  params: Id,
  body: z.strictObject({ version: Version, name: card.name.optional(), description: card.description.optional(), definition: FormDefinition.optional() }),
  reply: Form,
});

export const removeForm = route({
  method: "DELETE",
  path: "/api/forms/{id}",
  roles: ["admin"],
  status: 204,
  summary: "Deletes a form that was never published, and archives one that was",
  params: Id,
  query: z.strictObject({ version: z.coerce.number().int().positive().optional() }),
  reply: z.undefined(),
});

/** The bare POST takes whatever is there; with `version` it is refused if somebody was faster. */
const Seen = z.strictObject({ version: Version.optional() }).optional();

/** A draft that can't be used is refused as `invalid-input`: `path` is a JSON pointer into the form (`/definition/fields/3/visibleWhen`), `code` what is wrong there. */

export const publishForm = route({
  method: "POST",
  path: "/api/forms/{id}/publish",
  roles: ["admin"],
  summary: "Makes the draft the version that new work takes; a draft that is already the newest version makes no new one",
  params: Id,
  body: Seen,
  reply: Form,
});

export const unpublishForm = route({
  method: "POST",
  path: "/api/forms/{id}/unpublish",
  roles: ["admin"],
  summary: "Closes a form for new work, or takes it out of the archive; publishing opens it again",
  params: Id,
  body: Seen,
  reply: Form,
});

/** What is wrong with a draft, or with data for it: `path` is a JSON pointer into the one or the other. */
const Located = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export const checkForm = route({
  method: "POST",
  path: "/api/forms/{id}/check",
  roles: ["admin", "agent"],
  summary: "Says what stands in the way of publishing the draft, and what it makes of sample data; changes nothing",
  limit: "formBody",
  params: Id,
  body: z.strictObject({ data: z.record(z.string(), z.unknown()).optional() }).optional(),
  reply: z.object({ problems: z.array(Located), errors: z.array(Located), data: z.record(z.string(), z.unknown()).nullable() }),
});

export const listFormVersions = route({
  method: "GET",
  path: "/api/forms/{id}/versions",
  roles: ["admin", "agent"],
  summary: "Lists a form's published versions, newest first",
  params: Id,
  query: PageQuery,
  reply: pageOf(FormVersionCard),
});

const Numbered = z.strictObject({ id: z.uuid(), n: z.coerce.number().int().positive().max(2_147_483_647) });

export const getFormVersion = route({
  method: "GET",
  path: "/api/forms/{id}/versions/{n}",
  roles: everyone,
  summary: "Reads one published version, which never changes and may be kept for ever",
  params: Numbered,
  reply: FormVersion,
});

export const getFormSchema = route({
  method: "GET",
  path: "/api/forms/{id}/schema",
  roles: everyone,
  summary: "Gives the published version, or the one asked for, as JSON Schema 2020-12",
  params: Id,
  query: z.strictObject({ version: Numbered.shape.n.optional() }),
  reply: z.record(z.string(), z.unknown()),
});

/** What new work takes. `not-found` where there is no such form, `not-published` where it takes no new work. */
export const findPublishedForm = route({
  method: "POST",
  path: "/internal/form/published",
  roles: "internal",
  summary: "The current version of a form",
  body: z.strictObject({ formId: z.uuid() }),
  reply: z.object({ formId: z.uuid(), version: Version, name: z.string() }),
});

/** May be kept for ever. */
export const findFormVersion = route({
  method: "POST",
  path: "/internal/form/version",
  roles: "internal",
  summary: "A published version of a form",
  body: z.strictObject({ formId: z.uuid(), version: Version }),
  reply: z.object({ formId: z.uuid(), version: Version, name: z.string(), definition: FormDefinition }),
});

const Data = z.record(z.string(), z.unknown());

/**
 * Without `changes`, `data` are checked as a submission's. With them, `data` are what is stored: only what `changes` names is
 * replaced, and the whole is checked; what was wrong before and was not touched is no error of this change (a date that has
 * passed since, say), and keys that are no fields of the form are left alone.
 */
export const validateForm = route({
  method: "POST",
  path: "/internal/form/validate",
  roles: "internal",
  summary: "Whether a published version takes these data, and what they are with all that is computed",
  body: z.strictObject({ formId: z.uuid(), version: Version, data: Data, changes: Data.optional() }),
  reply: z.object({
    /** JSON pointers into the data (`/items/0/price`); empty where the version takes them. */
    errors: z.array(Located),
    /** The whole as it is to be stored; null where there are errors. */
    data: Data.nullable(),
    /** What follows from `changes` in other fields: computed ones, totals, defaults of what appears; null for what is hidden now. */
    derived: Data,
  }),
});

/** The overview's question. */
export const countForms = route({
  method: "POST",
  path: "/internal/form/totals",
  roles: "internal",
  summary: "Form totals of the tenant, without the archived ones",
  reply: PublishedTotals,
});
