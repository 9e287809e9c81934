/** What the local cloud calls its parts: region, account, stage, names and ARNs, as the stacks compute them in AWS. */
import type { Domain } from "../shared/contract/domain";
import { type QueueName, queues } from "../shared/contract/queues";

export const region = "eu-west-1";
/** The account of every ARN; fauxqs and LocalStack use the same. */
export const account = "000000000000";
export const stage = "local";

export const functionName = (domain: Domain, consumer?: string) => `${stage}-pflow-${domain}${consumer ? `-${consumer}` : ""}`;
export const functionArn = (name: string) => `arn:aws:lambda:${region}:${account}:function:${name}`;
export const queueArn = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;

/** The names of a cloud's queues; the first one's was and is the setting TICKET_QUEUE_NAME. */
export function queueNames(submissions = process.env.TICKET_QUEUE_NAME || "ticket_submissions"): Record<QueueName, string> {
  return {
    ticketSubmissions: submissions,
    ticketDeadLetters: `${submissions}_dead_letters`,
    ticketWork: "ticket_work",
    workflowWork: "workflow_work",
  };
}

/** Where each queue sends what was received too often. */
export const deadLetterQueueOf = (names: Record<QueueName, string>): Record<QueueName, string> => ({
  ticketSubmissions: names.ticketDeadLetters,
  ticketDeadLetters: `${names.ticketDeadLetters}_dead_letters`,
  ticketWork: `${names.ticketWork}_dead_letters`,
  workflowWork: `${names.workflowWork}_dead_letters`,
});

export const allQueueNames = Object.keys(queues) as QueueName[];

/** Ports of a start; 0 means whichever is free. The variable changes it. */
export const ports = {
  api: { variable: "PFLOW_API_PORT", port: 8000, what: "the API" },
  issuer: { variable: "PFLOW_ISSUER_PORT", port: 8010, what: "the sign-in" },
  console: { variable: "PFLOW_CONSOLE_PORT", port: 5173, what: "the console" },
  aws: { variable: "PFLOW_AWS_PORT", port: 8020, what: "the local Lambda, Scheduler and CloudWatch" },
  queue: { variable: "PFLOW_QUEUE_PORT", port: 9324, what: "the queues" },
} as const;
export type PortName = keyof typeof ports;

/** Whom the tokens are for: the API as a resource, and the console as a client. */
export const audience = "pflow-api";
export const consoleClientId = "pflow-console";

/** Where the issuer may send people back to, on the console's origin. */
export const consoleCallbacks = ["/callback", "/"] as const;
