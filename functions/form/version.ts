import { findFormVersion, getFormVersion } from "../../shared/contract/form";
import { Answer, endpoint } from "../kit/endpoint";
import { readVersion } from "./queries";

/** Of what never changes. */
export const keptForEver = { "cache-control": "private, max-age=31536000, immutable" };

export const version = endpoint(
  getFormVersion,
  async ({ actor, params, db }) => new Answer(await readVersion(db, actor.tenantId, params.id, params.n), { headers: keptForEver }),
);

/** The same for other domains. */
export const versionForDomains = endpoint(findFormVersion, async ({ actor, body, db }) => {
  const { formId, number, name, definition } = await readVersion(db, actor.tenantId, body.formId, body.version);
  return { formId, version: number, name, definition };
});
