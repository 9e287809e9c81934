import { isDeepStrictEqual } from "node:util";
import { validateForm } from "../../shared/contract/form";
import type { FormDefinition } from "../../shared/contract/form-definition";
import { type Asked, compileForm, type Json, keysOf, type ValueError, validateSubmission } from "../../shared/rules/form";
import type { Database } from "../db";
import { date } from "../kit/clock";
import { endpoint } from "../kit/endpoint";
import { readVersion } from "./queries";

type Data = Record<string, unknown>;

export const validate = endpoint(validateForm, async ({ actor, body, db }) => {
  const { formId, version, data, changes } = body;
  const definition = await definitionOf(db, actor.tenantId, formId, version);
  const asked = { now: date().toISOString() };
  if (changes) return changed(definition, data, changes, asked);
  const result = validateSubmission(definition, data, asked);
  return result.ok ? { errors: [], data: result.data, derived: {} } : { errors: result.errors, data: null, derived: {} };
});

/** Versions never change: kept for the container's life. */
const versions = new Map<string, FormDefinition>();
const most = 100;

async function definitionOf(db: Database, tenantId: string, formId: string, version: number): Promise<FormDefinition> {
  const key = `${tenantId}\n${formId}\n${version}`;
  const known = versions.get(key);
  if (known) return known;
  const { definition } = await readVersion(db, tenantId, formId, version);
  if (versions.size >= most) versions.clear();
  versions.set(key, definition);
  return definition;
}

function changed(definition: FormDefinition, stored: Data, changes: Data, asked: Asked) {
  const form = compileForm(definition);
  const names = new Set(keysOf(definition.fields));
  const before = pick(stored, (key) => names.has(key));
  const after = { ...before, ...changes };
  const result = form.validate(after, asked);
  const touched = new Set(Object.keys(changes).filter((key) => !isDeepStrictEqual(changes[key], before[key])));
  const was = result.ok ? [] : errorsOf(form.validate(before, asked));
  const errors = errorsOf(result).filter((error) => touched.has(keyOf(error)) || !was.some((it) => it.path === error.path && it.code === error.code));
  if (errors.length > 0) return { errors, data: null, derived: {} };
  const fields = result.ok ? result.data : { ...form.state(after, asked).data, ...pick(before, (key) => was.some((error) => keyOf(error) === key)) };
  const moved = [...names].filter((key) => !Object.hasOwn(changes, key) && !isDeepStrictEqual(fields[key] ?? null, before[key] ?? null));
  return {
    errors: [],
    data: { ...pick(stored, (key) => !names.has(key)), ...fields },
    derived: Object.fromEntries(moved.map((key) => [key, fields[key] ?? null])),
  };
}

const pick = (data: Data, wanted: (key: string) => boolean): Data => Object.fromEntries(Object.entries(data).filter(([key]) => wanted(key)));

const errorsOf = (result: { ok: true; data: Record<string, Json> } | { ok: false; errors: ValueError[] }) => (result.ok ? [] : result.errors);

/** The field that an error is in. */
const keyOf = ({ path }: ValueError): string => {
  const [, first = ""] = path.split("/");
  return first.replaceAll("~1", "/").replaceAll("~0", "~");
};
