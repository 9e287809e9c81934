import { workConsumer } from "../kit/work";
import { http } from "./job/http";
import { notify } from "./job/notify";
import { people } from "./job/people";
import { due } from "./job/timer";

/** The workflow domain's work queue: nudges for what it owes, its instances' timers, and their jobs to the outside. */
export const handler = workConsumer("workflow", "workflowWork", { timers: { process: due }, jobs: { http, notify, people } });
