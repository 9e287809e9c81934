import { Problem } from "../../shared/contract/problem";
import { findWorkflowVersion, getWorkflowVersion, updateWorkflowVersion } from "../../shared/contract/workflow";
import { Answer, endpoint } from "../kit/endpoint";
import { readVersion } from "./queries";

export const version = endpoint(getWorkflowVersion, async ({ actor, params, db }) => {
  const found = await readVersion(db, actor.tenantId, params.id, params.n);
  return new Answer(found, { headers: { "cache-control": "private, max-age=31536000, immutable" } });
});

export const updateVersion = endpoint(updateWorkflowVersion, async ({ actor, params, db }) => {
  const { number } = await readVersion(db, actor.tenantId, params.id, params.n);
  throw new Problem("illegal-transition", `Version ${number} is published and never changes. Change the draft, and publish it as the next version.`);
});

/** The same for other domains. */
export const versionForDomains = endpoint(findWorkflowVersion, async ({ actor, body, db }) => {
  const { workflowId, number, name, formId, definition } = await readVersion(db, actor.tenantId, body.workflowId, body.version);
  return { workflowId, version: number, name, formId, definition };
});
