// What an admin and the requester are told of a submission that became no ticket.
import { expect, test } from "vitest";
import { listSubmissions } from "../../shared/contract/submission";
import { openTickets } from "./fixture";

const { cloud, tenant } = await openTickets();

const fields = [
  { key: "reason", label: "事由", type: "text", required: true },
  { key: "items", label: "明细", type: "table", columns: [{ key: "amount", label: "金额", type: "number", min: 1 }] },
];

test("it says who raised it, to whoever may read it, and calls each field as its form does", async () => {
  const t = await tenant();
  const formId = await t.form({ fields: fields as never });
  cloud.away("form");
  const { body } = await t.submit({ formId, data: { items: [{ amount: 5 }, { amount: 0 }], other: 1 } });
  // While it waits, only the queue knows.
  expect(body.requesterId).toBeNull();
  cloud.away("form", null);
  expect(await cloud.drain()).toBe(true);
  const failed = await t.submission(body.address);
  expect(failed).toMatchObject({ status: "failed", requesterId: t.lee.id });
  expect(Object.fromEntries(failed.errors.map(({ path, label }) => [path, label]))).toEqual({
    "/data/reason": "事由",
    "/data/items/1/amount": "金额",
    "/data/other": undefined,
  });
  const seen = async (by: typeof t.lee, scope: "mine" | "all") => (await by.send(listSubmissions, { query: { status: "failed", scope } })).body.data;
  expect((await seen(t.admin, "all")).map(({ requesterId }) => requesterId)).toEqual([t.lee.id]);
  expect((await seen(t.lee, "mine")).map(({ requesterId }) => requesterId)).toEqual([t.lee.id]);
});

test("what became a ticket says who raised it, too", async () => {
  const t = await tenant();
  const done = (await t.submit()).body;
  expect(await cloud.drain()).toBe(true);
  expect(await t.submission(done.address)).toMatchObject({ status: "completed", requesterId: t.lee.id });
});
