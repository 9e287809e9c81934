import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { type Stack, use } from "sst/constructs";
import { type Domain, domains } from "../shared/contract/domain";
import { type MetricName, metricNamespace, metrics as told } from "../shared/contract/metrics";
import { type QueueName, queues } from "../shared/contract/queues";
import { Api } from "./api";
import { Data } from "./data";
import { functionName } from "./names";
import { acuHour, gbSecond, memoryMb, perMillion } from "./prices";
import { keyRings } from "./reach";
import type { Settings } from "./settings";
import { Submission } from "./submission";

const minute = Duration.minutes(1);
const hour = Duration.hours(1);
/** What a message that was put off takes at most to be put off again. */
export const round = Duration.minutes(15);
export const queueNames = Object.keys(queues) as QueueName[];
export const owing = [...new Set(queueNames.map((name) => queues[name].domain))];

/** All that can be known of a stage: what AWS counts for it, and what its functions tell (shared/contract/metrics.ts). */
export function metricsOf(stack: Stack, settings: Settings) {
  const { api, stage } = use(Api);
  const { queues: made, deadLetters, schedulerGroup } = use(Submission);
  const { cluster } = use(Data);
  const ofFunction = (name: string, metricName: string, statistic = "Sum") =>
    metric("AWS/Lambda", metricName, { FunctionName: name }, statistic, name.replace(`${stack.stage}-pflow-`, ""));
  const ofApi = (metricName: string, statistic: string) =>
    metric("AWS/ApiGateway", metricName, { ApiId: api.apiId, Stage: stage.stageName }, statistic, metricName);
  const ofTimers = (metricName: string) => metric("AWS/Scheduler", metricName, { ScheduleGroup: schedulerGroup }, "Sum", metricName);
  const tells = (name: MetricName, of: QueueName | Domain) =>
    metric(metricNamespace, name, { Stage: stack.stage, [told[name].by]: of }, told[name].unit === "Seconds" ? "Maximum" : "Sum", of);
  const handlers = domains.map((domain) => functionName(stack.stage, domain));
  const consumers = Object.values(queues).map(({ domain, consumer }) => functionName(stack.stage, domain, consumer));
  const functions = [...handlers, ...consumers];
  const rotating = settings.database.rotateSecretsDays
    ? [`${stack.stage}-pflow-rotate`, ...Object.values(keyRings).map(({ domain }) => functionName(stack.stage, domain, "rotate-keys"))]
    : [];
  const byQueue = <T>(of: (name: QueueName) => T) => Object.fromEntries(queueNames.map((name) => [name, of(name)])) as Record<QueueName, T>; // made of all names

  const requests = ofApi("Count", "Sum");
  const faults = ofApi("5xx", "Sum");
  const acu = cluster.metric("ServerlessDatabaseCapacity", { period: minute, statistic: "Average", label: "ACU" });
  const known = {
    requests,
    faults,
    // One failure of three requests at night is no reason to wake anybody.
    faultRate: new MathExpression({
      expression: "IF(requests >= 20, 100 * faults / requests, 0)",
      usingMetrics: { requests, faults },
      period: minute,
      label: "5xx, %",
    }),
    latency: ["p50", "p95", "p99"].map((statistic) => ofApi("Latency", statistic).with({ label: statistic })),
    faulty: domains.map((domain) => tells("Faults", domain)),
    depth: byQueue((name) => made[name].metricApproximateNumberOfMessagesVisible({ period: minute, label: name })),
    inFlight: queueNames.map((name) => made[name].metricApproximateNumberOfMessagesNotVisible({ period: minute, label: name })),
    drained: queueNames.map((name) => tells("Drained", name)),
    returned: queueNames.map((name) => tells("Returned", name)),
    age: byQueue((name) => oldest(made[name].metricApproximateAgeOfOldestMessage({ period: round, statistic: "Maximum" }), tells("OldestAge", name), name)),
    givenUp: Object.entries(deadLetters).map(
      ([name, queue]) => [name, queue.metricApproximateNumberOfMessagesVisible({ period: minute, label: name })] as const,
    ),
    deadLetters: tells("DeadLetters", "ticketDeadLetters").with({ label: "dead letters" }),
    tickets: tells("Tickets", "ticketSubmissions").with({ label: "tickets" }),
    failed: tells("Failed", "ticketSubmissions").with({ label: "failed submissions" }),
    paid: owing.map((domain) => tells("Paid", domain)),
    parked: owing.map((domain) => tells("Parked", domain)),
    timers: [ofTimers("TargetErrorCount"), ofTimers("InvocationDroppedCount")],
    sent: queueNames.map((name) => made[name].metricNumberOfMessagesSent({ period: minute, label: name })),
    emptyReceives: queueNames.map((name) => made[name].metricNumberOfEmptyReceives({ period: minute, label: name })),
    errors: functions.map((name) => ofFunction(name, "Errors")),
    throttles: functions.map((name) => ofFunction(name, "Throttles")),
    rotations: rotating.map((name) => ofFunction(name, "Errors")),
    invocations: functions.map((name) => ofFunction(name, "Invocations")),
    batches: consumers.map((name) => ofFunction(name, "Invocations")),
    time: functions.map((name) => ofFunction(name, "Duration")),
    durations: functions.map((name) => ofFunction(name, "Duration", "p95")),
    acu,
  };
  return { ...known, dollars: dollarsAnHour(known, settings.database.standby ? 2 : 1) };
}
export type Metrics = ReturnType<typeof metricsOf>;

