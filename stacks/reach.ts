import type { Domain } from "../shared/contract/domain";
import type { QueueName } from "../shared/contract/queues";

/** What the functions sign and seal with, each ring the one domain's that has it. */
export const keyRings = {
  submission: { domain: "ticket", variable: "SUBMISSION_KEYS_SECRET_ARN", means: "Signs the addresses of submissions" },
  connection: { domain: "workflow", variable: "CONNECTION_KEYS_SECRET_ARN", means: "Seals the secrets of connections to other systems" },
} as const satisfies Record<string, { domain: Domain; variable: string; means: string }>;
export type KeyRingName = keyof typeof keyRings;

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
  /** It signs or seals with these, or reads what was. */
  keys?: readonly KeyRingName[];
  /** It reads metrics: the queues' age, and what consumers tell of it. Telling one is a line of the log, and needs nothing. */
  metrics?: true;
  /** It calls other systems, where processes say so. */
  connects?: true;
  /** It says to its readers where they sign in. */
  issuer?: true;
  /**
   * Why it may come back to itself by way of queues, which Lambda stops after some 16 rounds unless it is told otherwise. It has a bound
   * of its own then (DESIGN §5); for all others Lambda's holds.
   */
  loops?: string;
};

export const reaches: Record<Domain, Reach> = {
  form: { asks: ["identity"] },
  identity: {},
  ticket: {
    asks: ["identity", "form", "workflow", "gateway"],
    sends: ["ticketSubmissions", "ticketWork"],
    timers: ["ticketWork"],
    depths: ["ticketSubmissions"],
    keys: ["submission"],
    metrics: true,
    loops:
      "A process tells it what became of a ticket, and it nudges for what follows: a nudge a quarter of a minute at most, and each only as long as something is owed.",
  },
  workflow: {
    asks: ["identity", "form", "ticket", "gateway", "workflow"],
    timers: ["workflowWork"],
    keys: ["connection"],
    loops:
      "What it owes its own instances, tickets and theirs it nudges for, whoever called it: a nudge a quarter of a minute at most, and each only as long as something is owed.",
  },
  gateway: { asks: ["identity", "form", "ticket", "workflow"], issuer: true },
};

export const consumerReaches: Record<QueueName, Reach> = {
  ticketSubmissions: {
    asks: ["identity", "form", "workflow", "gateway"],
    sends: ["ticketDeadLetters", "ticketWork"],
    timers: ["ticketWork"],
  },
  ticketDeadLetters: { sends: ["ticketSubmissions"] },
  ticketWork: {
    asks: ["gateway", "identity", "workflow"],
    timers: ["ticketWork"],
    loops: "A nudge sends the next one as long as something is owed: at most one each, later and later, until the call is made, or parked after 24 hours.",
  },
  workflowWork: {
    asks: ["identity", "form", "ticket", "gateway", "workflow"],
    timers: ["workflowWork"],
    keys: ["connection"],
    connects: true,
    loops:
      "As the nudges of ticketWork; and timers set the next ones of their process, and send themselves again before their time: the engine bounds the steps of an instance.",
  },
};
