import type { Domain } from "../shared/contract/domain";
import type { QueueName } from "../shared/contract/queues";

/**
 * What each function reaches besides its own domain's database: its variables and its permissions are made of this and of
 * nothing else. `tests/infra/reach.test.ts` reads the bundles and says what is missing here, and what is too much.
 */
export type Reach = {
  /** Domains that it asks, or delivers owed calls to. */
  asks?: readonly Domain[];
  /** Queues that it sends to. A consumer's own queue goes without saying. */
  sends?: readonly QueueName[];
  /** Queues into which it sets timers: an EventBridge schedule where it is due late. */
  timers?: readonly QueueName[];
  /** Queues whose depth it reads. */
  depths?: readonly QueueName[];
  /** It signs or reads the addresses of submissions. */
  addresses?: true;
  /** Of the metrics in the namespace PFlow, and of the queues' age. */
  metrics?: "notes" | "reads";
  /** It says to its readers where they sign in. */
  issuer?: true;
};

export const reaches: Record<Domain, Reach> = {
  form: { asks: ["identity"] },
  identity: {},
  ticket: {
    asks: ["identity", "form", "workflow", "gateway"],
    sends: ["ticketSubmissions", "ticketWork"],
    timers: ["ticketWork"],
    depths: ["ticketSubmissions"],
    addresses: true,
    metrics: "reads",
  },
  workflow: { asks: ["identity", "form"] },
  gateway: { asks: ["identity", "form", "ticket", "workflow"], issuer: true },
};

export const consumerReaches: Record<QueueName, Reach> = {
  ticketSubmissions: {
    asks: ["identity", "form", "workflow", "gateway"],
    sends: ["ticketDeadLetters", "ticketWork"],
    timers: ["ticketWork"],
    metrics: "notes",
  },
  ticketDeadLetters: { sends: ["ticketSubmissions"] },
  ticketWork: { asks: ["gateway"], timers: ["ticketWork"] },
  workflowWork: { timers: ["workflowWork"] },
};
