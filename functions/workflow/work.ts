import { workConsumer } from "../kit/work";

/** The workflow domain's work queue: nudges for what it owes, then its timers and jobs. */
export const handler = workConsumer("workflow", "workflowWork", {});
