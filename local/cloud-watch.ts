/** CloudWatch, as far as we use it: keeps the metrics that are put, and tells the age of a queue's oldest message. */
import type { SqsStore } from "../node_modules/fauxqs/dist/sqs/sqsStore.js";
import { AwsError, type AwsReply, reply } from "./aws-reply";

type Json = Record<string, unknown>;
/** Times in ms since 1970. */
type Sample = { at: number; value: number };
export type CloudWatch = { handle(action: string, body: Json): AwsReply };

const keptFor = 3 * 3600 * 1000;
const mostKept = 10_000;

export function startCloudWatch(store: () => SqsStore | undefined, now = Date.now): CloudWatch {
  const kept = new Map<string, Sample[]>();

  function put(namespace: unknown, datum: Json) {
    const key = keyOf(namespace, datum.MetricName, datum.Dimensions);
    const at = typeof datum.Timestamp === "number" ? datum.Timestamp * 1000 : now();
    const values = Array.isArray(datum.Values) ? datum.Values.map(Number) : [Number(datum.Value ?? 0)];
    const samples = (kept.get(key) ?? []).filter((sample) => sample.at > now() - keptFor).slice(-mostKept);
    kept.set(key, [...samples, ...values.map((value) => ({ at, value }))]);
  }

  function samplesOf(namespace: unknown, metric: unknown, dimensions: unknown): readonly Sample[] {
    const sqs = store();
    const queue = list(dimensions).find(({ Name }) => Name === "QueueName")?.Value;
    if (namespace !== "AWS/SQS" || metric !== "ApproximateAgeOfOldestMessage" || !sqs) return kept.get(keyOf(namespace, metric, dimensions)) ?? [];
    const age = oldestAge(sqs, String(queue), now());
    return age === undefined ? [] : [{ at: now(), value: age }];
  }

  return {
    handle(action, body) {
      const from = Number(body.StartTime ?? 0) * 1000;
      const to = Number(body.EndTime ?? Number.POSITIVE_INFINITY) * 1000;
      const found = (metric: Json, period: unknown) =>
        byPeriod(
          samplesOf(metric.Namespace, metric.MetricName, metric.Dimensions).filter(({ at }) => at >= from && at <= to),
          Number(period ?? 60) * 1000,
        );
      if (action === "PutMetricData") {
        for (const datum of list(body.MetricData)) put(body.Namespace, datum);
        return reply({});
      }
      if (action === "GetMetricStatistics") return reply({ Label: body.MetricName, Datapoints: found(body, body.Period).map(datapoint) });
      if (action !== "GetMetricData") throw new AwsError("InvalidAction", 400, `${action} is not served here.`);
      const ascending = body.ScanBy === "TimestampAscending";
      return reply({ Messages: [], MetricDataResults: list(body.MetricDataQueries).map((query) => result(query, found, ascending)) });
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

/** Newest first; each with the start of its period, in ms. */
function byPeriod(samples: readonly Sample[], period: number): [start: number, values: number[]][] {
  const periods = new Map<number, number[]>();
  for (const { at, value } of samples) {
    const start = Math.floor(at / period) * period;
    periods.set(start, [...(periods.get(start) ?? []), value]);
  }
  return [...periods].sort(([a], [b]) => b - a);
}

const statistics: Record<string, (values: readonly number[]) => number> = {
  Maximum: (values) => values.reduce((most, value) => Math.max(most, value)),
  Minimum: (values) => values.reduce((least, value) => Math.min(least, value)),
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  SampleCount: (values) => values.length,
  Average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
};

/** Times are seconds on the wire. */
const datapoint = ([start, values]: [number, number[]]) => ({
  Timestamp: start / 1000,
  ...Object.fromEntries(Object.entries(statistics).map(([name, of]) => [name, of(values)])),
});

function result(query: Json, found: (metric: Json, period: unknown) => [number, number[]][], ascending: boolean) {
  const { Metric, Period, Stat } = object(query.MetricStat);
  const statistic = statistics[String(Stat)];
  if (!statistic) throw new AwsError("ValidationError", 400, `The statistic ${String(Stat)} is not served here.`);
  const periods = ascending ? found(object(Metric), Period).reverse() : found(object(Metric), Period);
  const Label = query.Label ?? object(Metric).MetricName;
  return {
    Id: query.Id,
    Label,
    Timestamps: periods.map(([start]) => start / 1000),
    Values: periods.map(([, values]) => statistic(values)),
    StatusCode: "Complete",
  };
}

const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);

function keyOf(namespace: unknown, metric: unknown, dimensions: unknown): string {
  const given = list(dimensions).map(({ Name, Value }) => `${Name}=${Value}`);
  return [namespace, metric, ...given.sort()].join("\n");
}
