import type { UserActor } from "../../shared/contract/actor";
import { isAgent } from "../../shared/contract/actor";
import { Problem } from "../../shared/contract/problem";
import { previewWorkflow } from "../../shared/contract/simulation";
import type { Definition, NodeOf } from "../../shared/process";
import type { Database } from "../db";
import { date } from "../kit/clock";
import { endpoint } from "../kit/endpoint";
import { versionOf } from "./instance/load";
import { zoneOf } from "./instance/zone";
import { findPublished } from "./published";
import { askedIn, nodeName, notChosen, type Ran, simulated, stopsIn, takenBy } from "./simulation";

export const preview = endpoint(previewWorkflow, async ({ actor, params, body, db, ask }) => {
  const { version, formId, definition } = await current(db, actor, params.id);
  const data = await takenBy({ ask }, actor, formId, body.data);
  const choosers = choosersIn(definition);
  const chosen = Object.fromEntries(choosers.map(({ id }) => [id, body.chosen?.[id] ?? [notChosen]]));
  const timeZone = await zoneOf({ ask }, actor.tenantId, definition, actor.userId);
  const options = { now: date().toISOString(), initiator: actor.userId, chosen, ...(timeZone && { timeZone }) };
  const ran = await simulated({ ask }, actor.tenantId, { definition, data, options });
  return {
    version,
    steps: stepsOf(definition, ran),
    choose: choosers.map(({ id }) => ({ node: id, nodeName: nodeName(definition, id), onPath: ran.path.includes(id), users: [...(body.chosen?.[id] ?? [])] })),
    incidents: stopsIn(definition, ran),
  };
});

/** Whether one is there that takes no work, its requesters need not know. */
async function current(db: Database, actor: UserActor, id: string) {
  const found = await findPublished(db, actor.tenantId, id);
  if (!found || (found.version === null && !isAgent(actor))) throw new Problem("not-found", "There is no such workflow.");
  if (found.version === null) throw new Problem("not-published", `The workflow "${found.name}" takes no new tickets.`);
  return { version: found.version, ...(await versionOf(db, actor.tenantId, id, found.version)) };
}

type UserTask = NodeOf<"userTask">;
const isUserTask = (node: Definition["nodes"][number]): node is UserTask => node.type === "userTask";
const asksInitiator = ({ participants }: UserTask) => participants.some(({ from }) => from === "chosen");
const choosersIn = ({ nodes }: Definition): UserTask[] => nodes.filter(isUserTask).filter(asksInitiator);

/** One step for each time that people are asked at a node: those who are asked at the same time are one. */
function stepsOf(definition: Definition, { asked, words }: Ran) {
  const modes = new Map(definition.nodes.filter(isUserTask).map(({ id, mode }) => [id, mode.type]));
  const steps: (ReturnType<typeof askedIn> & { mode: UserTask["mode"]["type"]; isChosen: boolean; at: string })[] = [];
  for (const one of asked) {
    const { users, ...step } = askedIn(definition, one, words);
    const people = users.filter((user) => user !== notChosen);
    const same = steps.find(({ node, at, why }) => node === one.node && at === one.at && why.because === step.why.because);
    if (same)
      Object.assign(same, {
        users: [...new Set([...same.users, ...people])],
        groups: [...new Set([...same.groups, ...step.groups])],
        insteadOf: { ...same.insteadOf, ...step.insteadOf },
      });
    else steps.push({ ...step, users: people, mode: modes.get(one.node) ?? "any", isChosen: step.why.from === "chosen", at: one.at });
  }
  return steps;
}
