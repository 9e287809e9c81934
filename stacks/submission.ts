import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Queue as CdkQueue, type IQueue, QueueEncryption, RedrivePermission } from "aws-cdk-lib/aws-sqs";
import { Queue, type Stack, type StackContext, use } from "sst/constructs";
import { maxReceiveCount, type QueueName, queueRetention, queues, visibilityOf } from "../shared/contract/queues";
import { because } from "./because";
import { Data, mayDecrypt, rotateEvery } from "./data";
import { environmentOf, statementsOf } from "./grants";
import { lambda, may } from "./lambda";
import { functionName } from "./names";
import { consumerReaches, reaches } from "./reach";
import { type Settings, settingsOf } from "./settings";

/** Into which timers are set. */
const timed = [...new Set([...Object.values(reaches), ...Object.values(consumerReaches)].flatMap(({ timers = [] }) => timers))];
const queueNames = Object.keys(queues) as QueueName[];

/** The queues with their consumers, the timers' schedules, and the keys that sign the addresses of submissions. */
export function Submission({ stack, app }: StackContext) {
  const settings = settingsOf(app.stage);
  const deadLetters = {
    ticketSubmissions: queue(stack, "ticketDeadLetters"),
    ticketWork: deadLetterQueue(stack, "ticketWork"),
    workflowWork: deadLetterQueue(stack, "workflowWork"),
  };
  const made: Record<QueueName, IQueue> = {
    ticketDeadLetters: deadLetters.ticketSubmissions,
    ticketSubmissions: queue(stack, "ticketSubmissions", deadLetters.ticketSubmissions),
    ticketWork: queue(stack, "ticketWork", deadLetters.ticketWork),
    workflowWork: queue(stack, "workflowWork", deadLetters.workflowWork),
  };
  const keys = submissionKeys(stack, settings);
  const parts = { queues: made, keys, ...schedules(stack, made) };
  for (const name of queueNames) consume(stack, settings, name, parts);
  return { ...parts, deadLetters };
}
export type SubmissionParts = { queues: Record<QueueName, IQueue>; keys: Secret; schedulerGroup: string; schedulerRole: Role };

const shared = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.seconds(queueRetention) };

function queue(stack: Stack, name: QueueName, deadLetter?: IQueue) {
  const made = new CdkQueue(stack, name, {
    queueName: `${stack.stage}-pflow-${name}`,
    ...shared,
    visibilityTimeout: Duration.seconds(visibilityOf(queues[name])),
    ...(deadLetter && { deadLetterQueue: { queue: deadLetter, maxReceiveCount } }),
  });
  if (!deadLetter) because(made, { SQS3: "It is the dead-letter queue itself; what its consumer can't keep stays in it, and an alarm tells." });
  return made;
}

function deadLetterQueue(stack: Stack, name: QueueName) {
  return new CdkQueue(stack, `${name}DeadLetters`, {
    queueName: `${stack.stage}-pflow-${name}-dead-letters`,
    ...shared,
    redriveAllowPolicy: { redrivePermission: RedrivePermission.ALLOW_ALL },
  });
}

/** A consumer takes partial batches: what it gives back comes again, the rest is done. */
function consume(stack: Stack, settings: Settings, name: QueueName, parts: SubmissionParts) {
  const { domain, consumer, batchSize, window, maxConcurrency, timeout } = queues[name];
  const place = { stack, domain, reach: consumerReaches[name], consumes: name, data: use(Data), submission: parts };
  const made = lambda(stack, `${name}Consumer`, settings, {
    name: functionName(stack.stage, domain, consumer),
    handler: `functions/${domain}/${consumer}.handler`,
    timeout,
    environment: environmentOf(place),
    statements: statementsOf(place),
  });
  const eventSource = { batchSize, maxConcurrency, reportBatchItemFailures: true, ...(window > 0 && { maxBatchingWindow: Duration.seconds(window) }) };
  // SST's Queue around ours is how its console shows what consumes what.
  new Queue(stack, `${name}Queue`, { cdk: { queue: parts.queues[name] as CdkQueue }, consumer: { cdk: { function: made, eventSource } } }); // all are made above
}

/** One-shot schedules, which may only send to the work queues, and only for this account. */
function schedules(stack: Stack, made: Record<QueueName, IQueue>) {
  const schedulerGroup = `${stack.stage}-pflow`;
  new CfnScheduleGroup(stack, "Timers", { name: schedulerGroup });
  const schedulerRole = new Role(stack, "TimerRole", {
    description: "Lets a timer that is due send its message to the work queue that waits for it",
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", { conditions: { StringEquals: { "aws:SourceAccount": stack.account } } }),
  });
  schedulerRole.addToPolicy(
    may(
      ["sqs:SendMessage"],
      timed.map((name) => made[name].queueArn),
    ),
  );
  return { schedulerGroup, schedulerRole };
}

/** The newest signs, every one verifies; production adds one every month and keeps those before (functions/ticket/rotate-keys.ts). */
function submissionKeys(stack: Stack, settings: Settings) {
  const data = use(Data);
  const keys = new Secret(stack, "SubmissionKeys", {
    secretName: `${stack.stage}-pflow/submission-keys`,
    description: "Signs the addresses of submissions",
    encryptionKey: Key.fromKeyArn(stack, "Key", data.key.keyArn),
    generateSecretString: { secretStringTemplate: "{}", generateStringKey: "k1", excludePunctuation: true, passwordLength: 43 },
    removalPolicy: settings.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const days = settings.database.rotateSecretsDays;
  if (!days) because(keys, { SMG4: "Rotated in production; a stage for development is made anew instead." });
  else {
    const rotate = lambda(stack, "RotateKeys", settings, {
      name: functionName(stack.stage, "ticket", "rotate-keys"),
      handler: "functions/ticket/rotate-keys.handler",
      timeout: 30,
      environment: {},
      statements: [
        may(
          ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage", "secretsmanager:DescribeSecret"],
          [keys.secretArn],
        ),
        mayDecrypt(data, stack, ["kms:Decrypt", "kms:GenerateDataKey"]),
      ],
    });
    rotateEvery(stack, "KeyRotation", keys, rotate, Math.max(30, days));
  }
  return keys;
}
