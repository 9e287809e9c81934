// Dead letters: what no consumer can read goes to the dead-letter queue, whose own consumer keeps it as a row for the tenant's admins.
import type { SQSRecord } from "aws-lambda";
import { send } from "../../kit/queue";
import type { Unreadable } from "./message";

/** What an attribute of a message may hold: a reason may quote keys that a queue would refuse. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are just what is replaced
const plain = (text: string) => text.slice(0, 500).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd");

/** Sends it there with why; the source's message id makes its row unique, however often this happens. */
export async function bury(record: SQSRecord, { unreadable: code, reason, place }: Unreadable): Promise<void> {
  const attribute = (name: string) => record.messageAttributes[name]?.stringValue;
  const [tenant, acceptedAt] = [attribute("tenant"), attribute("acceptedAt")];
  await send("ticketDeadLetters", {
    body: record.body,
    attributes: {
      ...(tenant && { tenant }),
      ...(acceptedAt && { acceptedAt }),
      source: record.messageId,
      code,
      reason: plain(reason),
      ...(place && { place: plain(place) }),
    },
  });
}
