import { expect, test } from "vitest";
import { addComment, getChanges, getTicket, moveTicket, removeTicket, updateTicket } from "../../shared/contract/ticket";
import { openTickets } from "./fixture";

const { tenant, cloud } = await openTickets();

test("the counter of changes goes up with every change of the tenant's, and answers 304 where nothing did", async () => {
  const [t, other] = [await tenant(), await tenant()];
  const look = async (etag?: string) => {
    const { status, headers, body } = await t.agent.send(getChanges, { headers: etag ? { "if-none-match": etag } : {} });
    return { status, etag: headers.get("etag") ?? "", counter: body?.counter };
  };
  let seen = await look();
  expect(seen).toMatchObject({ status: 200, counter: 0 });
  const { id } = await t.ticket({ status: "draft" });
  const changes = [
    () => t.agent.send(updateTicket, { params: { id }, body: { version: 1, title: "New" } }),
    () => t.agent.send(addComment, { params: { id }, body: { text: "Said" } }),
    () => t.agent.send(removeTicket, { params: { id }, query: { version: 2 } }),
    async () => {
      await t.submit();
      await cloud.settled();
    },
  ];
  for (const change of changes) {
    seen = await look();
    expect(await look(seen.etag)).toMatchObject({ status: 304, counter: undefined });
    await other.ticket();
    expect(await look(seen.etag)).toMatchObject({ status: 304 });
    await change();
    const after = await look(seen.etag);
    expect(after.status).toBe(200);
    expect(after.counter).toBeGreaterThan(Number(seen.etag.replaceAll('"', "")));
  }
});

test("a refused change is no change", async () => {
  const t = await tenant();
  const { id } = await t.ticket();
  const { headers } = await t.agent.send(getChanges);
  await t.agent.send(moveTicket, { params: { id }, body: { version: 9, to: "resolved" } });
  await t.agent.send(moveTicket, { params: { id }, body: { version: 1, to: "closed" } });
  expect((await t.agent.send(getChanges, { headers: { "if-none-match": headers.get("etag") ?? "" } })).status).toBe(304);
});

test("only a draft is deleted, and its number is not given again", async () => {
  const t = await tenant();
  const draft = await t.ticket({ status: "draft" });
  await t.agent.send(addComment, { params: { id: draft.id }, body: { text: "Said" } });
  expect((await t.agent.send(removeTicket, { params: { id: draft.id }, query: { version: 9 } })).problem.code).toBe("stale");
  expect((await t.agent.send(removeTicket, { params: { id: draft.id }, query: { version: 1 } })).status).toBe(204);
  expect((await t.ticket()).number).toBe(2);
  expect(
    await t.rows(
      "select (select count(*) from ticket_event where ticket_id = $2) + (select count(*) from ticket_comment where ticket_id = $2) as left from ticket where tenant_id = $1",
      [t.id, draft.id],
    ),
  ).toEqual([{ left: "0" }]);
});

test("who comes too late is told who was faster, and when; what was only said, or among agents, was no change", async () => {
  const t = await tenant();
  const mine = await t.ticket({}, t.agent);
  await t.admin.send(updateTicket, { params: { id: mine.id }, body: { version: 1, title: "Their words" } });
  const saved = (await t.agent.send(getTicket, { params: { id: mine.id } })).body;
  await t.agent.send(addComment, { params: { id: mine.id }, body: { text: "I looked" } });
  const { problem, status } = await t.agent.send(updateTicket, { params: { id: mine.id }, body: { version: 1, title: "My words" } });
  expect([status, problem.code, problem.changed]).toEqual([409, "stale", { by: t.admin.id, at: saved.updatedAt }]);
});
