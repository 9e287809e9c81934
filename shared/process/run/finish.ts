// The end of an instance, or its rest until the creator submits again.

import type { CloseReason, TicketState } from "../effect";
import type { Reason } from "../reason";
import type { Status } from "../state";
import { empty } from "./element";
import type { Run } from "./run";
import { tell } from "./timeline";

type Over = Exclude<Status, "active">;

const ticketStateOf = {
  completed: "resolved",
  rejected: "rejected",
  withdrawn: "withdrawn",
  terminated: "terminated",
  failed: "terminated",
} as const satisfies Record<Over, TicketState>;
const closedAs: Record<Over, CloseReason> = { completed: "ended", rejected: "decided", withdrawn: "withdrawn", terminated: "ended", failed: "ended" };

/** `told` false: a line of the timeline says so already. */
export function finish(run: Run, status: Over, more: { error?: string; message?: string; reason?: Reason; told?: boolean } = {}): void {
  const { told, ...reason } = more;
  empty(run, null, closedAs[status]);
  run.state.status = status;
  run.state.subscriptions = [];
  run.state.messages.kept = [];
  if (!told) tell(run, { actor: null, action: status === "completed" ? "finish" : status, comment: reason.message });
  const state = ticketStateOf[status];
  run.effects.push({ type: "ticketState", state });
  if (state !== "withdrawn")
    run.effects.push({ type: "notify", notification: { about: state, users: [run.state.initiator], groups: [], comment: reason.message } });
  run.effects.push({ type: "ended", status, ...reason, variables: run.state.variables });
}
