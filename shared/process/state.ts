// An instance as plain JSON: everything that a step must know, and nothing that only a history needs.

import type { FieldRight } from "./elements/approval";
import type { Json, Variables } from "./json";
import type { Reason } from "./reason";

/** Rejected and withdrawn rest until the creator submits again; the others are final. */
export type Status = "active" | "completed" | "rejected" | "withdrawn" | "terminated" | "failed";

export type State = {
  format: 1;
  instance: string;
  status: Status;
  initiator: string;
  /** IANA zone of `now()` and `today()`. */
  timeZone: string | null;
  startedAt: string;
  /** 1 at the start, one more with every new submission. */
  round: number;
  /** The form's data and what the process adds. */
  variables: Variables;
  /** 自选: by node, whom the initiator chose. */
  chosen: Record<string, string[]>;
  elements: Element[];
  tokens: Token[];
  /** Human nodes that were done in this round, by id; the newest time each. */
  done: Record<string, Done>;
  questions: Question[];
  timers: Timer[];
  subscriptions: Subscription[];
  incidents: Incident[];
  /** Messages that nobody waited for yet, and the ids of those that had their effect. */
  messages: { kept: Message[]; seen: string[] };
  /** The creator can't take it back any more. */
  withdrawClosed: boolean;
  /** Somebody took a task in this round. */
  inProgress: boolean;
  urgedAt: string | null;
  /** This instance was started by a call activity of another. */
  called: boolean;
  /** What was entered, and which nodes asked for people, since something came from outside: the bounds on loops in which nobody is ever waited for. */
  burst: { entered: number; asked: Record<string, number> };
  counters: { id: number; timeline: number; done: number };
};

/** ACTIVATED is between: its timers and boundary events live. TERMINATED and COMPLETED ones are gone from the state. */
export type Phase = "ACTIVATING" | "ACTIVATED" | "COMPLETING";

/** Human nodes (and the start) that the path up to here went through, each with the number of that very completion. */
export type Past = Record<string, number>;

/** An element instance. */
export type Element = {
  id: string;
  node: string;
  /** The instance of the sub-process, or multi-instance body, in which it lives. */
  scope: string | null;
  phase: Phase;
  since: string;
  past: Past;
  /** Of a multi-instance activity: the whole, or one of its items. */
  role?: "body" | "item";
  variables?: Variables;
  loop?: LoopState;
  work?: Work;
  job?: Job;
  /** How often a call activity has called. */
  calls?: number;
  /** 退回 `straight`: it waits for this element, which then comes back to it. */
  heldBy?: string;
  returnTo?: string;
};

/** A token that waits on a flow into a join. */
export type Token = { id: string; flow: string; scope: string | null; past: Past };

export type LoopState = { items: Json[]; next: number; completed: number; terminated: number; outputs: Json[] };

export type Job = { key: string; attempt: number; retriesLeft: number; waiting: boolean };

export type Done = { seq: number; at: string; outcome: Outcome; handlers: string[]; last: string | null };

export type Outcome = "approved" | "refused";

/** What a user task's people do. */
export type Work = {
  tasks: Task[];
  /** Reminders sent so far, or since the turn changed. */
  reminders: number;
  /** A user task has people deciding; a start event has the creator submitting again. */
  kind: "decide" | "submit";
};

/** waiting: not its turn yet · open: can be done · held: until those before it did, or a returned step comes back. */
export type TaskStatus = "waiting" | "open" | "held" | "done" | "dropped";

export type Task = {
  id: string;
  /** Tasks of one seat make one vote. */
  seat: string;
  /** main, or added to `host`'s: before (an opinion), beside, after. */
  part: "main" | "before" | "beside" | "after";
  host: string | null;
  status: TaskStatus;
  /** Who has it; without one, any of `users` and `groups` may take it. */
  assignee: string | null;
  users: string[];
  groups: string[];
  /** May never decide here (self-approval). */
  barred: string | null;
  /** 委派: to whom it returns. */
  owner: string | null;
  /** 代理: for whom the assignee stands in, by user. */
  insteadOf: Record<string, string>;
  /** By which rule they were found. */
  found: Found;
  addedBy: string | null;
  /** Who handed it on: they are out, and are told so. */
  former: string[];
  decision: Decision | null;
};

export type Decision = { outcome: Outcome | "opinion"; by: string | null; at: string; comment: string | null };

/** `rule`: the participant rule's index in the definition, or what stood in for it. */
export type Found = {
  rule: number | "superior" | "nobody" | "escalation" | "added" | "take-back" | "creator";
  from: string;
  because?: "approver-is-initiator" | "nobody-found" | "timeout" | "same-approver";
};

export type AskFrom =
  | { from: "users"; users: string[] }
  | { from: "groups"; groups: string[]; leadsOnly: boolean }
  | { from: "roles"; roles: string[] }
  | { from: "department"; department: string; below: boolean }
  /** Of that department, or of the department of `of`. */
  | { from: "departmentHead"; department: string | null; of: string }
  | { from: "manager"; of: string; levels: number }
  | { from: "http"; url: string; connection: string | null };

export type Ask = AskFrom & { rule: Found["rule"]; says: string };

/** What a step must be told before it can go on. */
export type Question = {
  id: string;
  element: string;
} & (
  | {
      kind: "people";
      purpose: "open" | "superior" | "nobody" | "escalate";
      asks: Ask[];
      /** Groups, roles and departments must come back as people; else a group may come back as itself. */
      expand: boolean;
      /** People for whom a rule of the node makes a difference: whether a group that stays one has them must be said. */
      about?: string[];
      /** A job looks them up; else the answer must come before this step is written. */
      byJob: boolean;
      /** What was found before this was asked. */
      found: FoundPerson[];
    }
  /** Answered by a number from 0 (included) to 1 (not included). */
  | { kind: "random"; found: FoundPerson[] }
);

export type FoundPerson = { user?: string; group?: string; insteadOf?: string; has?: string[]; hasOthers?: boolean; found: Found };

/** `generation` tells a late one from the one that counts. */
export type Timer = { id: string; element: string; node: string; purpose: "event" | "timeout" | "retry"; dueAt: string; generation: number };
export type Subscription = { id: string; element: string; node: string; name: string; correlationKey: string };
export type Message = { name: string; correlationKey: string; messageId: string | null; variables: Variables; expiresAt: string };

export type IncidentCode =
  | "expression-failed"
  | "condition-undecided"
  | "no-way-out"
  | "nobody-found"
  | "not-enough-people"
  | "bad-timer"
  | "bad-collection"
  | "job-failed"
  | "child-failed"
  | "uncaught-error"
  | "join-starved"
  | "too-many-steps"
  | "too-large"
  | "unsupported";

export type Incident = {
  id: string;
  /** Null for a join that waits in vain. */
  element: string | null;
  node: string;
  scope: string | null;
  code: IncidentCode;
  message: string;
  /** The same for a console to say, where there is more to it than the code. */
  reason?: Reason;
  at: string;
  /** What resolving it takes up again. */
  resume: "enter" | "complete" | "job" | "join" | "loop" | "people" | "child" | "timer";
  /** The one that could not come. */
  timer?: Timer;
};

export type Fields = Record<string, FieldRight>;
