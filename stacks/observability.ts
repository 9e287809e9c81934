import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  type Metric,
  SingleValueWidget,
  TextWidget,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { type Stack, type StackContext, use } from "sst/constructs";
import { Data } from "./data";
import { type Settings, settingsOf } from "./settings";
import { type Metrics, metricsOf, queueNames, sum } from "./watch";

/** `periods` in a row of the metric's own, a minute if nothing else is said. */
type Watch = { metric: IMetric; over: number; periods?: number; means: string };

/** What wakes somebody up, and one page that says: is it up, is the queue draining, what does it cost. */
export function Observability({ stack, app }: StackContext) {
  const settings = settingsOf(app.stage);
  const topic = new Topic(stack, "Alarms", { topicName: `${app.stage}-pflow-alarms`, masterKey: use(Data).key, enforceSSL: true });
  if (settings.alarmEmail) topic.addSubscription(new EmailSubscription(settings.alarmEmail));
  const metrics = metricsOf(stack, settings);
  for (const [id, { metric, over, periods = 1, means }] of Object.entries(watched(metrics, settings))) {
    const alarm = new Alarm(stack, id, {
      alarmName: `${app.stage}-pflow-${id}`,
      alarmDescription: means,
      metric,
      threshold: over,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  dashboard(stack, metrics);
  stack.addOutputs({ Dashboard: `https://${stack.region}.console.aws.amazon.com/cloudwatch/home?region=${stack.region}#dashboards:name=${app.stage}-pflow` });
}

function watched(metrics: Metrics, { database }: Settings): Record<string, Watch> {
  const ages = queueNames.map((name) => [
    `${name}Age`,
    { metric: metrics.age[name], over: 300, means: `A message of ${name} has waited for over five minutes: is its consumer failing, or what it needs away?` },
  ]);
  const givenUp = metrics.givenUp.map(([name, metric]) => [
    `${name}GivenUp`,
    {
      metric,
      over: 0,
      means: `A message of ${name} failed a thousand times. Mend its cause, then send it back from its dead-letter queue (a redrive of SQS).`,
    },
  ]);
  return {
    ...(Object.fromEntries([...ages, ...givenUp]) as Record<string, Watch>), // each is one
    deadLetters: {
      metric: metrics.deadLetters,
      over: 0,
      means: "A submission's message could not be read. Admins see it under dead letters, and send it again.",
    },
    submissionDepth: {
      metric: metrics.depth.ticketSubmissions,
      over: 50_000,
      periods: 5,
      means: "50,000 submissions wait: they come faster than they are drained.",
    },
    faults: { metric: metrics.faultRate, over: 5, periods: 3, means: "More than 5 % of the API's requests fail by our own fault." },
    latency: { metric: metrics.latency[2] as Metric, over: 3_000, periods: 5, means: "One request in a hundred takes over three seconds." },
    errors: { metric: sum(metrics.errors), over: 5, periods: 3, means: "Functions crash or time out." },
    throttles: { metric: sum(metrics.throttles), over: 0, periods: 5, means: "Lambda refuses to run more at once: raise the account's limit of concurrency." },
    parked: { metric: sum(metrics.parked), over: 0, means: "A call that had to follow a change was given up: an admin retries or skips it under incidents." },
    timers: { metric: sum(metrics.timers), over: 0, means: "A timer that is due does not reach its queue; the schedule tries for a day before it is lost." },
    capacity: { metric: metrics.acu, over: database.maxAcu * 0.9, periods: 10, means: "The database has been at its limit for ten minutes: raise `maxAcu`." },
    ...(metrics.rotations.length > 0 && {
      rotation: {
        metric: sum(metrics.rotations),
        over: 0,
        means: "A secret could not be changed; the one before it goes on to work, and Secrets Manager tries again.",
      },
    }),
  };
}

function dashboard(stack: Stack, metrics: Metrics) {
  const board = new Dashboard(stack, "Dashboard", { dashboardName: `${stack.stage}-pflow`, defaultInterval: Duration.hours(3) });
  const title = (markdown: string) => new TextWidget({ markdown, width: 24, height: 1 });
  const graph = (name: string, left: readonly IMetric[], right: readonly IMetric[] = [], stacked = false) =>
    new GraphWidget({ title: name, left: [...left], right: [...right], width: 8, height: 6, stacked });
  const hourly = (metric: Metric) => metric.with({ period: Duration.hours(1), statistic: "Sum" });
  board.addWidgets(title("## Is it up?"));
  board.addWidgets(
    graph("Requests and 5xx", [metrics.requests], [metrics.faults, ...metrics.faulty]),
    graph("Latency, ms", metrics.latency),
    graph("Functions: errors, throttles", metrics.errors, metrics.throttles),
  );
  board.addWidgets(title("## Is the queue draining?"));
  board.addWidgets(
    graph("Waiting, in work", Object.values(metrics.depth), metrics.inFlight),
    graph("Done, put off", metrics.drained, metrics.returned),
    graph("Oldest message, s", Object.values(metrics.age)),
  );
  board.addWidgets(
    graph("Tickets, failed submissions", [metrics.tickets], [metrics.failed]),
    graph("Owed calls: made, parked", metrics.paid, metrics.parked),
    graph("Given up", [metrics.deadLetters, ...metrics.givenUp.map(([, metric]) => metric), ...metrics.timers]),
  );
  board.addWidgets(title("## What does it cost? `npm run cost` counts the rest: Data API, logs, what stands by."));
  board.addWidgets(
    graph("Dollars an hour", metrics.dollars, [], true),
    graph("Database capacity, ACU", [metrics.acu]),
    graph("Duration p95, ms", metrics.durations, metrics.invocations),
  );
  board.addWidgets(
    new SingleValueWidget({
      title: "In this hour",
      width: 24,
      height: 4,
      metrics: [hourly(metrics.tickets), hourly(metrics.requests), ...metrics.sent.map(hourly), ...metrics.dollars],
    }),
  );
}
