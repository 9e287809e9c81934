import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Stack } from "sst/constructs";
import type { Domain } from "../shared/contract/domain";
import { type QueueName, queues } from "../shared/contract/queues";
import { type DataParts, mayQuery } from "./data";
import { may } from "./lambda";
import { functionArn, functionName } from "./names";
import { keyRings, type Reach } from "./reach";
import type { SubmissionParts } from "./submission";

export type Place = {
  stack: Stack;
  domain: Domain;
  reach: Reach;
  data: DataParts;
  submission: SubmissionParts;
  /** The queue whose consumer it is. */
  consumes?: QueueName;
  /** Of the tokens, where `reach.issuer`. */
  issuer?: string;
};

const namesOf = ({ reach, consumes }: Place) => [
  ...new Set([...(reach.sends ?? []), ...(reach.timers ?? []), ...(reach.depths ?? []), ...(consumes ? [consumes] : [])]),
];
const arnVariable = (name: QueueName) => queues[name].urlVariable.replace(/_URL$/, "_ARN");

/** The variables of a function, made of what it reaches. */
export function environmentOf(place: Place): Record<string, string> {
  const { stack, domain, reach, data, submission, issuer } = place;
  return {
    PFLOW_STAGE: stack.stage,
    DATABASE_CLUSTER_ARN: data.cluster.clusterArn,
    [`${domain.toUpperCase()}_DATABASE_SECRET_ARN`]: data.secrets[domain].secretArn,
    ...Object.fromEntries(namesOf(place).map((name) => [queues[name].urlVariable, submission.queues[name].queueUrl])),
    ...Object.fromEntries((reach.timers ?? []).map((name) => [arnVariable(name), submission.queues[name].queueArn])),
    ...(reach.timers && { SCHEDULER_GROUP: submission.schedulerGroup, SCHEDULER_ROLE_ARN: submission.schedulerRole.roleArn }),
    ...Object.fromEntries((reach.keys ?? []).map((name) => [keyRings[name].variable, submission.keys[name].secretArn])),
    ...(reach.issuer && issuer && { OIDC_ISSUER: issuer }),
  };
}

/** What its role allows, made of the same. A consumer's own queue is granted with its event source. */
export function statementsOf({ stack, domain, reach, data, submission }: Place): PolicyStatement[] {
  const { asks = [], sends = [], timers = [], depths = [], keys = [], metrics } = reach;
  const arns = (names: readonly QueueName[]) => names.map((name) => submission.queues[name].queueArn);
  const sendsTo = [...new Set([...sends, ...timers])];
  const schedule = stack.formatArn({ service: "scheduler", resource: "schedule", resourceName: `${submission.schedulerGroup}/*` });
  return [
    ...mayQuery(data, stack, [data.secrets[domain].secretArn]),
    ...(asks.length > 0
      ? [
          may(
            ["lambda:InvokeFunction"],
            asks.map((asked) => functionArn(stack, functionName(stack.stage, asked))),
          ),
        ]
      : []),
    ...(sendsTo.length > 0 ? [may(["sqs:SendMessage"], arns(sendsTo))] : []),
    ...(depths.length > 0 ? [may(["sqs:GetQueueAttributes"], arns(depths))] : []),
    ...(timers.length > 0
      ? [
          may(["scheduler:CreateSchedule"], [schedule]),
          may(["iam:PassRole"], [submission.schedulerRole.roleArn], { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } }),
        ]
      : []),
    ...keys.map((name) => may(["secretsmanager:GetSecretValue"], [submission.keys[name].secretArn])),
    ...(metrics ? [may(["cloudwatch:GetMetricData"], ["*"])] : []),
  ];
}
