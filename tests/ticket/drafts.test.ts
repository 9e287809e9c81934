import { beforeAll, expect, test } from "vitest";
import { moveTicket } from "../../shared/contract/ticket";
import { openTickets, type Tenant } from "./fixture";

let t: Tenant;
beforeAll(async () => {
  t = await (await openTickets()).tenant();
});

test("a draft may say anything; opened, it must be what its form takes", async () => {
  const formId = await t.form();
  const draft = await t.ticket({ status: "draft", formId, data: { amount: 0 } });
  const refused = await t.agent.send(moveTicket, { params: { id: draft.id }, body: { to: "open", version: draft.version } });
  expect([refused.status, refused.problem.errors?.[0]?.path]).toEqual([400, "/body/data/amount"]);

  const good = await t.ticket({ status: "draft", formId, data: { amount: 3 } });
  const opened = await t.agent.send(moveTicket, { params: { id: good.id }, body: { to: "open", version: good.version } });
  expect(opened.body).toMatchObject({ status: "open", formVersion: 1, data: { amount: 3 } });
});
