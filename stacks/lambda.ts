import { RemovalPolicy } from "aws-cdk-lib";
import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { RecursiveLoop } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { type FunctionProps, Function as Lambda, type Stack } from "sst/constructs";
import { because } from "./because";
import { bundling } from "./bundling";
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
  copyFiles?: FunctionProps["copyFiles"];
};

/** A function with a role, a log group and a bundle of its own. Its role has what `statements` say, its logs and its traces. */
export function lambda(
  stack: Stack,
  id: string,
  settings: Settings,
  { name, handler, timeout, memory = 512, environment, statements, copyFiles }: LambdaProps,
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
    // A nudge sends the next one as long as something is owed, and calls other domains on its way: a loop with bounds of its own (DESIGN §5).
    recursiveLoop: RecursiveLoop.ALLOW,
    environment: { ...environment, LOG_LEVEL: settings.logs.level },
    nodejs: { format: "esm", minify: true, sourcemap: false, esbuild: { ...esbuild, external: [...external] } },
    copyFiles,
  });
  because(
    role,
    { IAM5: "X-Ray takes traces for no resource in particular; CloudWatch likewise where a metric is noted or read (the namespace is a condition)." },
    true,
  );
  return made;
}

/** Allows actions on resources; `conditions` as IAM writes them. */
export const may = (actions: string[], resources: string[], conditions?: Record<string, Record<string, string>>) =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources, conditions });
