import { ArnFormat, type Stack } from "aws-cdk-lib";
import type { Domain } from "../shared/contract/domain";

/** Computed here as in `functions/kit/ask.ts`, so that functions ask each other in circles without a reference between their stacks. */
export const functionName = (stage: string, domain: Domain, consumer?: string) => [stage, "pflow", domain, consumer].filter(Boolean).join("-");

export const functionArn = (stack: Stack, name: string) =>
  stack.formatArn({ service: "lambda", resource: "function", resourceName: name, arnFormat: ArnFormat.COLON_RESOURCE_NAME });

/** Of Cognito's hosted sign-in; its prefix is unique in a region of AWS. */
export const signInPrefix = (stack: Stack & { stage: string }) => `${stack.stage}-pflow-${stack.account}`;
export const signInHost = (stack: Stack & { stage: string }) => `${signInPrefix(stack)}.auth.${stack.region}.amazoncognito.com`;
