import { randomUUID } from "node:crypto";
import type { SQSRecord } from "aws-lambda";
import { expect, test } from "vitest";
import { handler } from "../../functions/workflow/work";
import { openTickets } from "../ticket/fixture";

await openTickets({ consume: false });

const record = (body: string) =>
  ({
    messageId: randomUUID(),
    receiptHandle: randomUUID(),
    body,
    attributes: { ApproximateReceiveCount: "1", SentTimestamp: "0" },
    messageAttributes: {},
  }) as unknown as SQSRecord;
const context = { awsRequestId: "test", getRemainingTimeInMillis: () => 10_000 } as Parameters<typeof handler>[1];

test("a nudge of the workflow domain is done where nothing is owed, and work that this release doesn't know comes again", async () => {
  const nudge = record(JSON.stringify({ type: "nudge" }));
  const unknown = record(JSON.stringify({ type: "job", job: "tomorrow's", actor: { kind: "system", tenantId: "acme" }, body: {}, eventId: randomUUID() }));

  expect(await handler({ Records: [nudge, unknown] }, context)).toEqual({ batchItemFailures: [{ itemIdentifier: unknown.messageId }] });
});
