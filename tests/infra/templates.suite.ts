import { beforeAll, describe, expect, test } from "vitest";
import { domains } from "../../shared/contract/domain";
import { type MetricName, metricNamespace, metrics } from "../../shared/contract/metrics";
import { queues, visibilityOf } from "../../shared/contract/queues";
import { isInternal, routeKey } from "../../shared/contract/route";
import { routes } from "../../shared/contract/routes";
import { keyRings } from "../../stacks/reach";
import { alarmMetrics } from "../cost/prices";
import { text } from "./statements";
import { type Located, type Synthesized, stageOf, synth } from "./synth";

const stages = ["dev", "production"] as const;
const made = {} as Record<(typeof stages)[number], Synthesized>;

beforeAll(async () => {
  for (const stage of stages) made[stage] = await stageOf(stage);
}, 150_000);

/** Other systems' messages have no token: the function itself checks their signature, before it asks a database anything. */
const signed = "POST /api/hooks/{tenant}/{connection}";

const one = (all: Located[]): Located => {
  expect(all).toHaveLength(1);
  return all[0] as Located; // there is one
};

describe.each(stages)("the stage %s", (stage) => {
  const of = (type: string) => made[stage].of(type);
  const keys = () => of("AWS::ApiGatewayV2::Route").map(({ Properties }) => String(Properties.RouteKey));

  test("serves each public route of the contract with and without a slash at its end, no internal one, and nothing else", () => {
    const wanted = domains.flatMap((domain) => routes[domain]).filter((route) => !isInternal(route));
    expect(keys().sort()).toEqual(wanted.flatMap((route) => [routeKey(route), `${routeKey(route)}/`]).sort());
    expect(keys().filter((key) => key.includes("internal"))).toEqual([]);
  });

  test("lets nobody through without a token, but to these", () => {
    const open = of("AWS::ApiGatewayV2::Route").filter(({ Properties }) => Properties.AuthorizationType !== "JWT");
    expect(
      open
        .map(({ Properties }) => String(Properties.RouteKey))
        .filter((key) => !key.endsWith("/"))
        .sort(),
    ).toEqual(["GET /api/docs", "GET /api/docs/{asset}", "GET /api/healthz", "GET /api/openapi.json", signed]);
    const authorizer = one(of("AWS::ApiGatewayV2::Authorizer"));
    expect(authorizer.Properties).toMatchObject({ AuthorizerType: "JWT", IdentitySource: ["$request.header.Authorization"] });
    expect(authorizer.Properties.JwtConfiguration.Audience).toHaveLength(1);
    for (const { Properties } of of("AWS::ApiGatewayV2::Route"))
      if (Properties.AuthorizationType === "JWT") expect(text(Properties.AuthorizerId)).toBe(`{${authorizer.id}}`);
  });

  test("has one integration and one permission for each domain, whatever the number of its routes", () => {
    expect(of("AWS::ApiGatewayV2::Integration")).toHaveLength(domains.length);
    const permissions = of("AWS::Lambda::Permission").filter(({ Properties }) => Properties.Principal === "apigateway.amazonaws.com");
    expect(permissions).toHaveLength(domains.length);
    for (const { Properties } of of("AWS::ApiGatewayV2::Integration"))
      expect(Properties).toMatchObject({ IntegrationType: "AWS_PROXY", PayloadFormatVersion: "2.0" });
  });

  test("throttles, logs each request, and answers browsers at no other origin than those of the settings", () => {
    expect(one(of("AWS::ApiGatewayV2::Stage")).Properties).toMatchObject({
      AccessLogSettings: { Format: expect.stringContaining("$context.authorizer.claims.tenant") },
      DefaultRouteSettings: { ThrottlingRateLimit: stage === "production" ? 2_000 : 200, ThrottlingBurstLimit: stage === "production" ? 4_000 : 400 },
    });
    const { CorsConfiguration: cors } = one(of("AWS::ApiGatewayV2::Api")).Properties;
    if (stage === "production") expect(cors).toBeUndefined();
    else expect([cors.AllowOrigins, cors.AllowCredentials]).toEqual([["http://localhost:5173"], undefined]);
  });

  test("keeps the database encrypted, out of reach, forced to TLS, with backups and a password that RDS makes", () => {
    const cluster = one(of("AWS::RDS::DBCluster"));
    expect(cluster.Properties).toMatchObject({
      Engine: "aurora-postgresql",
      EngineVersion: expect.stringMatching(/^17\./),
      EnableHttpEndpoint: true,
      StorageEncrypted: true,
      KmsKeyId: expect.anything(),
      EnableIAMDatabaseAuthentication: true,
      CopyTagsToSnapshot: true,
      ManageMasterUserPassword: true,
      DeletionProtection: stage === "production",
      BackupRetentionPeriod: stage === "production" ? 35 : 1,
      ServerlessV2ScalingConfiguration:
        stage === "production" ? { MinCapacity: 0.5, MaxCapacity: 16 } : { MinCapacity: 0, MaxCapacity: 2, SecondsUntilAutoPause: 600 },
    });
    expect(cluster.Properties.MasterUserPassword).toBeUndefined();
    expect(cluster.DeletionPolicy).toBe(stage === "production" ? "Snapshot" : "Delete");
    expect(one(of("AWS::RDS::DBClusterParameterGroup")).Properties.Parameters).toMatchObject({ "rds.force_ssl": "1", log_parameter_max_length: "0" });
    expect(of("AWS::RDS::DBInstance")).toHaveLength(stage === "production" ? 2 : 1);
    for (const { Properties } of of("AWS::RDS::DBInstance")) expect(Properties.PubliclyAccessible).toBe(false);
    expect([...of("AWS::EC2::InternetGateway"), ...of("AWS::EC2::NatGateway"), ...of("AWS::EC2::SecurityGroupIngress")]).toEqual([]);
    for (const { Properties } of of("AWS::EC2::SecurityGroup")) expect(Properties.SecurityGroupIngress).toBeUndefined();
  });

  test("migrates before any function that needs it, and again only when a migration is new", () => {
    const script = one(of("Custom::SSTScript"));
    expect(script.Properties.UserCreateFunction).toEqual(script.Properties.UserUpdateFunction);
    expect(script.Properties.Version).toMatch(/^[0-9a-f]{32}$/);
    for (const { id } of [...of("AWS::RDS::DBInstance"), ...of("AWS::RDS::DBCluster")]) expect(script.DependsOn).toContain(id);
    // Whoever uses what the Data stack gives is deployed after it.
    for (const name of ["Submission", "Api"]) expect(JSON.stringify(made[stage].templates[name])).toContain(`"Fn::ImportValue":"${stage}-pflow-Data:`);
  });

  test("has for each domain a secret of its own, encrypted by our key, which production changes", () => {
    const secrets = of("AWS::SecretsManager::Secret");
    expect(secrets).toHaveLength(domains.length + Object.keys(keyRings).length);
    for (const { Properties } of secrets) expect(Properties).toMatchObject({ KmsKeyId: expect.anything(), GenerateSecretString: { ExcludePunctuation: true } });
    expect(of("AWS::SecretsManager::RotationSchedule")).toHaveLength(stage === "production" ? secrets.length : 0);
    expect(one(of("AWS::KMS::Key")).Properties.EnableKeyRotation).toBe(true);
  });

  test("has a dead-letter queue behind each queue that has a consumer, all encrypted, by TLS only, kept for 14 days", () => {
    const all = of("AWS::SQS::Queue");
    expect(all.map(({ Properties }) => Properties.QueueName.replace(`${stage}-pflow-`, "")).sort()).toEqual([
      "ticketDeadLetters",
      "ticketDeadLetters-dead-letters",
      "ticketSubmissions",
      "ticketWork",
      "ticketWork-dead-letters",
      "workflowWork",
      "workflowWork-dead-letters",
    ]);
    const consumed = of("AWS::Lambda::EventSourceMapping").map(({ Properties }) => text(Properties.EventSourceArn));
    const alarmed = JSON.stringify(of("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties));
    for (const { id, Properties } of all) {
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
      if (consumed.includes(`{${id}.Arn}`)) {
        expect(Properties.RedrivePolicy.maxReceiveCount).toBe(1000);
        continue;
      }
      // A last one: nobody takes from it, it is fed by one queue, and what is in it wakes somebody.
      const fed = all.filter(({ Properties }) => Properties.RedrivePolicy && text(Properties.RedrivePolicy.deadLetterTargetArn) === `{${id}.Arn}`);
      expect(Properties.RedriveAllowPolicy).toEqual({ redrivePermission: "byQueue", sourceQueueArns: [expect.anything()] });
      expect(text(Properties.RedriveAllowPolicy.sourceQueueArns[0])).toMatch(new RegExp(`:${one(fed).Properties.QueueName}$`));
      expect(alarmed).toContain(`{"Fn::ImportValue":"${stage}-pflow-Submission:ExportsOutputFnGetAtt${id}QueueName`);
    }
    const policies = of("AWS::SQS::QueuePolicy").flatMap(({ Properties }) =>
      JSON.stringify(Properties.PolicyDocument).includes("aws:SecureTransport") ? Properties.Queues.map(text) : [],
    );
    expect(policies.sort()).toEqual(all.map(({ id }) => `{${id}}`).sort());
  });

  test("feeds each consumer as the contract says: partial batches, a bound on how many run, six timeouts of visibility", () => {
    const mappings = of("AWS::Lambda::EventSourceMapping");
    expect(mappings).toHaveLength(Object.keys(queues).length);
    for (const { domain, consumer, batchSize, maxConcurrency, timeout, window, ...queue } of Object.values(queues)) {
      const fn = one(of("AWS::Lambda::Function").filter(({ Properties }) => Properties.FunctionName === `${stage}-pflow-${domain}-${consumer}`));
      const mapping = one(mappings.filter(({ Properties }) => text(Properties.FunctionName) === `{${fn.id}}`));
      expect(mapping.Properties).toMatchObject({
        BatchSize: batchSize,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ScalingConfig: { MaximumConcurrency: maxConcurrency },
      });
      expect(mapping.Properties.MaximumBatchingWindowInSeconds ?? 0).toBe(window);
      expect(fn.Properties).toMatchObject({ Timeout: timeout });
      const source = one(of("AWS::SQS::Queue").filter(({ id }) => text(mapping.Properties.EventSourceArn) === `{${id}.Arn}`));
      expect(source.Properties.VisibilityTimeout).toBe(visibilityOf({ domain, consumer, batchSize, maxConcurrency, timeout, window, ...queue }));
      expect(source.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * fn.Properties.Timeout);
    }
  });

  test("does nothing by the clock: no rule, no schedule, no periodic canary, so an idle database can pause", () => {
    const clocks = made[stage].resources.filter(({ Type }) =>
      /^AWS::(Events::Rule|Scheduler::Schedule|Synthetics::|Route53::HealthCheck|Lambda::Schedule)/.test(Type),
    );
    expect(clocks.filter(({ Type }) => Type !== "AWS::Scheduler::ScheduleGroup")).toEqual([]);
    expect(JSON.stringify(made[stage].templates)).not.toMatch(/rate\(|cron\(/);
    expect(of("AWS::Lambda::Function").filter(({ Properties }) => Properties.ProvisionedConcurrencyConfig)).toEqual([]);
  });

  test("lets timers send to the work queues, and to nothing else", () => {
    const role = one(of("AWS::IAM::Role").filter(({ Properties }) => JSON.stringify(Properties.AssumeRolePolicyDocument).includes("scheduler.amazonaws.com")));
    const { StringEquals: as } = role.Properties.AssumeRolePolicyDocument.Statement[0].Condition;
    expect([as["aws:SourceAccount"], text(as["aws:SourceArn"])]).toEqual([
      "111111111111",
      `arn:{AWS::Partition}:scheduler:eu-west-1:111111111111:schedule-group/${stage}-pflow`,
    ]);
    const policy = one(of("AWS::IAM::Policy").filter(({ Properties }) => Properties.Roles.some((name: unknown) => text(name) === `{${role.id}}`)));
    expect(policy.Properties.PolicyDocument.Statement).toHaveLength(1);
    expect(policy.Properties.PolicyDocument.Statement[0].Action).toBe("sqs:SendMessage");
    expect([policy.Properties.PolicyDocument.Statement[0].Resource].flat().map(text)).toEqual([
      expect.stringMatching(/ticketWork/),
      expect.stringMatching(/workflowWork/),
    ]);
  });

  test("has no bucket that is public or takes plain HTTP", () => {
    const buckets = of("AWS::S3::Bucket");
    expect(buckets).toHaveLength(2);
    for (const { Properties } of buckets) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties.BucketEncryption).toBeDefined();
    }
    expect(of("AWS::S3::BucketPolicy").filter(({ Properties }) => JSON.stringify(Properties).includes("aws:SecureTransport"))).toHaveLength(2);
  });

  test("shows the console by HTTPS only, from a bucket that only this CDN reads, with headers under which no foreign script runs", () => {
    const { DistributionConfig } = one(of("AWS::CloudFront::Distribution")).Properties;
    expect(DistributionConfig.DefaultCacheBehavior).toMatchObject({ ViewerProtocolPolicy: "redirect-to-https", Compress: true });
    expect(DistributionConfig.Origins[0].OriginAccessControlId).toBeDefined();
    // A missing file stays missing, and what one was refused is not what the next is told.
    for (const { ResponsePagePath, ErrorCachingMinTTL } of DistributionConfig.CustomErrorResponses)
      expect({ ResponsePagePath, ErrorCachingMinTTL }).toEqual({ ResponsePagePath: undefined, ErrorCachingMinTTL: 0 });
    const { SecurityHeadersConfig } = one(of("AWS::CloudFront::ResponseHeadersPolicy")).Properties.ResponseHeadersPolicyConfig;
    const policy = Object.fromEntries(
      text(SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy)
        .split("; ")
        .map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]),
    );
    expect(policy).toMatchObject({ "default-src": "'none'", "script-src": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'" });
    expect(policy["connect-src"]).toBe(
      `'self' https://cognito-idp.eu-west-1.amazonaws.com https://${stage}-pflow-111111111111.auth.eu-west-1.amazoncognito.com`,
    );
    expect(JSON.stringify(policy)).not.toMatch(/\*|unsafe-eval/);
    expect(SecurityHeadersConfig.StrictTransportSecurity).toMatchObject({ AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true });
  });

  test("takes the console's calls at the console's own address, keeps no answer, and mixes no two people's", () => {
    const { DistributionConfig } = one(of("AWS::CloudFront::Distribution")).Properties;
    const [behavior] = DistributionConfig.CacheBehaviors;
    expect(behavior).toMatchObject({
      PathPattern: "/api/*",
      ViewerProtocolPolicy: "https-only",
      AllowedMethods: expect.arrayContaining(["GET", "POST", "PATCH", "DELETE"]),
    });
    expect(behavior.FunctionAssociations).toBeUndefined();
    const origin = DistributionConfig.Origins.find(({ Id }: { Id: string }) => Id === behavior.TargetOriginId);
    expect(text(origin.DomainName)).toBe(`{${one(of("AWS::ApiGatewayV2::Api")).id}}.execute-api.eu-west-1.{AWS::URLSuffix}`);
    expect(origin.CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] });
    const cache = one(of("AWS::CloudFront::CachePolicy"));
    expect(text(behavior.CachePolicyId)).toBe(`{${cache.id}}`);
    expect(cache.Properties.CachePolicyConfig).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 1,
      ParametersInCacheKeyAndForwardedToOrigin: {
        HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["Authorization"] },
        QueryStringsConfig: { QueryStringBehavior: "all" },
      },
    });
    const pages = one(of("Custom::CDKBucketDeployment").filter(({ Properties }) => Properties.SystemMetadata["cache-control"] === "no-cache"));
    expect(JSON.stringify(pages.Properties.SourceMarkers)).toMatch(/Cdn\w+DomainName/);
  });

  test("copies hashed files as immutable, and what names them as never cached", () => {
    const copies = of("Custom::CDKBucketDeployment").map(({ Properties }) => Properties);
    expect(copies.map(({ SystemMetadata }) => SystemMetadata["cache-control"]).sort()).toEqual(["max-age=31536000, immutable", "no-cache"]);
    for (const { Prune } of copies) expect(Prune).toBe(false);
  });

  test("signs people in by code with proof, lets nobody write their own tenant, and asks for MFA in production", () => {
    const pool = one(of("AWS::Cognito::UserPool")).Properties;
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: stage === "production" ? "ON" : "OPTIONAL",
      DeletionProtection: stage === "production" ? "ACTIVE" : "INACTIVE",
      UserPoolTier: "ESSENTIALS",
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V3_0" } },
    });
    const client = one(of("AWS::Cognito::UserPoolClient")).Properties;
    expect(client).toMatchObject({ AllowedOAuthFlows: ["code"], GenerateSecret: false, PreventUserExistenceErrors: "ENABLED", EnableTokenRevocation: true });
    expect(client.WriteAttributes).toEqual(expect.not.arrayContaining(["custom:tenant"]));
    expect(client.CallbackURLs.map(text)).toEqual([expect.stringMatching(/^https:.*\/callback$/), expect.stringMatching(/^https:.*\/$/)]);
  });

  test("keeps what holds data in production when the stage is removed, and nothing anywhere else", () => {
    const holding = ["AWS::RDS::DBCluster", "AWS::SecretsManager::Secret", "AWS::KMS::Key", "AWS::Cognito::UserPool"].flatMap((type) => of(type));
    for (const { id, DeletionPolicy } of holding) expect({ id, kept: DeletionPolicy !== "Delete" }).toEqual({ id, kept: stage === "production" });
  });

  test("wakes somebody for dead letters, old messages, faults, slowness, crashes and a database at its limit", () => {
    const alarms = of("AWS::CloudWatch::Alarm");
    expect(alarms.map(({ Properties }) => Properties.AlarmName.replace(`${stage}-pflow-`, "")).sort()).toMatchSnapshot();
    for (const { Properties } of alarms)
      expect(Properties).toMatchObject({ AlarmActions: [expect.anything()], OKActions: [expect.anything()], AlarmDescription: expect.stringMatching(/[.?]$/) });
    expect(one(of("AWS::SNS::Topic")).Properties.KmsMasterKeyId).toBeDefined();
    const looksAt = alarms.map(({ Properties }) => Properties.Metrics?.filter((metric: { MetricStat?: unknown }) => metric.MetricStat).length ?? 1);
    // More than ten metrics in an expression, and there is no alarm.
    for (const count of looksAt) expect(count).toBeLessThanOrEqual(10);
    // They are what alarms cost.
    expect(looksAt.reduce((sum, count) => sum + count, 0)).toBe(alarmMetrics[stage === "production" ? "production" : "development"]);
  });

  test("reads of what functions tell all that they tell, by the dimensions with which they tell it", () => {
    const board = text(one(of("AWS::CloudWatch::Dashboard")).Properties.DashboardBody);
    for (const [name, { by }] of Object.entries(metrics))
      expect(board).toMatch(new RegExp(`\\["${metricNamespace}","${name}","${by}","\\w+","Stage","${stage}"`));
    const told = of("AWS::CloudWatch::Alarm").flatMap(({ Properties }) => [
      Properties,
      ...(Properties.Metrics ?? []).map((one: { MetricStat?: { Metric: unknown } }) => one.MetricStat?.Metric),
    ]);
    const read = told.filter((one) => one?.Namespace === metricNamespace);
    expect(new Set(read.map(({ MetricName }) => MetricName))).toEqual(new Set(["OldestAge", "DeadLetters", "Parked"]));
    for (const { MetricName, Dimensions } of read)
      expect(Dimensions.map(({ Name }: { Name: string }) => Name).sort()).toEqual([metrics[MetricName as MetricName].by, "Stage"].sort());
    expect(of("AWS::Logs::MetricFilter")).toEqual([]);
  });
});

test("the templates of a stage are the same each time, so that a deploy without a change changes nothing", { timeout: 30_000 }, async () => {
  const [one, another] = [await synth("dev"), await synth("dev")];
  expect(one.templates).toEqual(another.templates);
});
