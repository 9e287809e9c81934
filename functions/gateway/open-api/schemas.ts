// Every schema of the contracts as JSON Schema, each named one once: `components.schemas` and where to find each part of a route in it.
import * as z from "zod";
import * as actor from "../../../shared/contract/actor";
import * as formDefinition from "../../../shared/contract/form-definition";
import { GatewayRefusal, ProblemReply } from "../../../shared/contract/problem";
import type { Route } from "../../../shared/contract/route";
import { contractFiles } from "../../../shared/contract/routes";
import { Definition, Flow, Node } from "../../../shared/process/definition";
import { Step } from "../../../shared/process/steps";

export type Json = { [key: string]: unknown };
type Part = "params" | "query" | "body" | "reply";
type Io = "input" | "output";

const isSchema = (value: unknown): value is z.ZodType => typeof value === "object" && value !== null && "_zod" in value;

/** Schemas of the contracts by the name under which they are exported. Where two want a name the first has it, and the other stands where it is used. */
function named() {
  const names = z.registry<{ id: string }>();
  const taken = new Set<string>();
  const ours = { ProblemReply, GatewayRefusal, ProcessDefinition: Definition, ProcessNode: Node, ProcessFlow: Flow, WorkflowStep: Step };
  for (const file of [ours, ...contractFiles, formDefinition, actor])
    for (const [id, schema] of Object.entries(file)) {
      if (!/^[A-Z]/.test(id) || !isSchema(schema) || names.has(schema) || taken.has(id)) continue;
      names.add(schema, { id });
      taken.add(id);
    }
  return names;
}

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
  const same = sameBothWays(input.defs, output.defs);
  // What may be sent and what comes back differ (defaults, fields that may be added), so what is sent has `Input` behind its name then.
  const sent = renamer((id) => (same.has(id) ? id : `${id.replace(/^__schema/, "Nested")}Input`));
  const answered = renamer((id) => id.replace(/^__schema/, "Nested"));
  return {
    components: sorted({ ...sent.defs(input.defs), ...answered.defs(output.defs) }),
    of: (name, part) => (part === "reply" ? answered.one(output.parts[`${name}.reply`]) : sent.one(input.parts[`${name}.${part}`])),
    extra: { problem: answered.one(output.parts.problem), refusal: answered.one(output.parts.refusal) },
  };
}

type Converted = { defs: Record<string, Json>; parts: Record<string, Json> };

/** One conversion for all of them, so that each name is converted once and everything else points to it. */
function converted(metadata: ReturnType<typeof named>, io: Io, schemas: Record<string, z.ZodType>): Converted {
  const { $defs = {}, properties = {} } = z.toJSONSchema(z.object(schemas), {
    metadata,
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => mend(zodSchema, jsonSchema, io),
  });
  const defs = Object.fromEntries(Object.entries($defs).map(([id, { id: _, ...schema }]) => [id, schema as Json]));
  return { defs, parts: properties as Record<string, Json> };
}

function mend(schema: z.core.$ZodType, json: Json, io: Io) {
  const { def } = schema._zod;
  // A reply may get more fields in time, so clients must not refuse those that they don't know.
  if (io === "output" && def.type === "object" && !("catchall" in def && def.catchall)) delete json.additionalProperties;
  // The format says it already.
  if (typeof json.format === "string" && json.format !== "regex") delete json.pattern;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
}

const reference = /"#\/\$defs\/([^"]+)"/g;

/** The names that mean the same sent and answered, with all that they point to. */
function sameBothWays(sent: Record<string, Json>, answered: Record<string, Json>): Set<string> {
  const same = new Set(Object.keys(sent).filter((id) => !id.startsWith("__") && JSON.stringify(sent[id]) === JSON.stringify(answered[id])));
  for (let before = -1; before !== same.size; ) {
    before = same.size;
    for (const id of same) for (const [, target = ""] of JSON.stringify(sent[id]).matchAll(reference)) if (!same.has(target)) same.delete(id);
  }
  return same;
}

function renamer(rename: (id: string) => string) {
  const one = (schema: Json | undefined): Json =>
    JSON.parse(JSON.stringify(schema ?? {}).replace(reference, (_, id: string) => `"#/components/schemas/${rename(id)}"`));
  return { one, defs: (defs: Record<string, Json>) => Object.fromEntries(Object.entries(defs).map(([id, schema]) => [rename(id), one(schema)])) };
}

const sorted = (object: Json): Json => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
