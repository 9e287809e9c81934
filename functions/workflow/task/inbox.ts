import { listMemberships } from "../../../shared/contract/directory";
import { type InboxItem, listTasks } from "../../../shared/contract/task";
import { jsonRowsInReply } from "../../db/rows";
import { decodeCursor, pageOfRows } from "../../kit/cursor";
import { endpoint } from "../../kit/endpoint";
import type { InstanceHead } from "../instance/load";
import { type ListedTask, taskCard } from "./card";
import { cursorKinds, inboxOf, type Tab } from "./inbox-query";

type Line = { key: readonly string[]; at: string; instance: Head; task: ListedTask | null; copy: InboxItem["copy"] };
type Head = Pick<InstanceHead, "id" | "ticketId" | "ticketNumber" | "title" | "priority" | "workflowId" | "workflowName" | "initiatorId" | "status">;
type Row = { counts: Record<Tab, number> } | { line: Line };

/** Which groups the reader is in is asked each time: who joins one sees its tasks at once, and who leaves it none of them any more. */
export const inbox = endpoint(listTasks, async ({ actor, query: { tab, cursor, limit }, db, ask }) => {
  const { memberships } = await ask("identity", listMemberships, actor, { body: { userIds: [actor.userId] } });
  const reader = { tenantId: actor.tenantId, userId: actor.userId, groups: memberships[0]?.groupIds ?? [] };
  const before = decodeCursor(cursor, cursorKinds[tab]);
  const [first, ...rows] = await jsonRowsInReply<Row>(db, inboxOf(reader, { tab, before, limit: limit + 1 }));
  const page = pageOfRows(
    rows.map((row) => (row && "line" in row ? row.line : null)),
    limit,
    ({ key }) => key,
  );
  const counts = first && "counts" in first ? first.counts : { todo: 0, group: 0, created: 0, handled: 0, cc: 0 };
  return { data: page.data.map(itemOf), nextCursor: page.nextCursor, counts };
});

function itemOf({ key, at, instance, task, copy }: Line): InboxItem {
  const { ticketId, ticketNumber, title, priority, workflowName, initiatorId, status } = instance;
  return {
    id: key.at(-1) ?? "",
    ...{ instanceId: instance.id, ticketId, ticketNumber, title, priority, workflowName, requesterId: initiatorId, status, at },
    task: task && taskCard(instance, task),
    copy,
  };
}
