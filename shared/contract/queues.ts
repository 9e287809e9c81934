import type { Domain } from "./domain";

/**
 * The queues, and how their consumers are fed: read by the stacks and by the local cloud alike, so that a
 * batch is the same on one machine and in AWS. Times are seconds.
 */
export type Queue = {
  /** Its handler is `functions/<domain>/<consumer>.ts`; the Lambda is `<stage>-pflow-<domain>-<consumer>`. */
  domain: Domain;
  consumer: string;
  /** The environment variable that holds its URL. */
  urlVariable: string;
  batchSize: number;
  window: number;
  maxConcurrency: number;
  /** Of the consumer; the visibility is six times that. */
  timeout: number;
};

const work = (domain: Domain): Queue => ({
  domain,
  consumer: "work",
  urlVariable: `${domain.toUpperCase()}_WORK_QUEUE_URL`,
  batchSize: 10,
  window: 0,
  maxConcurrency: 5,
  timeout: 30,
});

export const queues = {
  /** Accepted submissions on their way to becoming tickets. */
  ticketSubmissions: { domain: "ticket", consumer: "drain", urlVariable: "TICKET_QUEUE_URL", batchSize: 10, window: 0, maxConcurrency: 5, timeout: 30 },
  /** What no consumer could read: kept as rows by tenant, then shown to admins. */
  ticketDeadLetters: {
    domain: "ticket",
    consumer: "dead-letters",
    urlVariable: "TICKET_DEAD_LETTER_QUEUE_URL",
    batchSize: 10,
    window: 0,
    maxConcurrency: 2,
    timeout: 30,
  },
  /** Nudges, due timers and jobs to the outside, of each domain that owes. */
  ticketWork: work("ticket"),
  workflowWork: work("workflow"),
} as const satisfies Record<string, Queue>;

export type QueueName = keyof typeof queues;

/** Of every queue: 14 days, and no message is given up before its thousandth try. */
export const queueRetention = 14 * 24 * 3600;
export const maxReceiveCount = 1000;
export const visibilityOf = (queue: Queue) => queue.timeout * 6;
