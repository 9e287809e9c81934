// Everything that can happen to an instance. Events are recorded with their time; replaying them rebuilds the state.

import type { Json, Variables } from "./json";
import type { Reason } from "./reason";

/**
 * Who does it. `user` null is the system of the tenant; `groups` are those the person belongs to now. `standsInFor` (代理) are those
 * who are away now and have them for a substitute, with their groups.
 */
export type Actor = { user: string | null; admin?: boolean; groups?: readonly string[]; standsInFor?: readonly Absent[] };
export type Absent = { user: string; groups: readonly string[] };

/**
 * One person, or group, that identity found for `rule` (the `rule` of the ask). Of a group: which of those whom the question is
 * `about` are in it, and whether it has anybody else.
 */
export type Answered = { rule: number | string; user?: string; group?: string; insteadOf?: string; has?: string[]; hasOthers?: boolean };

type By = { actor: Actor };
type OnTask = By & { task: string };

export type TaskEvent =
  | (OnTask & { type: "claim" })
  | (OnTask & { type: "unclaim" })
  /** `after`: 后加签 in the same breath. `variables` are the fields that the person may write, `computed` what the form makes of them in other fields. */
  | (OnTask & {
      type: "complete";
      outcome: "approve" | "refuse" | "opinion";
      comment?: string;
      variables?: Variables;
      computed?: Variables;
      after?: readonly string[];
    })
  | (OnTask & { type: "transfer"; to: string; reason: string })
  | (OnTask & { type: "delegate"; to: string; reason?: string })
  | (OnTask & { type: "addSign"; place: "before" | "after" | "beside"; users: readonly string[]; reason?: string })
  /** `remove` is the task of the person who leaves. */
  | (OnTask & { type: "removeSign"; remove: string; reason?: string })
  /** `to` is a node that was done; without it, back to the creator. */
  | (OnTask & { type: "return"; to?: string; mode: "rerun" | "straight"; reason: string });

export type PersonEvent =
  /** The creator submits again: after a return, a refusal or a withdrawal. */
  | (By & { type: "submit"; variables?: Variables; chosen?: Record<string, string[]>; comment?: string })
  | (By & { type: "withdraw"; reason?: string })
  /** A new round of what is over, on the same data. */
  | (By & { type: "reopen"; reason?: string })
  /** `node`: the step that the person did last. */
  | (By & { type: "takeBack"; node: string; reason?: string })
  | (By & { type: "jump"; element?: string; from?: string; to: string; reason: string })
  | (By & { type: "terminate"; reason: string })
  | (By & { type: "urge"; comment?: string })
  | (By & { type: "cc"; users: readonly string[]; comment?: string })
  | (By & { type: "resolveIncident"; incident: string; variables?: Variables; comment?: string })
  | (By & { type: "setVariables"; variables: Variables; reason?: string });

export type OutsideEvent =
  | { type: "answer"; question: string; people: readonly Answered[] }
  | { type: "answer"; question: string; random: number }
  | { type: "timer"; timer: string; generation: number }
  /** What follows the timer can't be written: an incident stands for it, and resolving that lets it come once more. */
  | { type: "timerFailed"; timer: string; generation: number; message: string }
  | { type: "jobCompleted"; element: string; key: string; result?: Json }
  /** `error` is a BPMN error for a boundary event to catch; without it the job is tried again. `final`: not again. People who could not be looked up are always an incident. */
  | { type: "jobFailed"; element: string; key: string; attempt: number; message: string; reason?: Reason; error?: string; final?: boolean }
  /** Kept until `expiresAt` where nobody waits for it yet; without that, refused. */
  | { type: "message"; name: string; correlationKey: string; messageId?: string; variables?: Variables; expiresAt?: string }
  | { type: "childEnded"; element: string; outcome: "completed" | "failed"; error?: string; message?: string; reason?: Reason; variables?: Variables };

export type StartEvent = By & {
  type: "start";
  instance: string;
  initiator: string;
  variables: Variables;
  chosen?: Record<string, string[]>;
  timeZone?: string;
  /** Started by a call activity, which is told of the end. */
  called?: boolean;
};

export type ProcessEvent = StartEvent | TaskEvent | PersonEvent | OutsideEvent;
export type EventOf<T extends ProcessEvent["type"]> = Extract<ProcessEvent, { type: T }>;
/** An event as it is kept. `at` is the step's `now`. */
export type Recorded = { event: ProcessEvent; at: string };

/** Kept among the events of an instance that was moved to another version (migrate.ts); no step takes it. */
export type MigrateEvent = By & { type: "migrate"; from: number; to: number; nodes: Record<string, string>; flows: Record<string, string>; reason: string };
export type Kept = Recorded | { event: MigrateEvent; at: string };
