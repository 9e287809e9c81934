// A step that was taken and is not written yet: what its report, its notifications and all else that must follow are made of.
import type * as z from "zod";
import type { Actor } from "../../../shared/contract/actor";
import type { tellTicketOfCalled } from "../../../shared/contract/process-calls";
import type { StoredInstance, Subject } from "./load";
import type { Ran } from "./run";

/** What something that was called says of itself. */
export type CalledTold = z.output<typeof tellTicketOfCalled.body>;

export type Following = {
  before: Subject;
  after: StoredInstance;
  ran: Pick<Ran, "effects" | "words" | "members">;
  actor: Actor;
  now: string;
  called?: CalledTold;
};
