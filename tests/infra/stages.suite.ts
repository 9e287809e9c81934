import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { Stack } from "aws-cdk-lib/core";
import { beforeAll, describe, expect, test } from "vitest";
import { schemaChecker } from "./schema";
import { type Located, type Synthesized, stageOf, synth, type Template } from "./synth";

const stages = ["dev", "production"] as const;
const made = {} as Record<(typeof stages)[number], Synthesized>;
let problems: (template: Template) => string[];

beforeAll(async () => {
  problems = await schemaChecker();
  for (const stage of stages) made[stage] = await stageOf(stage);
}, 150_000);

describe.each(stages)("the stage %s", (stage) => {
  test("is eight templates that CloudFormation's schema of every resource allows, each of less than 400 resources", () => {
    const { templates } = made[stage];
    expect(Object.keys(templates).sort()).toEqual(["Api", "Console", "Data", "Edge", "Identity", "Network", "Observability", "Submission"]);
    for (const [name, template] of Object.entries(templates)) {
      expect({ name, problems: problems(template) }).toEqual({ name, problems: [] });
      expect(Object.keys(template.Resources).length).toBeLessThan(400);
      // CloudFormation takes one megabyte.
      expect(JSON.stringify(template).length).toBeLessThan(1_000_000);
    }
  });

  test("breaks no rule of cdk-nag (AWS Solutions) without a reason, and CDK itself has nothing to say", () => {
    expect(made[stage].messages).toEqual([]);
  });

  test("every reason is a sentence", () => {
    const reasons = made[stage].resources.flatMap(({ Metadata }) => (Metadata?.cdk_nag?.rules_to_suppress ?? []) as { id: string; reason: string }[]);
    expect(reasons.length).toBeGreaterThan(10);
    for (const { id, reason } of reasons)
      expect({ id, reason }).toEqual({ id: expect.stringMatching(/^AwsSolutions-[A-Z]+\d+$/), reason: expect.stringMatching(/^.{30,}[.]$/) });
  });

  test("every function of ours runs on Node 24 and ARM, is traced, and has a log group of its own that forgets", () => {
    const groups = made[stage].of("AWS::Logs::LogGroup");
    for (const { RetentionInDays } of groups.map(({ Properties }) => Properties)) expect(RetentionInDays).toBe(stage === "production" ? 365 : 14);
    const ours = functionsOf(made[stage]);
    expect(ours.map(({ Properties }) => Properties.FunctionName).sort()).toMatchSnapshot();
    for (const { Properties } of ours) {
      expect(Properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        TracingConfig: { Mode: "Active" },
        // Lambda filters nothing that LOG_LEVEL lets through: metrics are lines, too.
        LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "DEBUG" },
      });
      expect(groups.map((group) => group.Properties.LogGroupName)).toContain(`/aws/lambda/${Properties.FunctionName}`);
    }
  });

  test("a bundle is as large as it may be at most, and every one loads, and its handler can be called", { timeout: 90_000 }, () => {
    const called = functionsOf(made[stage]).map((fn) => {
      const folder = assetOf(made[stage], fn);
      const [file = "", exported = ""] = String(fn.Properties.Handler).split(/\.(?=[^.]*$)/);
      expect(statSync(join(folder, `${file}.mjs`)).size, fn.Properties.FunctionName).toBeLessThanOrEqual(mostKiB(file) * 1024);
      return { name: String(fn.Properties.FunctionName).replace(`${stage}-pflow-`, ""), ...call(folder, file, exported, fn.Properties.Environment.Variables) };
    });
    expect(Object.fromEntries(called.map(({ name, answer }) => [name, answer]))).toEqual({
      ...Object.fromEntries(["form", "identity", "ticket", "workflow", "gateway"].map((domain) => [domain, "404 not-found"])),
      // No record, nothing to do.
      ...Object.fromEntries(["ticket-drain", "ticket-dead-letters", "ticket-work", "workflow-work"].map((consumer) => [consumer, '{"batchItemFailures":[]}'])),
      "identity-pre-token": expect.stringContaining('"tenant":"acme"'),
      // Without AWS they come as far as their first question.
      migrate: expect.stringMatching(/^threw .*(credential|connect|ENOTFOUND|socket)/i),
      ...(stage === "production" && {
        rotate: expect.stringMatching(/^threw .*(credential|connect|ENOTFOUND|socket)/i),
        "workflow-rotate-keys": expect.stringMatching(/^threw .*(credential|connect|ENOTFOUND|socket)/i),
        "ticket-rotate-keys": expect.stringMatching(/^threw .*(credential|connect|ENOTFOUND|socket)/i),
      }),
    });
  });

  test("the documentation's viewer is in the gateway's bundle, and the migrations are in their function's", () => {
    const find = (name: string) =>
      assetOf(made[stage], functionsOf(made[stage]).find(({ Properties }) => Properties.FunctionName === `${stage}-pflow-${name}`) as Located);
    expect(existsSync(join(find("gateway"), "functions/gateway/node_modules/swagger-ui-dist/swagger-ui-bundle.js"))).toBe(true);
    const reply = call(
      find("gateway"),
      "functions/gateway/handler",
      "handler",
      { DATABASE_CLUSTER_ARN: "x", GATEWAY_DATABASE_SECRET_ARN: "x", OIDC_ISSUER: "https://issuer.test" },
      docsEvent,
    );
    expect(reply.answer).toBe("200");
    for (const domain of ["form", "identity", "ticket", "workflow", "gateway"])
      expect(readdirSync(join(find("migrate"), "functions", domain, "migrations")).filter((name) => name.endsWith(".sql"))).toEqual(
        existsSync(`functions/${domain}/migrations`) ? readdirSync(`functions/${domain}/migrations`).filter((name) => name.endsWith(".sql")) : [],
      );
  });
});

