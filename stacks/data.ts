import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Duration, RemovalPolicy, SecretValue } from "aws-cdk-lib";
import { SubnetType } from "aws-cdk-lib/aws-ec2";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import {
  AuroraPostgresEngineVersion,
  CaCertificate,
  type CfnDBCluster,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
} from "aws-cdk-lib/aws-rds";
import { CfnRotationSchedule, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { type Function as Lambda, Script, type Stack, type StackContext, use } from "sst/constructs";
import { type Domain, domains } from "../shared/contract/domain";
import { because } from "./because";
import { lambda, may } from "./lambda";
import { Network } from "./network";
import { type Settings, settingsOf } from "./settings";

/** One Aurora PostgreSQL cluster with a database, a role and a secret for each domain, and the migrations that a deploy runs. */
export function Data({ stack, app }: StackContext) {
  const settings = settingsOf(app.stage);
  const key = dataKey(stack, settings);
  const cluster = auroraCluster(stack, settings, key);
  // RDS makes the admin's password itself, and a new one every week.
  const adminSecretArn = settings.database.adminSecretArn ?? (cluster.node.defaultChild as CfnDBCluster).attrMasterUserSecretSecretArn; // an L2 construct's one L1
  const secrets = Object.fromEntries(domains.map((domain) => [domain, domainSecret(stack, settings, key, domain)])) as Record<Domain, Secret>; // made of all domains

  const data = { key, cluster, adminSecretArn, secrets };
  migrations(stack, settings, data);
  if (settings.database.rotateSecretsDays) rotation(stack, settings, settings.database.rotateSecretsDays, data);
  stack.addOutputs({ ClusterArn: cluster.clusterArn });
  return data;
}
export type DataParts = { key: Key; cluster: DatabaseCluster; adminSecretArn: string; secrets: Record<Domain, Secret> };

/** What whoever reads a secret with our key needs besides the secret. */
export const mayDecrypt = ({ key }: Pick<DataParts, "key">, stack: Stack, actions = ["kms:Decrypt"]) =>
  may(actions, [key.keyArn], { StringEquals: { "kms:ViaService": `secretsmanager.${stack.region}.amazonaws.com` } });

/** Statements on the cluster, as whom one has the secrets of. */
export const mayQuery = (data: DataParts, stack: Stack, secretArns: string[]) => [
  may(
    ["rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement", "rds-data:BeginTransaction", "rds-data:CommitTransaction", "rds-data:RollbackTransaction"],
    [data.cluster.clusterArn],
  ),
  may(["secretsmanager:GetSecretValue"], secretArns),
  mayDecrypt(data, stack),
];

function dataKey(stack: Stack, { production }: Settings) {
  const key = new Key(stack, "Key", {
    alias: `${stack.stage}-pflow`,
    description: "Database, secrets and alarms of PFlow",
    enableKeyRotation: true,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  // Alarms are published to an encrypted topic.
  key.grantEncryptDecrypt(new ServicePrincipal("cloudwatch.amazonaws.com"));
  return key;
}

function auroraCluster(stack: Stack, { production, database, logs }: Settings, key: Key) {
  const { vpc } = use(Network);
  const clusterIdentifier = `${stack.stage}-pflow`;
  const logGroup = new LogGroup(stack, "ClusterLogs", {
    logGroupName: `/aws/rds/cluster/${clusterIdentifier}/postgresql`,
    retention: logs.days,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const insights = production && { enablePerformanceInsights: true, performanceInsightEncryptionKey: key };
  const instance = { publiclyAccessible: false, autoMinorVersionUpgrade: true, caCertificate: CaCertificate.RDS_CA_RSA2048_G1, ...insights };
  const cluster = new DatabaseCluster(stack, "Cluster", {
    clusterIdentifier,
    engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_5 }),
    // No password of ours: see below.
    credentials: Credentials.fromPassword("pflow_admin", SecretValue.unsafePlainText("-")),
    writer: ClusterInstance.serverlessV2("writer", instance),
    readers: database.standby ? [ClusterInstance.serverlessV2("standby", { ...instance, scaleWithWriter: true })] : [],
    serverlessV2MinCapacity: database.minAcu,
    serverlessV2MaxCapacity: database.maxAcu,
    ...(database.minAcu === 0 && { serverlessV2AutoPauseDuration: Duration.minutes(database.pauseAfterMinutes) }),
    enableDataApi: true,
    iamAuthentication: true,
    storageEncrypted: true,
    storageEncryptionKey: key,
    backup: { retention: Duration.days(database.backupDays), preferredWindow: "02:00-03:00" },
    preferredMaintenanceWindow: "sun:03:30-sun:04:30",
    copyTagsToSnapshot: true,
    deletionProtection: production,
    removalPolicy: production ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
    cloudwatchLogsExports: ["postgresql"],
    // Slow statements are logged, never what was in their parameters. No disk turns.
    parameters: {
      "rds.force_ssl": "1",
      random_page_cost: "1.1",
      log_min_duration_statement: "1000",
      log_parameter_max_length: "0",
      log_parameter_max_length_on_error: "0",
    },
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
  });
  cluster.node.addDependency(logGroup);
  const cfn = cluster.node.defaultChild as CfnDBCluster; // an L2 construct's one L1
  cfn.addPropertyDeletionOverride("MasterUserPassword");
  cfn.manageMasterUserPassword = true;
  cfn.masterUserSecret = { kmsKeyId: key.keyArn };
  because(cluster, {
    RDS11: "No port is open to anybody: its security group lets nobody in, and the Data API is the one way to it.",
    ...(!production && { RDS10: "Only production is protected from deletion: other stages come and go." }),
  });
  return cluster;
}

function domainSecret(stack: Stack, { production, database }: Settings, key: Key, domain: Domain) {
  const secret = new Secret(stack, `${domain}Secret`, {
    secretName: `${stack.stage}-pflow/${domain}-database`,
    description: `Role of the ${domain} domain in its database`,
    encryptionKey: key,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username: `pflow_${domain}`, dbname: `pflow_${domain}` }),
      generateStringKey: "password",
      excludePunctuation: true,
      passwordLength: 40,
    },
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  if (!database.rotateSecretsDays) because(secret, { SMG4: "Rotated in production; a stage for development is made anew instead." });
  return secret;
}

const secretVariables = (secrets: DataParts["secrets"]) =>
  Object.fromEntries(domains.map((domain) => [`${domain.toUpperCase()}_DATABASE_SECRET_ARN`, secrets[domain].secretArn]));

/** Runs when they have changed, before any function is: what it throws fails the deploy, and the functions stay as they were. */
function migrations(stack: Stack, settings: Settings, data: DataParts) {
  const folders = domains.map((domain) => `functions/${domain}/migrations`);
  const migrate = lambda(stack, "Migrate", settings, {
    name: `${stack.stage}-pflow-migrate`,
    handler: "functions/db/migrate-handler.handler",
    timeout: 600,
    environment: { DATABASE_CLUSTER_ARN: data.cluster.clusterArn, DATABASE_ADMIN_SECRET_ARN: data.adminSecretArn, ...secretVariables(data.secrets) },
    statements: mayQuery(data, stack, [data.adminSecretArn, ...domains.map((domain) => data.secrets[domain].secretArn)]),
    copyFiles: folders.map((from) => ({ from })),
  });
  const version = hashOf([...folders, "functions/db"]);
  const script = new Script(stack, "Migrations", { onCreate: migrate, onUpdate: migrate, version });
  // The whole script would be a cycle, as its function knows the cluster.
  script.node.findChild("ScriptResource").node.addDependency(data.cluster, ...Object.values(data.secrets));
  const handler = script.node.findChild("ScriptHandler");
  because(
    handler,
    { L1: "SST's own function, which only calls ours; its runtime is SST's.", IAM4: "It writes its log and nothing else by that policy." },
    true,
  );
  because(handler, { IAM5: "It invokes the migrations, whatever their version." }, true);
}

/** Two roles of a domain take turns, so that no call meets a password that was just changed. */
function rotation(stack: Stack, settings: Settings, days: number, data: DataParts) {
  const { cluster, adminSecretArn, secrets } = data;
  const arns = domains.map((domain) => secrets[domain].secretArn);
  const rotate = lambda(stack, "Rotate", settings, {
    name: `${stack.stage}-pflow-rotate`,
    handler: "functions/db/rotate-handler.handler",
    timeout: 60,
    environment: { DATABASE_CLUSTER_ARN: cluster.clusterArn, DATABASE_ADMIN_SECRET_ARN: adminSecretArn },
    statements: [
      ...mayQuery(data, stack, [adminSecretArn, ...arns]),
      may(["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage", "secretsmanager:DescribeSecret"], arns),
      mayDecrypt(data, stack, ["kms:GenerateDataKey"]),
    ],
  });
  for (const domain of domains) rotateEvery(stack, `${domain}Rotation`, secrets[domain], rotate, days);
}

/** The secret gets a new version from that function so many days after the last. */
export function rotateEvery(stack: Stack, id: string, secret: Secret, by: Lambda, days: number) {
  const permission =
    by.node.tryFindChild("Rotating") ??
    new CfnPermission(by, "Rotating", {
      action: "lambda:InvokeFunction",
      functionName: by.functionName,
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: stack.account,
    });
  const rotationRules = { automaticallyAfterDays: days };
  const schedule = new CfnRotationSchedule(stack, id, {
    secretId: secret.secretArn,
    rotationLambdaArn: by.functionArn,
    rotationRules,
    rotateImmediatelyOnUpdate: false,
  });
  schedule.node.addDependency(permission);
}

/** Of all files in these folders, by name and content. */
function hashOf(folders: readonly string[]) {
  const hash = createHash("sha256");
  for (const folder of folders)
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort())
      if (/\.(sql|json|ts)$/.test(name)) hash.update(`${folder}/${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 32);
}
