// Dead letters: what no consumer can read goes to the dead-letter queue, whose own consumer keeps it as a row for the tenant's admins.
import type { SQSRecord } from "aws-lambda";
import { send } from "../../kit/queue";

/** Sends it there with why; the source's message id makes its row unique, however often this happens. */
export async function bury(record: SQSRecord, reason: string): Promise<void> {
  const attribute = (name: string) => record.messageAttributes[name]?.stringValue;
  const [tenant, acceptedAt] = [attribute("tenant"), attribute("acceptedAt")];
  await send("ticketDeadLetters", { body: record.body, attributes: { ...(tenant && { tenant }), ...(acceptedAt && { acceptedAt }), source: record.messageId, reason: reason.slice(0, 500) } });
}
