import { type InboxItem, listTasks } from "../../../shared/contract/task";
import type { Actor as Who } from "../../../shared/process";
import { jsonRowsInReply } from "../../db/rows";
import { decodeCursor, pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import type { InstanceHead } from "../instance/load";
import { whoIs } from "../instance/people";
import { type ListedTask, taskCard } from "./card";
import { cursorKinds, inboxOf, type Tab } from "./inbox-query";

type Line = { key: readonly string[]; at: string; instance: Head; task: ListedTask | null; copy: InboxItem["copy"] };
type Head = Pick<InstanceHead, "id" | "ticketId" | "ticketNumber" | "title" | "priority" | "workflowId" | "workflowName" | "initiatorId" | "status">;
type Row = { counts: Record<Tab, number> } | { line: Line };

/** Which groups the reader is in, and for whom they stand in, is asked each time: who joins one sees its tasks at once, and who leaves it none of them any more. */
export const inbox = endpoint(listTasks, async ({ actor, query: { tab, cursor, limit }, db, ask }) => {
  const who = await whoIs({ ask }, actor);
  const reader = { tenantId: actor.tenantId, userId: actor.userId, groups: who.groups ?? [], standsInFor: who.standsInFor ?? [] };
  const before = decodeCursor(cursor, cursorKinds[tab]);
  const [first, ...rows] = await jsonRowsInReply<Row>(db, inboxOf(reader, { tab, before, limit: limit + 1 }));
  const page = pageOfRows(
    rows.map((row) => (row && "line" in row ? row.line : null)),
    limit,
    ({ key }) => key,
  );
  const counts = first && "counts" in first ? first.counts : { todo: 0, group: 0, created: 0, handled: 0, cc: 0 };
  return { data: page.data.map((line) => itemOf(line, who)), nextCursor: page.nextCursor, counts };
});

function itemOf({ key, at, instance, task, copy }: Line, who: Who): InboxItem {
  const { ticketId, ticketNumber, title, priority, workflowName, initiatorId, status } = instance;
  return {
    id: key.at(-1) ?? "",
    ...{ instanceId: instance.id, ticketId, ticketNumber, title, priority, workflowName, requesterId: initiatorId, status, at },
    task: task && taskCard(instance, task, who),
    copy,
  };
}
