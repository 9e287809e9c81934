import * as z from "zod";
import { Definition } from "../process/definition";
import { Step } from "../process/steps";
import { PageQuery, pageOf } from "./page";
import { everyone, route } from "./route";
import { WorkflowTotals } from "./totals";

const Id = z.strictObject({ id: z.uuid() });
const Version = z.int().positive();

/** Never published, open for new tickets, or closed for them; what runs goes on in each of these. */
export const WorkflowStatus = z.enum(["draft", "published", "unpublished"]);

export const WorkflowCard = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000),
  status: WorkflowStatus,
  /** Whose fields the conditions speak of. */
  formId: z.uuid().nullable(),
  /** Goes up with each change; send it back to prove that you saw the latest. */
  version: Version,
  /** The number of the version that new tickets take. */
  publishedVersion: Version.nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  createdBy: z.uuid().nullable(),
});
export type WorkflowCard = z.infer<typeof WorkflowCard>;
const { name: Name, description: Description } = WorkflowCard.shape;

/** What a process does. `steps` is the simple list as it was sent, null where a graph was; `definition` is the graph in either case. */
const content = { steps: z.array(Step).nullable(), definition: Definition };

/** For admins and agents its content (and formId) is the draft's, for everybody else the published version's. */
export const Workflow = WorkflowCard.extend(content);
export type Workflow = z.infer<typeof Workflow>;

/** Never changes. */
export const WorkflowVersion = z.object({
  workflowId: z.uuid(),
  number: Version,
  name: Name,
  formId: z.uuid().nullable(),
  ...content,
  publishedAt: z.iso.datetime(),
  publishedBy: z.uuid().nullable(),
});
export type WorkflowVersion = z.infer<typeof WorkflowVersion>;
export const WorkflowVersionCard = WorkflowVersion.omit({ steps: true, definition: true });
export type WorkflowVersionCard = z.infer<typeof WorkflowVersionCard>;

export const listWorkflows = route({
  method: "GET",
  path: "/api/workflows",
  roles: everyone,
  summary: "Workflows, newest first; a requester sees the published ones",
  /** `q`: words of the name and the description; all must be there. */
  query: PageQuery.extend({ q: z.string().trim().max(200).optional(), status: WorkflowStatus.optional(), formId: z.uuid().optional() }),
  reply: pageOf(WorkflowCard),
});

const drawn = { formId: z.uuid().nullable().optional(), steps: z.array(Step).max(200).optional(), definition: Definition.optional() };
const isDrawnOnce = ({ steps, definition }: { steps?: unknown; definition?: unknown }) => steps === undefined || definition === undefined;
const drawnTwice = { path: ["steps"], message: "Send either steps or a definition." };

export const createWorkflow = route({
  method: "POST",
  path: "/api/workflows",
  roles: ["admin"],
  status: 201,
  limit: "workflowBody",
  summary: "Make a workflow as a draft, from a graph or a simple list of steps",
  body: z.strictObject({ name: Name, description: Description.default(""), ...drawn }).refine(isDrawnOnce, drawnTwice),
  reply: Workflow,
});

export const getWorkflow = route({
  method: "GET",
  path: "/api/workflows/{id}",
  roles: everyone,
  summary: "One workflow; a requester sees what is published of it",
  params: Id,
  reply: Workflow,
});

export const updateWorkflow = route({
  method: "PATCH",
  path: "/api/workflows/{id}",
  roles: ["admin"],
  limit: "workflowBody",
  summary: "Change a workflow's name, description or draft; published versions stay as they are",
  params: Id,
  body: z.strictObject({ version: Version, name: Name.optional(), description: Description.optional(), ...drawn }).refine(isDrawnOnce, drawnTwice),
  reply: Workflow,
});

export const removeWorkflow = route({
  method: "DELETE",
  path: "/api/workflows/{id}",
  roles: ["admin"],
  status: 204,
  summary: "Delete a workflow that was never published",
  params: Id,
  query: z.strictObject({ version: z.coerce.number().int().positive().optional() }),
  reply: z.undefined(),
});

/** The bare POST takes whatever is there; with `version` it is refused if somebody was faster. */
const Seen = z.strictObject({ version: Version.optional() }).optional();

/**
 * A draft that can't run is refused as `invalid-input`: of each error `path` is a JSON pointer into the draft (`/definition/nodes/3`,
 * `/steps/0`, `/formId`), `elementId` the node or flow that is meant, where there is one, and `code` what is wrong with it.
 */
export const publishWorkflow = route({
  method: "POST",
  path: "/api/workflows/{id}/publish",
  roles: ["admin"],
  summary: "Make the draft the version that new tickets take; a draft that is the newest version already makes no new one",
  params: Id,
  body: Seen,
  reply: Workflow,
});

export const unpublishWorkflow = route({
  method: "POST",
  path: "/api/workflows/{id}/unpublish",
  roles: ["admin"],
  summary: "Close a workflow for new tickets; what runs goes on, and publishing opens it again",
  params: Id,
  body: Seen,
  reply: Workflow,
});

export const listWorkflowVersions = route({
  method: "GET",
  path: "/api/workflows/{id}/versions",
  roles: everyone,
  summary: "A workflow's published versions, newest first",
  params: Id,
  query: PageQuery,
  reply: pageOf(WorkflowVersionCard),
});

export const getWorkflowVersion = route({
  method: "GET",
  path: "/api/workflows/{id}/versions/{n}",
  roles: everyone,
  summary: "One published version, which never changes and may be kept for ever",
  params: z.strictObject({ id: z.uuid(), n: z.coerce.number().int().positive().max(2_147_483_647) }),
  reply: WorkflowVersion,
});

/** Said rather than left to "no such route": whoever tries must hear why, and what to do instead. */
export const updateWorkflowVersion = route({
  method: "PATCH",
  path: "/api/workflows/{id}/versions/{n}",
  roles: ["admin"],
  limit: "workflowBody",
  summary: "Always refused with 409: a published version never changes; change the draft, and publish it as the next version",
  params: getWorkflowVersion.params,
  body: z.unknown(),
  reply: WorkflowVersion,
});

/** What new tickets take. `not-found` where there is no such workflow, `not-published` where it takes no new work. */
export const findPublishedWorkflow = route({
  method: "POST",
  path: "/internal/workflow/published",
  roles: "internal",
  summary: "The current version of a workflow",
  body: z.strictObject({ workflowId: z.uuid() }),
  reply: z.object({ workflowId: z.uuid(), version: Version, name: Name, formId: z.uuid().nullable() }),
});

/** May be kept for ever. */
export const findWorkflowVersion = route({
  method: "POST",
  path: "/internal/workflow/version",
  roles: "internal",
  summary: "A published version of a workflow",
  body: z.strictObject({ workflowId: z.uuid(), version: Version }),
  reply: z.object({ workflowId: z.uuid(), version: Version, name: Name, formId: z.uuid().nullable(), definition: Definition }),
});

/** The overview's question. */
export const countWorkflows = route({
  method: "POST",
  path: "/internal/workflow/totals",
  roles: "internal",
  summary: "Workflow totals of the tenant",
  reply: WorkflowTotals,
});
