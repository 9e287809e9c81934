import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetQueueAttributesCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, test } from "vitest";
import { KeyRing } from "../../functions/kit/key-ring";
import { send } from "../../functions/kit/queue";
import { setTimer } from "../../functions/kit/timer";
import { domains } from "../../shared/contract/domain";
import { type QueueName, queues, visibilityOf } from "../../shared/contract/queues";
import { region, synth, type Template } from "../infra/synth";

/** What LocalStack's free release holds of our templates; the rest is left out, with whatever names it. */
const held = [
  /^AWS::SQS::/,
  /^AWS::SecretsManager::Secret$/,
  /^AWS::S3::Bucket$/,
  /^AWS::Scheduler::ScheduleGroup$/,
  /^AWS::IAM::(Role|Policy)$/,
  /^AWS::KMS::(Key|Alias)$/,
  /^AWS::SSM::Parameter$/,
];
const endpoint = process.env.PFLOW_LOCALSTACK_URL ?? "";
const stage = "dev";
const account = "000000000000";
const client = { region, endpoint, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
const sqs = new SQSClient(client);

beforeAll(async () => {
  const { templates } = await synth(stage);
  // In the order in which they use each other.
  for (const name of ["Data", "Edge", "Submission"]) await deploy(`${stage}-pflow-${name}`, part(templates[name] as Template));
  for (const queue of Object.keys(queues) as QueueName[]) {
    process.env[queues[queue].urlVariable] = await urlOf(queue);
    process.env[queues[queue].urlVariable.replace(/_URL$/, "_ARN")] = `arn:aws:sqs:${region}:${account}:${stage}-pflow-${queue}`;
  }
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    SCHEDULER_GROUP: `${stage}-pflow`,
    SCHEDULER_ROLE_ARN: `arn:aws:iam::${account}:role/timers`,
  });
}, 180_000);

/** The template with what is held, and nothing that needs what is not. */
function part({ Resources, Outputs = {} }: Template): Template {
  let kept = Object.entries(Resources)
    .filter(([, { Type }]) => held.some((type) => type.test(Type)))
    .map(([id, { Metadata: _, ...resource }]) => [id, resource] as const);
  for (let before = -1; before !== kept.length; ) {
    before = kept.length;
    const ids = new Set(kept.map(([id]) => id));
    kept = kept.filter(([, { Properties }]) => named(Properties).every((id) => ids.has(id)));
  }
  const ids = new Set(kept.map(([id]) => id));
  const outputs = Object.entries(Outputs).filter(([, output]) => named(output).every((id) => ids.has(id)));
  return { Resources: Object.fromEntries(kept), Outputs: Object.fromEntries(outputs) };
}

