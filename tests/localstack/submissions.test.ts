import { expect, test } from "vitest";
import { onLocalStack } from "../support/queues";
import { openTickets } from "../ticket/fixture";

const { cloud, tenant } = await openTickets(onLocalStack());

test("fifty submissions become fifty tickets, each its own, with numbers without gaps", async () => {
  expect(cloud.queues.server).toBeUndefined();
  const t = await tenant();
  const sent = await Promise.all(Array.from({ length: 50 }, (_, index) => t.submit({ title: `Submission ${index}`, clientReference: `r-${index}` })));
  expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 202));
  await cloud.settled(30_000);

  const tickets = await t.tickets();
  expect(tickets.map(({ title }) => title).sort()).toEqual(sent.map((_, index) => `Submission ${index}`).sort());
  expect(tickets.map(({ number }) => number).sort((a, b) => a - b)).toEqual(sent.map((_, index) => index + 1));
  const submissions = await Promise.all(sent.map(({ body }) => t.submission(body.id)));
  expect(new Set(submissions.map(({ status, ticketId }) => `${status} ${ticketId}`))).toEqual(new Set(tickets.map(({ id }) => `completed ${id}`)));
});
