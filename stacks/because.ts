import { NagSuppressions } from "cdk-nag";
import type { IConstruct } from "constructs";

/**
 * Why a construct is not as a rule would have it, kept in the template as well. Tests refuse a `*` in a statement, and a finding of
 * cdk-nag, without one.
 */
export function because(construct: IConstruct, reasons: Record<string, string>, inside = false): void {
  NagSuppressions.addResourceSuppressions(
    construct,
    Object.entries(reasons).map(([rule, reason]) => ({ id: `AwsSolutions-${rule}`, reason })),
    inside,
  );
}
