// An instance as its reader sees it: the live diagram, what they may do now, and nothing that is hidden from them.
import type * as z from "zod";
import { isAgent, type UserActor } from "../../../shared/contract/actor";
import type { Instance, InstanceCard, NodeProgress, Why } from "../../../shared/contract/instance";
import type { ProcessVerb } from "../../../shared/contract/process";
import { type AllowedActions, allowedActions, type Found, graphOf, type State, type Actor as Who } from "../../../shared/process";
import { date } from "../../kit/clock";
import type { Means } from "../../kit/endpoint";
import type { Acted } from "./act";
import type { InstanceHead, StoredInstance, Wanted } from "./load";
import { noSuch, readInstance } from "./load";
import { openTasks } from "./open-tasks";
import { whoActs } from "./people";
import { hiddenFrom, mayRead, without } from "./seen";
import type { Step } from "./trail";

/** Throws `not-found` where there is none, or none that they may read. */
export async function readableInstance(means: Pick<Means, "db" | "ask">, actor: UserActor, wanted: Wanted): Promise<{ instance: StoredInstance; who: Who }> {
  const instance = await readInstance(means.db, actor.tenantId, wanted);
  const who = await whoActs(means, actor, instance);
  mustBeReadable(instance, actor, who, wanted);
  return { instance, who };
}

export function mustBeReadable(instance: StoredInstance, actor: UserActor, who: Who, wanted: Wanted): void {
  if (!mayRead(instance, actor, who)) throw noSuch(wanted);
}

export function cardOf(head: InstanceHead): InstanceCard {
  const { id, ticketId, ticketNumber, title, workflowId, workflowName, workflowVersion, parentId, status, initiatorId, at, version } = head;
  const incidents = head.incidents + head.refused;
  const { startedAt, updatedAt, endedAt } = head;
  return {
    ...{ id, ticketId, ticketNumber, title, workflowId, workflowName, workflowVersion, parentId, status, initiatorId, at, incidents, version },
    ...{ startedAt, updatedAt, endedAt },
  };
}

export function shownTo(instance: Acted, actor: UserActor, who: Who): Instance {
  const { state, trail, definition, pending } = instance;
  const allowed = allowedActions(definition, state, who, date().toISOString());
  return {
    ...cardOf(instance),
    round: state.round,
    variables: without(state.variables, hiddenFrom(instance, actor, who)),
    nodes: progressOf(instance),
    stuck: state.incidents.map(({ node, code, message, reason = null }) => ({ node, code, message, reason })),
    flows: trail.flows,
    timers: state.timers.map(({ node, purpose, dueAt }) => ({ node, purpose, dueAt })),
    // Whoever knows name and key could send it.
    messages: isAgent(actor) ? state.subscriptions.map(({ node, name, correlationKey }) => ({ node, name, correlationKey })) : [],
    children: (trail.children ?? []).map(({ node, id }) => ({ node, instanceId: id })),
    allowedActions: verbsOf(allowed, instance),
    takeBack: allowed.takeBack,
    ...(pending && { pending }),
  };
}

export type InstanceVerb = z.output<typeof ProcessVerb> | "reopen";

const pathOf = {
  submit: "submit",
  withdraw: "withdraw",
  urge: "urge",
  cc: "cc",
  jump: "jump",
  terminate: "terminate",
  setVariables: "variables",
  resolveIncident: "resolve-incident",
  reopen: "reopen",
  takeBack: undefined,
} as const satisfies Record<AllowedActions["instance"][number], InstanceVerb | undefined>;

/** By the names of their paths. What another process called is its creator's only through that one. */
export function verbsOf({ instance: verbs }: AllowedActions, { parentId }: Pick<InstanceHead, "parentId">): InstanceVerb[] {
  const ofCaller: readonly (InstanceVerb | undefined)[] = ["submit", "withdraw", "reopen"];
  return verbs.flatMap((verb) => pathOf[verb] ?? []).filter((verb) => !parentId || !ofCaller.includes(verb));
}

function progressOf(instance: StoredInstance): z.output<typeof NodeProgress>[] {
  const { state, trail } = instance;
  const reached = Object.entries(trail.nodes)
    .filter(([, { times }]) => times > 0)
    .sort(([, a], [, b]) => a.place - b.place);
  // A join that waits in vain was never come to: it is seen by its incident alone.
  const only = state.incidents.filter(({ node }) => !reached.some(([id]) => id === node));
  return [...reached.map(progress), ...only.map(({ node, at }) => ({ ...unreached, node, since: at }))];

  function progress([node, step]: [string, Step]): z.output<typeof NodeProgress> {
    const { times, since, until = null, users, groups, outcome, found } = step;
    const is = stateOf(instance, node, step);
    return {
      ...{ node, times, since, until: is === "done" ? until : null, state: is },
      ...whoHas(state, node, { users, groups }),
      outcome: outcome ?? null,
      why: found ? whyOf(instance, node, found) : null,
    };
  }
}

const unreached = { state: "failed" as const, times: 0, until: null, users: [], groups: [], outcome: null, why: null };

/** What was left without being done, as a return or a withdrawal does, is skipped. */
function stateOf({ definition, state }: StoredInstance, node: string, { skipped, left }: Step): z.output<typeof NodeProgress>["state"] {
  if (state.incidents.some((incident) => incident.node === node)) return "failed";
  const here = state.elements.filter((element) => element.node === node);
  if (here.some(({ id }) => state.questions.some(({ element }) => element === id))) return "finding-people";
  if (here.length > 0) return "active";
  const type = graphOf(definition).nodes.get(node)?.type;
  const isDone = type === "userTask" ? state.done[node] !== undefined : left || type === "endEvent";
  return isDone && !skipped ? "done" : "skipped";
}

/** Who has it now, or decided last. */
function whoHas(state: State, node: string, last: { users: string[]; groups: string[] }) {
  const open = openTasks(state).filter((task) => task.node === node);
  if (open.length === 0) return { users: last.users, groups: [] };
  const users = open.flatMap(({ assignee, users }) => (assignee ? [assignee] : users));
  return { users: [...new Set(users)], groups: [...new Set(open.flatMap(({ assignee, groups }) => (assignee ? [] : groups)))] };
}

/** `rule` in words is known of what identity found. */
export function whyOf({ definition, trail }: Pick<StoredInstance, "definition" | "trail">, node: string, { rule, from, because }: Found): z.output<typeof Why> {
  const step = trail.nodes[node];
  const flow = step?.flow ? graphOf(definition).flows.get(step.flow) : undefined;
  return { from, rule: step?.rules?.[String(rule)] ?? from, because: because ?? null, flow: flow?.id ?? null, condition: flow?.condition ?? null };
}
