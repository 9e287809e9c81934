// The age of submissions that wait: SQS forgets it for messages received three times, so consumers say what they put off.
import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { date, now } from "../../kit/clock";
import { env } from "../../kit/env";
import { log } from "../../kit/log";
import { lean } from "../../kit/sdk";

let client: CloudWatchClient | undefined;
const cloudWatch = () =>
  (client ??= new CloudWatchClient({
    ...lean,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  }));

const dimensions = () => [{ Name: "Stage", Value: env("PFLOW_STAGE") }];
const period = 60;

/** Notes the oldest of what is put off, by its first-accepted time. Never fails a batch. */
export async function noteAge(acceptedAt: readonly string[]): Promise<void> {
  if (acceptedAt.length === 0) return;
  const seconds = Math.max(0, ...acceptedAt.map((at) => (now() - Date.parse(at)) / 1000));
  await cloudWatch()
    .send(
      new PutMetricDataCommand({
        Namespace: "PFlow",
        MetricData: [{ MetricName: "SubmissionAge", Dimensions: dimensions(), Timestamp: date(), Unit: "Seconds", Value: seconds }],
      }),
    )
    .catch((error: unknown) => log.warn("the age of submissions could not be noted", { error }));
}

const query = (Id: string, Namespace: string, MetricName: string, Dimensions: { Name: string; Value: string }[]): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: period, Stat: "Maximum" },
});

/** The larger of the queue's own age and the one that consumers noted, in seconds, of the last three minutes. */
export async function oldestAge(): Promise<number> {
  const queueName = env("TICKET_QUEUE_URL").split("/").at(-1) ?? "";
  const { MetricDataResults = [] } = await cloudWatch().send(
    new GetMetricDataCommand({
      StartTime: new Date(now() - 3 * period * 1000),
      EndTime: date(),
      ScanBy: "TimestampDescending",
      MetricDataQueries: [
        query("queue", "AWS/SQS", "ApproximateAgeOfOldestMessage", [{ Name: "QueueName", Value: queueName }]),
        query("noted", "PFlow", "SubmissionAge", dimensions()),
      ],
    }),
  );
  return Math.max(0, ...MetricDataResults.map(({ Values = [] }) => Values[0] ?? 0));
}
