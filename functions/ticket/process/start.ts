// A ticket that names a workflow owes its process one start, with the statement that makes or opens it.
import type * as z from "zod";
import { startInstance } from "../../../shared/contract/process";
import { type Owed, owe } from "../../kit/owed";
import type { Raised } from "../submission/message";

type Start = z.input<typeof startInstance.body>;

/** Undefined without a workflow. Throws where nobody asked which version of it takes new tickets. */
export function startOf({
  ticketId,
  ticketNumber = 0,
  requesterId,
  raised,
}: {
  ticketId: string;
  ticketNumber?: number;
  requesterId: string;
  raised: Raised;
}): Start | undefined {
  const { title, priority, workflowId, workflowVersion, formId, formVersion, data, chosen } = raised;
  if (!workflowId) return undefined;
  if (workflowVersion === undefined) throw new Error("A ticket can't start a workflow whose version is not known.");
  return { ticketId, ticketNumber, requesterId, title, priority, workflowId, workflowVersion, formId, formVersion, data, ...(chosen && { chosen }) };
}

export const oweStart = (start: Start | undefined): Owed[] => (start ? [owe("workflow", startInstance, start)] : []);
