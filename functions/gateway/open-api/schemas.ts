// Every schema of the contracts as JSON Schema, each named one once: `components.schemas` and where to find each part of a route in it.
import * as z from "zod";
import * as actor from "../../../shared/contract/actor";
import * as formDefinition from "../../../shared/contract/form-definition";
import { GatewayRefusal, ProblemReply } from "../../../shared/contract/problem";
import type { Route } from "../../../shared/contract/route";
import { contractFiles } from "../../../shared/contract/routes";
import { Definition } from "../../../shared/process/definition";
import { Step } from "../../../shared/process/steps";

export type Json = { [key: string]: unknown };
type Part = "params" | "query" | "body" | "reply";
type Io = "input" | "output";

const isSchema = (value: unknown): value is z.ZodType => typeof value === "object" && value !== null && "_zod" in value;

/** Schemas of the contracts by the name under which they are exported; the first name wins. */
function named() {
  const names = z.registry<{ id: string }>();
  const known = { ProblemReply, GatewayRefusal, ProcessDefinition: Definition, WorkflowStep: Step };
  for (const file of [known, ...contractFiles, formDefinition, actor])
    for (const [id, schema] of Object.entries(file)) if (/^[A-Z]/.test(id) && isSchema(schema) && !names.has(schema)) names.add(schema, { id });
  return names;
}

/** What may be sent and what comes back differ (defaults, coercions), so a name that is in both has `Input` behind it in the former. */
const suffix = { input: "Input", output: "" } satisfies Record<Io, string>;

export type Schemas = { components: Json; of(name: string, part: Part): Json; extra: { problem: Json; refusal: Json } };

export function schemasOf(routes: readonly (readonly [name: string, route: Route])[]): Schemas {
  const names = named();
  const input = converted(
    names,
    "input",
    Object.fromEntries(
      routes.flatMap(([name, { params, query, body }]) => [
        [`${name}.params`, params],
        [`${name}.query`, query],
        [`${name}.body`, body],
      ]),
    ),
  );
  const output = converted(names, "output", {
    ...Object.fromEntries(routes.map(([name, { reply }]) => [`${name}.reply`, reply])),
    problem: ProblemReply,
    refusal: GatewayRefusal,
  });
  return {
    components: sorted({ ...input.components, ...output.components }),
    of: (name, part) => (part === "reply" ? output : input).parts[`${name}.${part}`] ?? {},
    extra: { problem: output.parts.problem ?? {}, refusal: output.parts.refusal ?? {} },
  };
}

/** One conversion for all of them, so that each name is converted once and everything else points to it. */
function converted(metadata: ReturnType<typeof named>, io: Io, parts: Record<string, z.ZodType>) {
  const { $defs = {}, properties = {} } = z.toJSONSchema(z.object(parts), {
    metadata,
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => mended(zodSchema, jsonSchema, io),
  });
  const rename = (id: string) => id.replace(/^__schema/, "Nested") + suffix[io];
  const renamed = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replace(/"#\/\$defs\/([^"]+)"/g, (_, id: string) => `"#/components/schemas/${rename(id)}"`));
  const components = Object.fromEntries(Object.entries($defs).map(([id, { id: _, ...schema }]) => [rename(id), renamed(schema)]));
  return { components, parts: renamed(properties) as Record<string, Json> };
}

/** A reply may get more fields in time, so clients must not refuse those that they don't know. */
function mended(schema: z.core.$ZodType, json: Json, io: Io) {
  const { def } = schema._zod;
  if (io === "output" && def.type === "object" && !("catchall" in def && def.catchall)) delete json.additionalProperties;
}

const sorted = (object: Json): Json => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
