// A task as lists show it.
import type { TaskCard } from "../../../shared/contract/task";
import { absentFor, type TaskView, type Actor as Who } from "../../../shared/process";
import type { InstanceHead } from "../instance/load";

type Of = Pick<InstanceHead, "id" | "ticketId" | "ticketNumber" | "title" | "priority" | "workflowId" | "workflowName" | "initiatorId">;
export type ListedTask = { id: string; nodeName: string; openedAt: string; dueAt: string | null; closedAt: string | null; view: TaskView };

/** `reader`: before they begin with it, too, it says for whom they would stand in. */
export function taskCard(instance: Of, { id, nodeName, openedAt, dueAt, closedAt, view }: ListedTask, reader: Who): TaskCard {
  const { ticketId, ticketNumber, title, priority, workflowId, workflowName } = instance;
  const { node, status, assignee, users, groups, owner, insteadOf, decision } = view;
  const isUndone = status !== "done" && status !== "dropped";
  return {
    ...{ id, instanceId: instance.id, ticketId, ticketNumber, title, priority, workflowId, workflowName, requesterId: instance.initiatorId },
    ...{ node, nodeName, part: partOf(view), status, assigneeId: assignee, users, groups, ownerId: owner },
    onBehalfOf: (isUndone ? absentFor(view, reader) : undefined) ?? insteadOf[decision?.by ?? assignee ?? ""] ?? null,
    ...{ openedAt, dueAt, closedAt, outcome: decision?.outcome ?? null, comment: decision?.comment ?? null },
  };
}

const partOf = ({ kind, owner, part }: TaskView): TaskCard["part"] => (kind === "submit" ? "submit" : owner ? "delegated" : part);