describe("what the checks would catch", () => {
  test("the schema: a property that there is not, one that is missing, a wrong type, a missing resource, a missing attribute", () => {
    const template = (Properties: unknown, Type = "AWS::SQS::Queue"): Template => ({ Resources: { One: { Type, Properties } } });
    expect(problems(template({ QueueNam: "x" }))).toEqual(["One (AWS::SQS::Queue).QueueNam is not a property"]);
    expect(problems(template({ DelaySeconds: "soon" }))).toEqual(['One (AWS::SQS::Queue).DelaySeconds is no integer: "soon"']);
    expect(problems(template({}, "AWS::Lambda::Function"))).toEqual([
      "One (AWS::Lambda::Function).Code is missing",
      "One (AWS::Lambda::Function).Role is missing",
    ]);
    expect(problems(template({}, "AWS::SQS::Queu"))).toEqual(["One: there is no resource type AWS::SQS::Queu"]);
    expect(problems(template({ QueueName: { Ref: "Two" } }))).toEqual(["One names Two, which is not there"]);
    expect(problems(template({ QueueName: { "Fn::GetAtt": ["One", "Nam"] } }))).toEqual(["One reads AWS::SQS::Queue.Nam, which is no attribute"]);
  });

  test("cdk-nag: a bucket and a queue as they come", { timeout: 60_000 }, async () => {
    const { messages } = await synth("bad", {
      nag: true,
      more: (app) => {
        const stack = new Stack(app, "bad-pflow-Bad");
        new Bucket(stack, "Bucket");
        new Queue(stack, "Queue");
      },
    });
    const rules = messages.filter(({ path }) => path.startsWith("/bad-pflow-Bad")).map(({ text }) => text.split(":")[0]);
    expect([...new Set(rules)].sort()).toEqual(["AwsSolutions-S1", "AwsSolutions-S10", "AwsSolutions-SQS3", "AwsSolutions-SQS4"]);
  });
});

/** The workflow domain has the engine, with FEEL and its regular expressions, which are 350 KiB of it. */
const mostKiB = (file: string) => (file.startsWith("functions/workflow/") ? 700 : 550);

function functionsOf({ of }: Synthesized): Located[] {
  return of("AWS::Lambda::Function").filter(({ Properties }) => Properties.FunctionName);
}

/** The folder that is uploaded as a function's code. */
function assetOf({ directory, templates }: Synthesized, { stack, Properties }: Located): string {
  expect(templates[stack]).toBeDefined();
  const hash = String(Properties.Code.S3Key).replace(/\.zip$/, "");
  return join(directory, `asset.${hash}`);
}

const context = "{ awsRequestId: 'r', getRemainingTimeInMillis: () => 9000 }";
const http = (routeKey: string, pathParameters = {}) => ({
  version: "2.0",
  routeKey,
  rawPath: "/",
  headers: {},
  pathParameters,
  requestContext: { requestId: "r", http: { method: "GET" } },
});
const docsEvent = http("GET /api/docs/{asset}", { asset: "swagger-ui-bundle.js" });
const events: Record<string, unknown> = {
  handler: http("GET /api/nowhere"),
  drain: { Records: [] },
  "dead-letters": { Records: [] },
  work: { Records: [] },
  "pre-token": { triggerSource: "TokenGeneration_HostedAuth", request: { userAttributes: { "custom:tenant": "acme" } }, response: {} },
  "migrate-handler": { params: {} },
  "rotate-handler": { Step: "createSecret", SecretId: "arn:aws:secretsmanager:eu-west-1:1:secret:x", ClientRequestToken: "t" },
  "rotate-keys": { Step: "createSecret", SecretId: "arn:aws:secretsmanager:eu-west-1:1:secret:x", ClientRequestToken: "t" },
};

/** In a process of its own, with the SDK beside it as the runtime has it, and with an address where nobody is in the place of AWS. */
function call(
  folder: string,
  file: string,
  exported: string,
  variables: Record<string, unknown>,
  event = events[file.split("/").at(-1) ?? ""],
): { answer: string } {
  const place = mkdtempSync(join(process.cwd(), "node_modules", ".bundle-"));
  try {
    spawnSync("cp", ["-r", `${folder}/.`, place]);
    const script = join(place, "call.mjs");
    writeFileSync(
      script,
      `const { ${exported}: handler } = await import(${JSON.stringify(`./${file}.mjs`)});
       const show = (reply) => reply?.statusCode ? [reply.statusCode, reply.statusCode === 200 ? "" : JSON.parse(reply.body).code].join(" ").trim() : JSON.stringify(reply);
       const answer = await handler(${JSON.stringify(event)}, ${context}).then(show, (error) => "threw " + [error.name, error.message, error.cause?.message, error.cause?.code].join(" "));
       process.stdout.write("\\n" + JSON.stringify({ answer }) + "\\n", () => process.exit(0));`,
    );
    const env = {
      PATH: process.env.PATH,
      AWS_REGION: "eu-west-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "x",
    };
    const given = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typeof value === "string" ? value : "arn:aws:x:y:z:1:a"]));
    const { stdout, stderr } = spawnSync(process.execPath, [script], { cwd: place, env: { ...given, ...env }, encoding: "utf8", timeout: 30_000 });
    const line = stdout.trim().split("\n").at(-1) ?? "";
    if (!line.startsWith("{")) throw new Error(`${file} did not answer: ${stdout}${stderr}`);
    return JSON.parse(line);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