const named = (value: unknown): string[] =>
  [...JSON.stringify(value ?? null).matchAll(/"(?:Ref":"|Fn::GetAtt":\[")([^"]+)"/g)].map(([, id = ""]) => id).filter((id) => !id.startsWith("AWS::"));

/** CloudFormation's own API. */
async function cloudFormation(Action: string, parameters: Record<string, string>): Promise<string> {
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/cloudformation/aws4_request, SignedHeaders=host, Signature=x`,
    "content-type": "application/x-www-form-urlencoded",
  };
  const reply = await fetch(endpoint, { method: "POST", headers, body: new URLSearchParams({ Action, Version: "2010-05-15", ...parameters }) });
  const text = await reply.text();
  if (!reply.ok) throw new Error(text);
  return text;
}

async function deploy(StackName: string, template: Template) {
  await cloudFormation("CreateStack", { StackName, TemplateBody: JSON.stringify(template), "Capabilities.member.1": "CAPABILITY_NAMED_IAM" });
  for (let tries = 0; tries < 240; tries++) {
    const status = /<StackStatus>(\w+)</.exec(await cloudFormation("DescribeStacks", { StackName }))?.[1];
    if (status === "CREATE_COMPLETE") return;
    if (status !== "CREATE_IN_PROGRESS")
      throw new Error(`${StackName}: ${status} ${/<ResourceStatusReason>[^<]*/.exec(await cloudFormation("DescribeStackEvents", { StackName }))}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${StackName} is not done after a minute.`);
}

const urlOf = async (name: string) => (await sqs.send(new GetQueueUrlCommand({ QueueName: `${stage}-pflow-${name}` }))).QueueUrl ?? "";
const attributesOf = async (name: string) =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: await urlOf(name), AttributeNames: ["All"] }))).Attributes ?? {};

describe("what the templates make", () => {
  test.each(Object.keys(queues) as QueueName[])("the queue %s is as the contract says", async (name) => {
    const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy, Policy } = await attributesOf(name);
    expect({ VisibilityTimeout, MessageRetentionPeriod }).toEqual({ VisibilityTimeout: String(visibilityOf(queues[name])), MessageRetentionPeriod: "1209600" });
    expect(Policy).toContain("aws:SecureTransport");
    const letters = name === "ticketSubmissions" ? "ticketDeadLetters" : `${name}-dead-letters`;
    expect(JSON.parse(RedrivePolicy ?? "")).toMatchObject({
      maxReceiveCount: expect.anything(),
      deadLetterTargetArn: `arn:aws:sqs:${region}:${account}:${stage}-pflow-${letters}`,
    });
  });

  test("the code that sends finds its queue, and the message is what was sent", async () => {
    await send("ticketWork", { body: '{"type":"nudge"}', attributes: { tenant: "acme" } });
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: await urlOf("ticketWork"), WaitTimeSeconds: 5, MessageAttributeNames: ["All"] }),
    );
    expect(Messages.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.tenant?.StringValue])).toEqual([['{"type":"nudge"}', "acme"]]);
  });

  test("each secret is made up as the code that reads it expects, under the stage's key", async () => {
    const secrets = new SecretsManagerClient(client);
    const keys = new Set<string | undefined>();
    const read = async (name: string) => {
      const SecretId = `${stage}-pflow/${name}`;
      keys.add((await secrets.send(new DescribeSecretCommand({ SecretId }))).KmsKeyId);
      return JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? "");
    };
    for (const domain of domains)
      expect(await read(`${domain}-database`)).toEqual({
        username: `pflow_${domain}`,
        dbname: `pflow_${domain}`,
        password: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
      });
    for (const name of ["submission-keys", "connection-keys"])
      expect(KeyRing.parse(await read(name))).toEqual({ current: "k1", keys: { k1: expect.stringMatching(/^[A-Za-z0-9]{43}$/) } });
    expect([...keys]).toEqual([expect.stringMatching(new RegExp(`^arn:aws:kms:${region}:${account}:key/`))]);
  });

  test("a timer that is far away becomes a schedule in the stage's group, once", async () => {
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    const timer = { name: "due", tenantId: "acme", entity: crypto.randomUUID(), element: "ticket", generation: 1, dueAt };
    await setTimer("ticketWork", timer);
    await setTimer("ticketWork", timer);
    const scheduler = new SchedulerClient(client);
    const { Schedules } = (await (
      await fetch(`${endpoint}/schedules?ScheduleGroup=${stage}-pflow`, {
        headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/scheduler/aws4_request, SignedHeaders=host, Signature=x` },
      })
    ).json()) as { Schedules: { Name: string }[] };
    expect(Schedules).toHaveLength(1);
    const { ScheduleExpression, Target, GroupName } = await scheduler.send(new GetScheduleCommand({ Name: Schedules[0]?.Name, GroupName: `${stage}-pflow` }));
    expect({ ScheduleExpression, arn: Target?.Arn, GroupName }).toEqual({
      ScheduleExpression: `at(${new Date(Date.parse(dueAt) - 300_000).toISOString().slice(0, 19)})`,
      arn: `arn:aws:sqs:${region}:${account}:${stage}-pflow-ticketWork`,
      GroupName: `${stage}-pflow`,
    });
  });
});
