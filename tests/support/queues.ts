/** On which SQS a suite runs: the one in this process, or, under `npm run test:localstack`, LocalStack's, with queues of each file's own. */
import type { CloudOptions } from "../../local/cloud";
import { queueNames } from "../../local/settings";

export const localStack = process.env.PFLOW_LOCALSTACK_URL;

export function onLocalStack(): Pick<CloudOptions, "queueEndpoint" | "queueNames"> {
  if (!localStack) return {};
  const own = `t${crypto.randomUUID().slice(0, 8)}`;
  const names = queueNames(`${own}_submissions`);
  return { queueEndpoint: localStack, queueNames: { ...names, ticketWork: `${own}_${names.ticketWork}`, workflowWork: `${own}_${names.workflowWork}` } };
}
