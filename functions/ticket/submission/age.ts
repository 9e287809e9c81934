// The age of submissions that wait: SQS forgets it for messages received three times, so consumers tell what they put off.
import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { type MetricName, metricNamespace } from "../../../shared/contract/metrics";
import type { QueueName } from "../../../shared/contract/queues";
import { date, now } from "../../kit/clock";
import { env } from "../../kit/env";
import { lean } from "../../kit/sdk";

let client: CloudWatchClient | undefined;
const cloudWatch = () =>
  (client ??= new CloudWatchClient({
    ...lean,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  }));

const period = 60;
/** In ms: a queue tells its age every minute, a message that was put off comes again within 15. */
const fresh = { queue: 3 * 60_000, told: 16 * 60_000 };

const query = (Id: keyof typeof fresh, Namespace: string, MetricName: string, Dimensions: { Name: string; Value: string }[]): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: period, Stat: "Maximum" },
});

/** In seconds, the larger of the queue's own age and, where some are `putOff`, of the newest that consumers told: it has grown since. */
export async function oldestAge(putOff: boolean): Promise<number> {
  const queueName = env("TICKET_QUEUE_URL").split("/").at(-1) ?? "";
  const { MetricDataResults = [] } = await cloudWatch().send(
    new GetMetricDataCommand({
      StartTime: new Date(now() - fresh.told),
      EndTime: date(),
      ScanBy: "TimestampDescending",
      MetricDataQueries: [
        query("queue", "AWS/SQS", "ApproximateAgeOfOldestMessage", [{ Name: "QueueName", Value: queueName }]),
        query("told", metricNamespace, "OldestAge" satisfies MetricName, [
          { Name: "Stage", Value: env("PFLOW_STAGE") },
          { Name: "Queue", Value: "ticketSubmissions" satisfies QueueName },
        ]),
      ],
    }),
  );
  const newest = (id: keyof typeof fresh) => {
    const { Values = [], Timestamps = [] } = MetricDataResults.find(({ Id }) => Id === id) ?? {};
    const since = now() - (Timestamps[0]?.getTime() ?? 0);
    // Of a whole minute only its start is known.
    return since > fresh[id] ? 0 : (Values[0] ?? 0) + Math.max(0, since / 1000 - period);
  };
  return Math.max(newest("queue"), putOff ? newest("told") : 0);
}
