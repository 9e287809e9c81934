// What a step tells people, as one owed call to the gateway.
import type * as z from "zod";
import { actorId } from "../../../shared/contract/actor";
import { notifyOfProcess, type ProcessNotice } from "../../../shared/contract/notification";
import { type Notification, nameOf } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import { type Owed, owe } from "../../kit/owed";
import type { Following } from "./following";
import { uuidOf } from "./ids";
import { membersOf } from "./people";

type Body = z.input<typeof notifyOfProcess.body>;

const typeOf = {
  task: "task.assigned",
  reminder: "task.reminded",
  timeout: "task.escalated",
  urge: "task.urged",
  returned: "task.returned",
  removed: "task.returned",
  opinion: "task.returned",
  cc: "process.copied",
  resolved: "process.resolved",
  rejected: "process.rejected",
  terminated: "process.terminated",
} as const satisfies Record<Notification["about"], ProcessNotice>;

const mostTold = 200;
const mostNews = 500;

/** Nobody is told what they did themselves, nor of the end of what another process called. */
export async function tellings(means: Pick<Means, "ask">, { after, ran, actor }: Following): Promise<Owed[]> {
  const { ticketId, ticketNumber, title, tenantId, parentId } = after;
  if (!ticketId || ticketNumber === null) return [];
  const news = ran.effects.flatMap((effect) => (effect.type === "notify" && !(parentId && isEnd(effect.notification)) ? [effect.notification] : []));
  const members = await membersIn(
    means,
    tenantId,
    news.flatMap(({ groups }) => groups),
    ran.members,
  );
  const told = news.flatMap((notification): Body["told"] => {
    const people = new Set([...notification.users, ...notification.groups.flatMap((group) => members.get(group) ?? [])]);
    people.delete(actorId(actor) ?? "");
    return people.size > 0 ? [oneOf({ after, ran }, notification, [...people].slice(0, mostTold))] : [];
  });
  if (told.length === 0) return [];
  return [owe("gateway", notifyOfProcess, { ticketId, ticketNumber, title, actorId: actorId(actor), told: told.slice(0, mostNews) } satisfies Body)];
}

function oneOf({ after, ran }: Pick<Following, "after" | "ran">, { about, node, task, comment }: Notification, userIds: string[]): Body["told"][number] {
  const isSubmission = ran.effects.some((effect) => effect.type === "openTask" && effect.task.id === task && effect.task.kind === "submit");
  return {
    userIds,
    type: isSubmission ? "task.returned" : typeOf[about],
    ...(task && { taskId: uuidOf(after.id, task) }),
    ...(node && { nodeName: nameOf(after.definition, node) }),
    ...(comment && { comment }),
  };
}

const isEnd = ({ about }: Notification) => about === "resolved" || about === "rejected" || about === "terminated";

async function membersIn(means: Pick<Means, "ask">, tenantId: string, groups: readonly string[], known: ReadonlyMap<string, string[]>) {
  const missing = [...new Set(groups)].filter((group) => !known.has(group));
  if (missing.length === 0) return known;
  return new Map([...known, ...(await membersOf(means, tenantId, missing))]);
}
