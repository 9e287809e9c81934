// Metrics as lines of the log, in CloudWatch's embedded format: CloudWatch takes them out of it, so telling one is no call and can't fail.
import type { Domain } from "../../shared/contract/domain";
import { type MetricBy, type MetricName, metricNamespace, metrics } from "../../shared/contract/metrics";
import type { QueueName } from "../../shared/contract/queues";
import { now } from "./clock";
import { env } from "./env";
import { writeLine } from "./log";

type Named<By extends MetricBy> = { [Name in MetricName]: (typeof metrics)[Name]["by"] extends By ? Name : never }[MetricName];
type Values<By extends MetricBy> = Partial<Record<Named<By>, number>>;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function tell(by: MetricBy, of: string, values: Partial<Record<MetricName, number>>): void {
  const told = (Object.entries(values) as [MetricName, number][]).filter(([, value]) => value > 0); // its keys are the metrics' names
  if (told.length === 0) return;
  const Metrics = told.map(([Name]) => ({ Name, Unit: metrics[Name].unit }));
  writeLine({
    _aws: { Timestamp: now(), CloudWatchMetrics: [{ Namespace: metricNamespace, Dimensions: [["Stage", by]], Metrics }] },
    Stage: env("PFLOW_STAGE"),
    [by]: of,
    ...Object.fromEntries(told),
  });
}

/** Nothing is told of a zero. */
export const tellOfQueue = (queue: QueueName, values: Values<"Queue">) => tell("Queue", queue, values);
export const tellOfDomain = (domain: Domain, values: Values<"Domain">) => tell("Domain", domain, values);
