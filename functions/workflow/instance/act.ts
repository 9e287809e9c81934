// One event on a stored instance: loaded, stepped with what it must know, and written with what follows in one guarded statement.
import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "../../../shared/contract/actor";
import { Problem } from "../../../shared/contract/problem";
import type { ProcessEvent, TaskView, Actor as Who } from "../../../shared/process";
import { date, now } from "../../kit/clock";
import type { Means } from "../../kit/endpoint";
import { nudgeLater, payNow } from "../../kit/owed";
import { after } from "./after";
import type { CalledTold, Following } from "./following";
import { readInstance, type StoredInstance, type Subject, type Wanted } from "./load";
import { owesOf } from "./owes";
import { whoActs } from "./people";
import type { TaskRow } from "./rows";
import { type Ran, runAll } from "./run";
import type { Step } from "./step-rows";
import { type Written, write } from "./write";

export type Acted = StoredInstance & {
  /** The tasks of the step of the task by which it was asked for, where this very change may have ended it. */
  others?: TaskView[];
  /** True where something that follows is still on its way. */
  pending?: boolean;
};

export type Act = Wanted & {
  tenantId: string;
  actor: Actor;
  /**
   * Made anew on each try, from the instance as it is then; `who` is the actor in the engine's words, with the groups of now.
   * Undefined: nothing is to be done. It may throw a Problem.
   */
  event: (instance: StoredInstance, who: Who) => ProcessEvent | undefined | Promise<ProcessEvent | undefined>;
};

/** Throws `not-found`, the engine's refusal as a Problem, or `domain-away` where somebody could not be asked (and nothing was written). */
export async function act(means: Means, given: Act): Promise<Acted> {
  const { tenantId, actor } = given;
  return changeInstance(means, given, async (instance, at) => {
    const event = await given.event(instance, await whoActs(means, actor, instance));
    if (!event) return undefined;
    const [ran] = await runAll(means, tenantId, [{ instanceId: instance.id, definition: instance.definition, state: instance.state, event }], at);
    return ran && ran.state !== instance.state ? { ran } : undefined;
  });
}

/** What a change makes of an instance: `called` is what another says that it called, `moved` are columns that no step changes (another version's definition, say). */
export type Change = { ran: Ran; called?: CalledTold; moved?: Partial<Pick<StoredInstance, "definition" | "workflowVersion" | "workflowName" | "trail">> };

/** Tries again on fresh state where somebody else was faster. `change` gives undefined where nothing is to be done. */
export async function changeInstance(
  means: Means,
  given: Wanted & { tenantId: string; actor: Actor },
  change: (instance: StoredInstance, at: string) => Promise<Change | undefined>,
): Promise<Acted> {
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const instance = await readInstance(means.db, given.tenantId, given);
    const at = date().toISOString();
    const changed = await change(instance, at);
    if (!changed) return instance;
    const step = await stepOf(means, { before: { ...instance, ...changed.moved }, ran: changed.ran, called: changed.called, actor: given.actor, now: at });
    await nudgeLater("workflowWork");
    const [written] = await write(means.db, [step]);
    if (written) return { ...step.after, ...touched(instance, written.tasks), ...(await pay(means, [written])) };
    if (now() > means.deadline) break;
    await sleep(Math.random() * 20 * attempt);
  }
  throw new Problem("domain-away", "Too many people changed this at the same time. Nothing was done; ask again.", { retryAfter: 1 });
}

const mostTries = 12;

type Taken = { before: Subject; ran: Ran; called?: CalledTold; actor: Actor; now: string };

/** What a step writes. Throws `domain-away` where somebody must be asked first and can't be. */
export async function stepOf(means: Pick<Means, "ask">, { before, ran, called, actor, now }: Taken): Promise<Step> {
  const following: Following = { before, after: after(before, ran, now, called), ran, called, actor, now };
  return { before, after: following.after, ran, owed: await owesOf(means, following), actor, now };
}

/** After the write: makes what the instances owe, as far as there is time. */
export async function pay(means: Means, written: readonly Written[]): Promise<{ pending?: true }> {
  const behind = written.filter(({ isBehind }) => isBehind).map(({ id }) => id);
  const fresh = written.flatMap(({ isBehind, owes }) => (isBehind ? [] : owes));
  const isLeft = await payNow(means, behind, "workflowWork", undefined, fresh);
  return isLeft ? { pending: true } : {};
}

/** The task by which it was asked for, and the others of its step, as they are now. */
function touched({ task, state }: StoredInstance, rows: readonly TaskRow[]): Pick<Acted, "task" | "others"> {
  if (!task) return {};
  const now = new Map(rows.map((row) => [row.key, row]));
  const element = state.elements.find(({ id }) => id === task.view.element);
  const before = (element?.work?.tasks ?? []).map((one) => ({ ...one, element: task.view.element, node: task.view.node, kind: task.view.kind }));
  const others = before.flatMap((view) => (view.id === task.key ? [] : [now.get(view.id)?.view ?? view]));
  const row = now.get(task.key);
  return { others, task: row ? { ...task, dueAt: row.due_at, closedAt: row.closed_at, view: row.view } : task };
}
