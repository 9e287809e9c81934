/** CloudWatch, as far as we use it: takes metrics, and tells the age of a queue's oldest message. */
import type { SqsStore } from "../node_modules/fauxqs/dist/sqs/sqsStore.js";
import { AwsError, type AwsReply, reply } from "./aws-reply";

type Json = Record<string, unknown>;
export type CloudWatch = { handle(action: string, body: Json): AwsReply };

export function startCloudWatch(store: () => SqsStore | undefined, now = Date.now): CloudWatch {
  const values = (namespace: unknown, metric: unknown, dimensions: unknown): number[] => {
    const queue = dimensionOf(dimensions, "QueueName");
    if (namespace !== "AWS/SQS" || metric !== "ApproximateAgeOfOldestMessage" || !queue) return [];
    const age = store() && oldestAge(store() as SqsStore, queue, now());
    return age === undefined ? [] : [age];
  };
  return {
    handle(action, body) {
      if (action === "PutMetricData") return reply({});
      if (action === "GetMetricStatistics")
        return reply({ Label: body.MetricName, Datapoints: values(body.Namespace, body.MetricName, body.Dimensions).map((age) => datapoint(age, now())) });
      if (action === "GetMetricData")
        return reply({ Messages: [], MetricDataResults: list(body.MetricDataQueries).map((query) => result(query, values, now())) });
      throw new AwsError("InvalidAction", 400, `${action} is not served here.`);
    },
  };
}

/**
 * Seconds. CloudWatch forgets a message that was received three times without being deleted: then the second oldest counts,
 * so 0 does not mean that nothing is stuck.
 */
export function oldestAge(store: SqsStore, name: string, now: number): number | undefined {
  const inside = store.inspectQueue(name)?.messages;
  if (!inside) return undefined;
  const all = [...inside.ready, ...inside.delayed, ...inside.inflight.map(({ message }) => message)];
  const sent = all.filter(({ approximateReceiveCount }) => approximateReceiveCount < 3).map(({ sentTimestamp }) => sentTimestamp);
  return sent.length === 0 ? 0 : Math.max(0, Math.floor((now - sent.reduce((least, at) => Math.min(least, at))) / 1000));
}

/** Metrics are by the minute, and times are seconds on the wire. */
const minute = (now: number) => Math.floor(now / 60_000) * 60;
const datapoint = (age: number, now: number) => ({
  Timestamp: minute(now),
  SampleCount: 1,
  Average: age,
  Minimum: age,
  Maximum: age,
  Sum: age,
  Unit: "Seconds",
});

function result(query: Json, values: (namespace: unknown, metric: unknown, dimensions: unknown) => number[], now: number) {
  const metric = object(object(query.MetricStat).Metric);
  const found = values(metric.Namespace, metric.MetricName, metric.Dimensions);
  return { Id: query.Id, Label: query.Label ?? metric.MetricName, Timestamps: found.map(() => minute(now)), Values: found, StatusCode: "Complete" };
}

const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);

function dimensionOf(dimensions: unknown, name: string): string | undefined {
  const value = list(dimensions).find((one) => one.Name === name)?.Value;
  return typeof value === "string" ? value : undefined;
}
