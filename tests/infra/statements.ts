// Every IAM statement of a synthesized stage, with whose it is.
import type { Located, Synthesized } from "./synth";

export type Statement = { holder: Located; effect: string; actions: string[]; resources: string[]; condition: unknown; principal: unknown };

/** Intrinsics as text, so that a policy can be read: `Ref X` is `{X}`, an attribute `{X.Arn}`. */
export function text(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const [[name = "", inside] = []] = Object.entries(value);
  if (name === "Ref") return `{${String(inside)}}`;
  if (name === "Fn::GetAtt") return `{${(inside as string[]).join(".")}}`;
  if (name === "Fn::Join") return (inside as [string, unknown[]])[1].map(text).join((inside as [string, unknown[]])[0]);
  if (name === "Fn::ImportValue") return `{${text(inside)}}`;
  if (name === "Fn::Select") return `{${name} ${JSON.stringify(inside)}}`;
  return JSON.stringify(value);
}

const list = (value: unknown) => (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(text);

function statementsIn(holder: Located, document: { Statement?: Record<string, unknown>[] } | undefined): Statement[] {
  return (document?.Statement ?? []).map((one) => ({
    holder,
    effect: String(one.Effect),
    actions: list(one.Action),
    resources: list(one.Resource),
    condition: one.Condition,
    principal: one.Principal,
  }));
}

/** Of identities: what they may do. */
export const identityStatements = ({ resources }: Pick<Synthesized, "resources">): Statement[] =>
  resources.flatMap((resource) => {
    const { Properties } = resource;
    if (resource.Type === "AWS::IAM::Policy" || resource.Type === "AWS::IAM::ManagedPolicy") return statementsIn(resource, Properties.PolicyDocument);
    if (resource.Type === "AWS::IAM::Role")
      return (Properties.Policies ?? []).flatMap((policy: { PolicyDocument: { Statement?: Record<string, unknown>[] } }) =>
        statementsIn(resource, policy.PolicyDocument),
      );
    return [];
  });

/** Of resources: who may do something with them. */
export const resourceStatements = ({ resources }: Pick<Synthesized, "resources">): Statement[] =>
  resources.flatMap((resource) => {
    const { PolicyDocument, KeyPolicy, AssumeRolePolicyDocument } = resource.Properties ?? {};
    return resource.Type === "AWS::IAM::Policy"
      ? []
      : [PolicyDocument, KeyPolicy, AssumeRolePolicyDocument].flatMap((document) => statementsIn(resource, document));
  });

/** The reasons that stand next to a resource in the template. */
export const reasonsOf = ({ Metadata }: Located): { id: string; reason: string }[] => Metadata?.cdk_nag?.rules_to_suppress ?? [];
