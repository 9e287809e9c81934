import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  SingleValueWidget,
  TextWidget,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { FilterPattern, LogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { type Stack, type StackContext, use } from "sst/constructs";
import { domains } from "../shared/contract/domain";
import { type QueueName, queues } from "../shared/contract/queues";
import { Api } from "./api";
import { Data } from "./data";
import { functionName } from "./names";
import { settingsOf } from "./settings";
import { Submission } from "./submission";

const minute = Duration.minutes(1);
const fiveMinutes = Duration.minutes(5);
const consumers = Object.values(queues);

type Watch = { metric: IMetric; over: number; minutes?: number; means: string };

/** What wakes somebody up, and one page that says: is it up, is the queue draining, what does it cost. */
export function Observability({ stack, app }: StackContext) {
  const settings = settingsOf(app.stage);
  const topic = new Topic(stack, "Alarms", { topicName: `${app.stage}-pflow-alarms`, masterKey: use(Data).key, enforceSSL: true });
  if (settings.alarmEmail) topic.addSubscription(new EmailSubscription(settings.alarmEmail));
  const metrics = metricsOf(stack);
  for (const [id, { metric, over, minutes = 1, means }] of Object.entries(watched(metrics, settings.database.maxAcu))) {
    const alarm = new Alarm(stack, id, {
      alarmName: `${app.stage}-pflow-${id}`,
      alarmDescription: means,
      metric,
      threshold: over,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: minutes,
      datapointsToAlarm: minutes,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  dashboard(stack, metrics);
  stack.addOutputs({ Dashboard: `https://${stack.region}.console.aws.amazon.com/cloudwatch/home?region=${stack.region}#dashboards:name=${app.stage}-pflow` });
}

function metricsOf(stack: Stack) {
  const { api, stage } = use(Api);
  const { queues: made, deadLetters } = use(Submission);
  const { cluster } = use(Data);
  const names = Object.keys(made) as QueueName[];
  const of = (name: string, metricName: string, statistic = "Sum") =>
    new Metric({
      namespace: "AWS/Lambda",
      metricName,
      dimensionsMap: { FunctionName: name },
      statistic,
      period: minute,
      label: name.replace(`${stack.stage}-pflow-`, ""),
    });
  const apiMetric = (metricName: string, statistic: string) =>
    new Metric({
      namespace: "AWS/ApiGateway",
      metricName,
      dimensionsMap: { ApiId: api.apiId, Stage: stage.stageName },
      statistic,
      period: minute,
      label: metricName,
    });
  const requests = apiMetric("Count", "Sum");
  const faults = apiMetric("5xx", "Sum");
  const functions = [
    ...domains.map((domain) => functionName(stack.stage, domain)),
    ...consumers.map(({ domain, consumer }) => functionName(stack.stage, domain, consumer)),
  ];
  return {
    requests,
    faults,
    // One failure of three requests at night is no reason to wake anybody.
    faultRate: new MathExpression({
      expression: "IF(requests >= 20, 100 * faults / requests, 0)",
      usingMetrics: { requests, faults },
      period: minute,
      label: "5xx, %",
    }),
    latency: ["p50", "p95", "p99"].map((statistic) => apiMetric("Latency", statistic).with({ label: statistic })),
    depth: names.map((name) => made[name].metricApproximateNumberOfMessagesVisible({ period: minute, label: name })),
    inFlight: names.map((name) => made[name].metricApproximateNumberOfMessagesNotVisible({ period: minute, label: name })),
    age: Object.fromEntries(names.map((name) => [name, made[name].metricApproximateAgeOfOldestMessage({ period: minute, label: name })])) as Record<
      QueueName,
      Metric
    >,
    deadLetters: Object.entries(deadLetters).map(
      ([name, queue]) => [name, queue.metricApproximateNumberOfMessagesVisible({ period: minute, label: name })] as const,
    ),
    submissionAge: new Metric({
      namespace: "PFlow",
      metricName: "SubmissionAge",
      dimensionsMap: { Stage: stack.stage },
      statistic: "Maximum",
      period: minute,
      label: "put off",
    }),
    sent: names.map((name) => made[name].metricNumberOfMessagesSent({ period: minute, label: name })),
    errors: functions.map((name) => of(name, "Errors")),
    throttles: functions.map((name) => of(name, "Throttles")),
    invocations: functions.map((name) => of(name, "Invocations")),
    durations: functions.map((name) => of(name, "Duration", "p95")),
    parked: loggedMetric(stack, "ParkedCalls", "an owed call is parked"),
    failures: loggedMetric(stack, "FailedRequests", "a request failed"),
    acu: cluster.metric("ServerlessDatabaseCapacity", { period: minute, statistic: "Average", label: "ACU" }),
  };
}
type Metrics = ReturnType<typeof metricsOf>;

/** How often the functions said so in their logs (functions/kit/log.ts). */
function loggedMetric(stack: Stack, metricName: string, message: string) {
  const dimensions = { namespace: "PFlow", metricName: `${stack.stage}-${metricName}` };
  const groups = [
    ...domains.map((domain) => functionName(stack.stage, domain)),
    ...consumers.map(({ domain, consumer }) => functionName(stack.stage, domain, consumer)),
  ];
  for (const name of groups)
    new MetricFilter(stack, `${metricName}-${name}`, {
      logGroup: LogGroup.fromLogGroupName(stack, `${metricName}-${name}-logs`, `/aws/lambda/${name}`),
      filterPattern: FilterPattern.literal(`"\\"message\\":\\"${message}\\""`),
      metricNamespace: dimensions.namespace,
      metricName: dimensions.metricName,
    });
  return new Metric({ ...dimensions, statistic: "Sum", period: fiveMinutes, label: metricName });
}

function watched(metrics: Metrics, maxAcu: number): Record<string, Watch> {
  const sum = (all: readonly Metric[]) =>
    new MathExpression({
      expression: all.map((_, index) => `m${index}`).join(" + "),
      usingMetrics: Object.fromEntries(all.map((metric, index) => [`m${index}`, metric])),
      period: minute,
    });
  const ages = Object.fromEntries(
    Object.entries(metrics.age)
      .filter(([name]) => name !== "ticketDeadLetters")
      .map(([name, metric]) => [
        `${name}Age`,
        { metric, over: 300, minutes: 3, means: `The oldest message of ${name} has waited for five minutes: is its consumer failing, or the database away?` },
      ]),
  );
  const letters = Object.fromEntries(
    metrics.deadLetters.map(([name, metric]) => [
      `${name}DeadLetters`,
      { metric, over: 0, means: `A message of ${name} was given up. Admins see those of submissions under dead letters, and send them again.` },
    ]),
  );
  return {
    ...ages,
    ...letters,
    submissionAge: { metric: metrics.submissionAge, over: 300, minutes: 3, means: "Consumers have put off an accepted submission for five minutes." },
    submissionDepth: {
      metric: metrics.depth[0] as Metric,
      over: 50_000,
      minutes: 5,
      means: "50,000 submissions wait: they come faster than they are drained.",
    },
    faults: { metric: metrics.faultRate, over: 5, minutes: 3, means: "More than 5 % of the API's requests fail by our own fault." },
    latency: { metric: metrics.latency[2] as Metric, over: 3_000, minutes: 5, means: "One request in a hundred takes over three seconds." },
    errors: { metric: sum(metrics.errors), over: 5, minutes: 3, means: "Functions crash or time out." },
    throttles: { metric: sum(metrics.throttles), over: 0, minutes: 5, means: "Lambda refuses to run more at once: raise the account's limit of concurrency." },
    parked: { metric: metrics.parked, over: 0, means: "A call that had to follow a change was given up: an admin retries or skips it under incidents." },
    capacity: { metric: metrics.acu, over: maxAcu * 0.9, minutes: 10, means: "The database has been at its limit for ten minutes: raise `maxAcu`." },
  };
}

function dashboard(stack: Stack, metrics: Metrics) {
  const board = new Dashboard(stack, "Dashboard", { dashboardName: `${stack.stage}-pflow`, defaultInterval: Duration.hours(3) });
  const title = (markdown: string) => new TextWidget({ markdown, width: 24, height: 1 });
  const graph = (name: string, left: readonly IMetric[], right: readonly IMetric[] = []) =>
    new GraphWidget({ title: name, left: [...left], right: [...right], width: 8, height: 6 });
  const hourly = (metric: Metric) => metric.with({ period: Duration.hours(1), statistic: "Sum" });
  board.addWidgets(title("## Is it up?"));
  board.addWidgets(
    graph("Requests and 5xx", [metrics.requests], [metrics.faults]),
    graph("Latency, ms", metrics.latency),
    graph("Functions: errors, throttles", metrics.errors, metrics.throttles),
  );
  board.addWidgets(title("## Is the queue draining?"));
  board.addWidgets(
    graph("Waiting, in work", metrics.depth, metrics.inFlight),
    graph("Oldest message, s", [...Object.values(metrics.age), metrics.submissionAge]),
    graph("Given up", [...metrics.deadLetters.map(([, metric]) => metric), metrics.parked]),
  );
  board.addWidgets(title("## What does it cost? `npm run cost` says what each of these is in dollars."));
  board.addWidgets(graph("Database capacity, ACU", [metrics.acu]), graph("Invocations", metrics.invocations), graph("Duration p95, ms", metrics.durations));
  board.addWidgets(
    new SingleValueWidget({
      title: "In this hour",
      width: 24,
      height: 4,
      metrics: [hourly(metrics.requests), ...metrics.sent.map(hourly), metrics.acu.with({ period: Duration.hours(1), statistic: "Average" }), metrics.failures],
    }),
  );
}
