import { Problem } from "../../../shared/contract/problem";
import { getSubmission } from "../../../shared/contract/submission";
import { endpoint } from "../../kit/endpoint";
import { pending } from "./accept";
import { readAddress } from "./address";
import { findSubmission, forRequester } from "./rows";

/** The row first; only without one does the signature say whether we accepted it and it still waits. */
export const get = endpoint(getSubmission, async ({ actor, params, ...means }) => {
  const { id, accepted } = await readAddress(actor, params.id);
  const row = await findSubmission(means, actor.tenantId, id);
  if (row && row.subject === actor.subject) return forRequester(actor, row);
  if (row || !accepted) throw new Problem("not-found", "There is no such submission.");
  return pending({ id, address: params.id, clientReference: null, title: null, acceptedAt: null, attempt: null, bodyHash: null });
});
