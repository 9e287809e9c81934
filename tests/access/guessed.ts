import * as z from "zod";

type Schema = {
  type?: string | string[];
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minLength?: number;
  minimum?: number;
  pattern?: string;
  default?: unknown;
};

/** Some value that the schema takes: the required parts of an object, the shortest text, the smallest number. */
export function guessed(schema: z.ZodType): unknown {
  if (schema.safeParse(undefined).success) return undefined;
  const value = of(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema);
  const result = schema.safeParse(value);
  if (!result.success) throw new Error(`No sample could be guessed: ${JSON.stringify(value)} is refused: ${result.error.message}`);
  return value;
}

function of(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return of(schema.anyOf[0] ?? {});
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return Object.fromEntries((schema.required ?? []).map((key) => [key, of(schema.properties?.[key] ?? {})]));
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => of(schema.items ?? {}));
    case "string":
      if (schema.format === "uuid") return "00000000-0000-4000-8000-000000000000";
      if (schema.format === "email") return "a@b.test";
      if (schema.format === "date-time") return "2026-12-01T00:00:00Z";
      return "a".repeat(schema.minLength ?? 0);
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    default:
      return null;
  }
}
