import { RemovalPolicy } from "aws-cdk-lib";
import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { ApplicationLogLevel, type CfnFunction, LoggingFormat, RecursiveLoop } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { type FunctionProps, Function as Lambda, type Stack } from "sst/constructs";
import { because } from "./because";
import { bundling } from "./bundling";
import { memoryMb } from "./prices";
import type { Settings } from "./settings";

export type LambdaProps = {
  name: string;
  /** `folder/file.handler`. */
  handler: string;
  /** Seconds. */
  timeout: number;
  memory?: number;
  environment: Record<string, string>;
  statements: readonly PolicyStatement[];
  /** Why Lambda must let it come back to itself. */
  loops?: string;
  /** Of one's own, which it is put into. */
  network?: { subnetIds: string[]; securityGroupIds: string[] };
  copyFiles?: FunctionProps["copyFiles"];
};

/** A function with a role, a log group and a bundle of its own. Its role has what `statements` say, its logs and its traces. */
export function lambda(
  stack: Stack,
  id: string,
  settings: Settings,
  { name, handler, timeout, memory = memoryMb, environment, statements, loops, network, copyFiles }: LambdaProps,
) {
  const logGroup = new LogGroup(stack, `${id}Logs`, {
    logGroupName: `/aws/lambda/${name}`,
    retention: settings.logs.days,
    removalPolicy: settings.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const role = new Role(stack, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com"), description: `What ${name} may do` });
  logGroup.grantWrite(role);
  for (const statement of statements) role.addToPrincipalPolicy(statement);
  const { external, ...esbuild } = bundling;
  const made = new Lambda(stack, id, {
    functionName: name,
    handler,
    runtime: "nodejs24.x",
    architecture: "arm_64",
    memorySize: memory,
    timeout,
    tracing: "active",
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    // LOG_LEVEL says which lines are written; Lambda would take metrics away with those that are none of them.
    applicationLogLevelV2: ApplicationLogLevel.DEBUG,
    recursiveLoop: loops ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
    environment: { ...environment, LOG_LEVEL: settings.logs.level },
    nodejs: { format: "esm", minify: true, sourcemap: false, esbuild: { ...esbuild, external: [...external] } },
    copyFiles,
  });
  const cfn = made.node.defaultChild as CfnFunction; // an L2 construct's one L1
  if (loops) cfn.addMetadata("loops", loops);
  if (network) {
    cfn.vpcConfig = { subnetIds: network.subnetIds, securityGroupIds: network.securityGroupIds };
    role.addToPrincipalPolicy(may(interfaces, ["*"]));
  }
  because(
    role,
    {
      IAM5: "X-Ray takes traces, CloudWatch gives metrics, and EC2 makes network interfaces for no resource in particular; timers have names that are made when they are set.",
    },
    true,
  );
  return made;
}

/** Lambda makes its network interfaces as the function, before it is known which. */
const interfaces = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/** Allows actions on resources; `conditions` as IAM writes them. */
export const may = (actions: string[], resources: string[], conditions?: Record<string, Record<string, string>>) =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources, conditions });
