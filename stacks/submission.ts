import { Duration } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Queue as CdkQueue, type IQueue, QueueEncryption, RedrivePermission } from "aws-cdk-lib/aws-sqs";
import { Queue, type Stack, type StackContext, use } from "sst/constructs";
import { maxReceiveCount, type QueueName, queueRetention, queues, visibilityOf } from "../shared/contract/queues";
import { Data } from "./data";
import { environmentOf, statementsOf } from "./grants";
import { keyRing } from "./keys";
import { lambda, may } from "./lambda";
import { functionName } from "./names";
import { consumerReaches, type KeyRingName, reaches } from "./reach";
import { type Settings, settingsOf } from "./settings";

/** Into which timers are set. */
const timed = [...new Set([...Object.values(reaches), ...Object.values(consumerReaches)].flatMap(({ timers = [] }) => timers))];
const queueNames = Object.keys(queues) as QueueName[];

/** The queues with their consumers, the timers' schedules, and the keys that functions sign and seal with. */
export function Submission({ stack, app }: StackContext) {
  const settings = settingsOf(app.stage);
  // What submissions could not be read is shown to admins by a consumer, whose queue has a last one behind it as every other has.
  const lasting = queueNames.filter((name) => name !== "ticketSubmissions");
  const deadLetters = Object.fromEntries(lasting.map((name) => [name, lastQueue(stack, name)])) as Record<(typeof lasting)[number], CdkQueue>; // made of their names
  const ticketDeadLetters = queue(stack, "ticketDeadLetters", deadLetters.ticketDeadLetters);
  const made: Record<QueueName, IQueue> = {
    ticketDeadLetters,
    ticketSubmissions: queue(stack, "ticketSubmissions", ticketDeadLetters),
    ticketWork: queue(stack, "ticketWork", deadLetters.ticketWork),
    workflowWork: queue(stack, "workflowWork", deadLetters.workflowWork),
  };
  const keys = { submission: keyRing(stack, settings, "submission"), connection: keyRing(stack, settings, "connection") };
  const parts = { queues: made, keys, ...schedules(stack, made) };
  for (const name of queueNames) consume(stack, settings, name, parts);
  return { ...parts, deadLetters };
}
export type SubmissionParts = { queues: Record<QueueName, IQueue>; keys: Record<KeyRingName, Secret>; schedulerGroup: string; schedulerRole: Role };

const shared = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.seconds(queueRetention) };

function queue(stack: Stack, name: QueueName, deadLetter: IQueue) {
  return new CdkQueue(stack, name, {
    queueName: `${stack.stage}-pflow-${name}`,
    ...shared,
    visibilityTimeout: Duration.seconds(visibilityOf(queues[name])),
    deadLetterQueue: { queue: deadLetter, maxReceiveCount },
  });
}

/** Nobody takes from it but an operator, whom an alarm calls: a redrive of SQS sends back what is in it. */
function lastQueue(stack: Stack, name: QueueName) {
  return new CdkQueue(stack, `${name}DeadLetters`, {
    queueName: `${stack.stage}-pflow-${name}-dead-letters`,
    ...shared,
    // By its ARN: named as a queue, each would wait for the other.
    redriveAllowPolicy: { redrivePermission: RedrivePermission.BY_QUEUE, sourceQueues: [CdkQueue.fromQueueArn(stack, `${name}Source`, queueArn(stack, name))] },
  });
}

const queueArn = (stack: Stack, name: QueueName) => stack.formatArn({ service: "sqs", resource: `${stack.stage}-pflow-${name}` });

/** A consumer takes partial batches: what it gives back comes again, the rest is done. */
function consume(stack: Stack, settings: Settings, name: QueueName, parts: SubmissionParts) {
  const { domain, consumer, batchSize, window, maxConcurrency, timeout } = queues[name];
  const reach = consumerReaches[name];
  const connectors = reach.connects && settings.connectors;
  const place = { stack, domain, reach, consumes: name, data: use(Data), submission: parts };
  const made = lambda(stack, `${name}Consumer`, settings, {
    name: functionName(stack.stage, domain, consumer),
    handler: `functions/${domain}/${consumer}.handler`,
    timeout,
    environment: { ...environmentOf(place), ...(connectors && { CONNECTOR_ALLOWED_HOSTS: connectors.hosts.join(",") }) },
    statements: statementsOf(place),
    loops: reach.loops,
    network: connectors,
  });
  const eventSource = { batchSize, maxConcurrency, reportBatchItemFailures: true, ...(window > 0 && { maxBatchingWindow: Duration.seconds(window) }) };
  // SST's Queue around ours is how its console shows what consumes what.
  new Queue(stack, `${name}Queue`, { cdk: { queue: parts.queues[name] as CdkQueue }, consumer: { cdk: { function: made, eventSource } } }); // all are made above
}

/** One-shot schedules, which may only send to the work queues, and only as those of this group. */
function schedules(stack: Stack, made: Record<QueueName, IQueue>) {
  const schedulerGroup = `${stack.stage}-pflow`;
  new CfnScheduleGroup(stack, "Timers", { name: schedulerGroup });
  const group = stack.formatArn({ service: "scheduler", resource: "schedule-group", resourceName: schedulerGroup });
  const schedulerRole = new Role(stack, "TimerRole", {
    description: "Lets a timer that is due send its message to the work queue that waits for it",
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": stack.account, "aws:SourceArn": group } },
    }),
  });
  schedulerRole.addToPolicy(
    may(
      ["sqs:SendMessage"],
      timed.map((name) => made[name].queueArn),
    ),
  );
  return { schedulerGroup, schedulerRole };
}
