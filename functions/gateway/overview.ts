import { countUsers } from "../../shared/contract/directory";
import type { Domain } from "../../shared/contract/domain";
import { countForms } from "../../shared/contract/form";
import { getOverview } from "../../shared/contract/overview";
import { getQueueMetrics } from "../../shared/contract/submission";
import { countTickets } from "../../shared/contract/ticket";
import { countWorkflows } from "../../shared/contract/workflow";
import { askBy } from "../kit/ask";
import { now } from "../kit/clock";
import { endpoint } from "../kit/endpoint";
import { log } from "../kit/log";

/** No domain is waited for longer than that, in ms. */
const patience = 1_500;

export const overview = endpoint(getOverview, async ({ actor, deadline, requestId }) => {
  const ask = askBy(Math.min(deadline, now() + patience), requestId);
  const degraded = new Set<Domain>();
  const orNull = async <T>(domain: Domain, answer: Promise<T>): Promise<T | null> => {
    try {
      return await answer;
    } catch (error) {
      log.warn("the overview goes without a domain", { domain, requestId, error });
      degraded.add(domain);
      return null;
    }
  };
  const [forms, users, workflows, counted, queue] = await Promise.all([
    orNull("form", ask("form", countForms, actor)),
    orNull("identity", ask("identity", countUsers, actor)),
    orNull("workflow", ask("workflow", countWorkflows, actor)),
    orNull("ticket", ask("ticket", countTickets, actor)),
    orNull("ticket", ask("ticket", getQueueMetrics, actor)),
  ]);
  return { forms, users, workflows, tickets: counted && { ...counted, queue }, degraded: [...degraded].sort() };
});
