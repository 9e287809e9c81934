// Says where a template is not what CloudFormation's own schema of its resources allows.
import { loadAwsServiceSpec } from "@aws-cdk/aws-service-spec";
import type { PropertyType, SpecDatabase } from "@aws-cdk/service-spec-types";
import type { Template } from "./synth";

export async function schemaChecker(): Promise<(template: Template) => string[]> {
  const spec = await loadAwsServiceSpec();
  return (template) => [
    ...referenceProblems(template, spec),
    ...Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => resourceProblems(spec, id, Type, Properties)),
  ];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
/** `Ref`, `Fn::Join` and so on: what it comes to is known at the deploy. */
const isIntrinsic = (value: unknown) => isObject(value) && Object.keys(value).length === 1 && /^(Ref$|Fn::)/.test(Object.keys(value)[0] ?? "");

function resourceProblems(spec: SpecDatabase, id: string, type: string, properties: Record<string, unknown>): string[] {
  if (type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource" || type === "AWS::CDK::Metadata") return [];
  const [resource] = spec.lookup("resource", "cloudFormationType", "equals", type);
  return resource ? objectProblems(spec, `${id} (${type})`, resource.properties, properties) : [`${id}: there is no resource type ${type}`];
}

type Properties = Record<string, { type: PropertyType; required?: boolean }>;

function objectProblems(spec: SpecDatabase, at: string, known: Properties, given: Record<string, unknown>): string[] {
  const missing = Object.entries(known).filter(([name, { required }]) => required && given[name] === undefined);
  return [
    ...missing.map(([name]) => `${at}.${name} is missing`),
    ...Object.entries(given).flatMap(([name, value]) => {
      const property = known[name];
      return property ? valueProblems(spec, `${at}.${name}`, property.type, value) : [`${at}.${name} is not a property`];
    }),
  ];
}

function valueProblems(spec: SpecDatabase, at: string, type: PropertyType, value: unknown): string[] {
  if (isIntrinsic(value) || type.type === "json") return [];
  const wrong = (fits: boolean) => (fits ? [] : [`${at} is no ${type.type}: ${JSON.stringify(value)}`]);
  switch (type.type) {
    // CloudFormation takes a number or a boolean as text, and the other way round.
    case "string":
      return wrong(typeof value !== "object");
    case "integer":
      return wrong(Number.isInteger(Number(value)) && typeof value !== "object");
    case "number":
      return wrong(Number.isFinite(Number(value)) && typeof value !== "object");
    case "boolean":
      return wrong(typeof value === "boolean" || value === "true" || value === "false");
    case "array":
      return Array.isArray(value) ? value.flatMap((one, index) => valueProblems(spec, `${at}[${index}]`, type.element, one)) : wrong(false);
    case "map":
      return isObject(value) ? Object.entries(value).flatMap(([name, one]) => valueProblems(spec, `${at}.${name}`, type.element, one)) : wrong(false);
    case "tag":
      return wrong(isObject(value));
    case "ref":
      return isObject(value) ? objectProblems(spec, at, spec.get("typeDefinition", type.reference.$ref).properties, value) : wrong(false);
    case "union": {
      const each = type.types.map((one) => valueProblems(spec, at, one, value));
      return each.some((problems) => problems.length === 0) ? [] : (each.sort((a, b) => a.length - b.length)[0] ?? []);
    }
    default:
      return wrong(false);
  }
}

const pseudo = /^AWS::/;

/** What is named must be there: resources, and the attributes that they have. */
function referenceProblems({ Resources, ...rest }: Template, spec: SpecDatabase): string[] {
  const parameters = "Parameters" in rest && isObject(rest.Parameters) ? Object.keys(rest.Parameters) : [];
  const problems: string[] = [];
  const named = (target: unknown, at: string) => {
    const name = String(target);
    if (!pseudo.test(name) && !Resources[name] && !parameters.includes(name)) problems.push(`${at} names ${name}, which is not there`);
  };
  const walk = (value: unknown, at: string): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, at);
    if (!isObject(value)) return;
    if (isIntrinsic(value) && "Ref" in value) named(value.Ref, at);
    if (isIntrinsic(value) && Array.isArray(value["Fn::GetAtt"])) attribute(value["Fn::GetAtt"], at);
    for (const one of Object.values(value)) walk(one, at);
  };
  const attribute = ([target, name]: unknown[], at: string) => {
    named(target, at);
    const type = Resources[String(target)]?.Type ?? "";
    const [resource] = spec.lookup("resource", "cloudFormationType", "equals", type);
    if (resource && !resource.attributes[String(name)] && !resource.properties[String(name)])
      problems.push(`${at} reads ${type}.${String(name)}, which is no attribute`);
  };
  for (const [id, resource] of Object.entries(Resources)) {
    walk(resource.Properties, id);
    for (const target of [resource.DependsOn ?? []].flat()) named(target, `${id}.DependsOn`);
  }
  walk(rest.Outputs, "Outputs");
  return problems;
}
