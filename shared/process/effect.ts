// What a step asks the outside to do, in order. Each is written with the new state and carried out after it.

import type { Json, Variables } from "./json";
import type { Reason } from "./reason";
import type { Ask, Incident, Status, Subscription, Task, Timer } from "./state";

export type TicketState = "open" | "in_progress" | "resolved" | "rejected" | "withdrawn" | "terminated";

export type CloseReason = "completed" | "decided" | "removed" | "withdrawn" | "returned" | "ended";

/** A line of the ticket's history; `sequence` orders the lines of an instance. */
export type TimelineEntry = {
  sequence: number;
  round: number;
  at: string;
  /** Null is the system. */
  actor: string | null;
  onBehalfOf?: string;
  action: string;
  node?: string;
  task?: string;
  comment?: string;
  before?: Json;
  after?: Json;
};

export type TaskView = Task & { element: string; node: string; kind: "decide" | "submit" };

export type Notification = {
  about: "task" | "reminder" | "urge" | "cc" | "returned" | "removed" | "resolved" | "rejected" | "terminated" | "timeout" | "opinion";
  users: string[];
  groups: string[];
  node?: string;
  task?: string;
  comment?: string;
};

export type JobInput =
  | { kind: "http"; method: string; url: string; headers: Record<string, string>; body: Json | undefined; connection: string | null }
  | { kind: "notify"; to: Ask[]; subject: string; text: string }
  /** People of whom some are found by HTTP; answers the question. */
  | { kind: "people"; question: string; asks: Ask[]; expand: boolean; about?: string[] };

export type Effect =
  | { type: "openTask"; task: TaskView }
  | { type: "changeTask"; task: TaskView }
  | { type: "closeTask"; task: TaskView; reason: CloseReason }
  | { type: "setTimer"; timer: Timer }
  | { type: "cancelTimer"; timer: Timer }
  /** At least once, with the same `key` on each try. */
  | { type: "job"; element: string; node: string; key: string; attempt: number; input: JobInput }
  | { type: "cancelJob"; element: string; key: string }
  | { type: "subscribe"; subscription: Subscription }
  | { type: "unsubscribe"; subscription: Subscription }
  /** One child for each element and call, however often this is carried out. */
  | { type: "startChild"; element: string; call: number; workflow: string; variables: Variables; initiator: string }
  | { type: "cancelChild"; element: string }
  | { type: "incident"; incident: Incident }
  | { type: "incidentResolved"; incident: Incident }
  | { type: "timeline"; entry: TimelineEntry }
  | { type: "ticketState"; state: TicketState }
  | { type: "notify"; notification: Notification }
  /** The instance's status changed; with `variables` when it is over, for whoever called it. */
  | { type: "ended"; status: Status; error?: string; message?: string; reason?: Reason; variables: Variables }
  /** The way that was taken, for diagrams, coverage and tests: nothing has to be done. */
  | { type: "path"; element: string; node: string; flow?: string };
