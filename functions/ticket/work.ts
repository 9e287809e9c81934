import { workConsumer } from "../kit/work";
import { onDue } from "./due";

/** The ticket domain's work queue: nudges for what it owes, and tickets that come due. */
export const handler = workConsumer("ticket", "ticketWork", { timers: { due: onDue } });
