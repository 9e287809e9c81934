import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { sql } from "drizzle-orm";
import { Problem } from "../../../shared/contract/problem";
import { getQueueMetrics, type QueueMetrics } from "../../../shared/contract/submission";
import { jsonRows } from "../../db/rows";
import { now } from "../../kit/clock";
import { endpoint } from "../../kit/endpoint";
import { env } from "../../kit/env";
import { sqs } from "../../kit/queue";
import { oldestAge } from "./age";

type Depth = Pick<QueueMetrics, "pending" | "processing" | "oldestPendingSeconds">;
type Counted = Pick<QueueMetrics, "completed" | "failed" | "deadLetters">;

/** How long, in ms, the shared queue's figures serve every asker. */
const freshFor = 1_000;
let kept: { until: number; depth: Promise<Depth> } | undefined;

export const metrics = endpoint(getQueueMetrics, async ({ actor, db }) => {
  if (!kept || kept.until <= now()) {
    kept = { until: now() + freshFor, depth: readDepth().catch(away) };
    kept.depth.catch(() => {
      kept = undefined;
    });
  }
  const counters = sql`select json_build_object('completed', completed_submissions, 'failed', failed_submissions, 'deadLetters', dead_letters)::text as json from ticket_counter where tenant_id = ${actor.tenantId}`;
  const [depth, [counted]] = await Promise.all([kept.depth, jsonRows<Counted>(db, counters)]);
  return { ...depth, ...(counted ?? { completed: 0, failed: 0, deadLetters: 0 }) };
});

const away = (cause: unknown): never => {
  throw new Problem("queue-away", "The queue does not say now how it does. Ask again.", { cause });
};

async function readDepth(): Promise<Depth> {
  const { Attributes = {} } = await sqs().send(
    new GetQueueAttributesCommand({
      QueueUrl: env("TICKET_QUEUE_URL"),
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"],
    }),
  );
  const count = (name: string) => Number((Attributes as Record<string, string>)[name] ?? 0);
  const pending = count("ApproximateNumberOfMessages") + count("ApproximateNumberOfMessagesDelayed");
  const processing = count("ApproximateNumberOfMessagesNotVisible");
  // An empty queue has no age, whatever a metric of the last minutes says.
  return { pending, processing, oldestPendingSeconds: pending + processing === 0 ? 0 : Math.round(await oldestAge(processing > 0)) };
}