const metric = (namespace: string, metricName: string, dimensionsMap: Record<string, string>, statistic: string, label: string) =>
  new Metric({ namespace, metricName, dimensionsMap, statistic, period: minute, label });

/** SQS forgets the age of what was received three times; consumers tell it each time that they put it off. */
const oldest = (seen: Metric, putOff: Metric, name: QueueName) =>
  new MathExpression({
    expression: `MAX([FILL(${name}Seen, 0), FILL(${name}PutOff, 0)])`,
    usingMetrics: { [`${name}Seen`]: seen, [`${name}PutOff`]: putOff.with({ period: round }) },
    period: round,
    label: name,
  });

/** At most ten for an alarm. */
export const sum = (all: readonly IMetric[], period = minute, label?: string) =>
  new MathExpression({
    expression: all.map((_, index) => `FILL(m${index}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(all.map((metric, index) => [`m${index}`, metric])),
    period,
    label,
  });

/** What is counted, in list prices; the Data API (about $1 for a million tickets), logs and what stands by are not in it. */
function dollarsAnHour(
  {
    requests,
    invocations,
    time,
    sent,
    emptyReceives,
    batches,
    acu,
  }: Record<"invocations" | "time" | "sent" | "emptyReceives" | "batches", Metric[]> & Record<"requests" | "acu", Metric>,
  instances: number,
) {
  const priced = (id: string, label: string, all: readonly Metric[], price: number) => {
    const hourly = Object.fromEntries(all.map((metric, index) => [`${id}${index}`, metric.with({ period: hour })]));
    const expression = `(${Object.keys(hourly)
      .map((name) => `FILL(${name}, 0)`)
      .join(" + ")}) * ${price.toFixed(12)}`;
    return new MathExpression({ expression, usingMetrics: hourly, period: hour, label });
  };
  return [
    priced("acu", "database", [acu], acuHour * instances),
    priced("request", "API and CDN", [requests], (perMillion.apiCall + perMillion.edgeCall) / 1e6),
    priced("invocation", "Lambda, requests", invocations, perMillion.lambdaRequest / 1e6),
    priced("time", "Lambda, time", time, (memoryMb / 1024 / 1000) * gbSecond),
    // A batch is received and deleted.
    priced("sqs", "SQS", [...sent, ...emptyReceives, ...batches, ...batches], perMillion.sqsRequest / 1e6),
  ];
}
