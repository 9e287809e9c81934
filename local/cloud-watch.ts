/** CloudWatch, as far as we use it: keeps the metrics that are put or found in lines of the log, and tells the age of a queue's oldest message. */
import type { SqsStore } from "../node_modules/fauxqs/dist/sqs/sqsStore.js";
import { AwsError, type AwsReply, reply } from "./aws-reply";
import { takeMetrics } from "./log-lines";

type Json = Record<string, unknown>;
/** What was told in a minute, which is as fine as CloudWatch keeps it; its start in ms since 1970. */
type Minute = { at: number; count: number; sum: number; least: number; most: number };
export type CloudWatch = { handle(action: string, body: Json): AwsReply; close(): void };

const minute = 60_000;
const keptMinutes = 180;

export function startCloudWatch(store: () => SqsStore | undefined, now = Date.now): CloudWatch {
  /** Oldest first. */
  const kept = new Map<string, Minute[]>();

  function put(namespace: unknown, datum: Json) {
    const at = typeof datum.Timestamp === "number" ? datum.Timestamp * 1000 : now();
    keep(keyOf(namespace, datum.MetricName, datum.Dimensions), at, Array.isArray(datum.Values) ? datum.Values.map(Number) : [Number(datum.Value ?? 0)]);
  }

  function keep(key: string, time: number, values: readonly number[]) {
    const minutes = kept.get(key) ?? [];
    kept.set(key, minutes);
    const at = Math.floor(time / minute) * minute;
    for (const value of values) {
      const known = minutes.findLast((one) => one.at === at);
      if (known) Object.assign(known, merged([known, single(at, value)]));
      else minutes.push(single(at, value));
    }
    if (minutes.length > keptMinutes) minutes.shift();
  }

  function minutesOf(namespace: unknown, metric: unknown, dimensions: unknown): readonly Minute[] {
    const sqs = store();
    const queue = list(dimensions).find(({ Name }) => Name === "QueueName")?.Value;
    if (namespace !== "AWS/SQS" || metric !== "ApproximateAgeOfOldestMessage" || !sqs) return kept.get(keyOf(namespace, metric, dimensions)) ?? [];
    const age = oldestAge(sqs, String(queue), now());
    return age === undefined ? [] : [single(now(), age)];
  }

  return {
    close: takeMetrics(({ namespace, name, dimensions, value, at }) => keep(keyOf(namespace, name, dimensions), at, [value])),
    handle(action, body) {
      const from = Number(body.StartTime ?? 0) * 1000;
      const to = Number(body.EndTime ?? Number.POSITIVE_INFINITY) * 1000;
      const found = (metric: Json, period: unknown) =>
        byPeriod(
          minutesOf(metric.Namespace, metric.MetricName, metric.Dimensions).filter(({ at }) => at >= from && at <= to),
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

const single = (at: number, value: number): Minute => ({ at, count: 1, sum: value, least: value, most: value });

const merged = (all: readonly Minute[]): Omit<Minute, "at"> => ({
  count: all.reduce((sum, { count }) => sum + count, 0),
  sum: all.reduce((sum, one) => sum + one.sum, 0),
  least: all.reduce((least, one) => Math.min(least, one.least), Number.POSITIVE_INFINITY),
  most: all.reduce((most, one) => Math.max(most, one.most), Number.NEGATIVE_INFINITY),
});

/** Newest first; each with the start of its period, in ms. */
function byPeriod(minutes: readonly Minute[], period: number): Minute[] {
  const periods = new Map<number, Minute[]>();
  for (const one of minutes) {
    const start = Math.floor(one.at / period) * period;
    periods.set(start, [...(periods.get(start) ?? []), one]);
  }
  return [...periods].sort(([a], [b]) => b - a).map(([at, inside]) => ({ at, ...merged(inside) }));
}

const statistics: Record<string, (told: Minute) => number> = {
  Maximum: ({ most }) => most,
  Minimum: ({ least }) => least,
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
};

/** Times are seconds on the wire. */
const datapoint = (told: Minute) => ({
  Timestamp: told.at / 1000,
  ...Object.fromEntries(Object.entries(statistics).map(([name, of]) => [name, of(told)])),
});

function result(query: Json, found: (metric: Json, period: unknown) => Minute[], ascending: boolean) {
  const { Metric, Period, Stat } = object(query.MetricStat);
  const statistic = statistics[String(Stat)];
  if (!statistic) throw new AwsError("ValidationError", 400, `The statistic ${String(Stat)} is not served here.`);
  const periods = ascending ? found(object(Metric), Period).reverse() : found(object(Metric), Period);
  const Label = query.Label ?? object(Metric).MetricName;
  return {
    Id: query.Id,
    Label,
    Timestamps: periods.map(({ at }) => at / 1000),
    Values: periods.map(statistic),
    StatusCode: "Complete",
  };
}

const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);

function keyOf(namespace: unknown, metric: unknown, dimensions: unknown): string {
  const given = list(dimensions).map(({ Name, Value }) => `${Name}=${Value}`);
  return [namespace, metric, ...given.sort()].join("\n");
}
