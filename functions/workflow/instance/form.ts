// What the form says of an instance's data: which of the variables are its fields, and whether it takes a change.

import { system } from "../../../shared/contract/actor";
import { findFormVersion, validateForm } from "../../../shared/contract/form";
import { type FieldError, Problem } from "../../../shared/contract/problem";
import type { Variables } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import type { InstanceHead, StoredInstance, Subject } from "./load";

type Asking = Pick<Means, "ask">;
type Data = Record<string, unknown>;

/** Versions never change. */
const keys = new Map<string, Promise<string[]>>();
const most = 500;

async function fieldsOf({ ask }: Asking, tenantId: string, formId: string, version: number): Promise<string[]> {
  const key = `${tenantId}\n${formId}\n${version}`;
  const known = keys.get(key);
  if (known) return known;
  const reading = ask("form", findFormVersion, system(tenantId), { body: { formId, version } }).then(({ definition }) =>
    definition.fields.flatMap((field) => [field.key, ...(field.type === "table" ? (field.totals ?? []).map(({ key }) => key) : [])]),
  );
  if (keys.size >= most) keys.clear();
  keys.set(key, reading);
  reading.catch(() => keys.delete(key));
  return reading;
}

/** The form's data after a step, where the step changed them. */
export async function formDataOf(means: Asking, before: Subject, after: StoredInstance): Promise<Data | undefined> {
  const { formId, formVersion, tenantId } = after;
  if (!before.state || !formId || formVersion === null) return undefined;
  const [had, has] = [before.state.variables, after.state.variables];
  if (JSON.stringify(had) === JSON.stringify(has)) return undefined;
  const fields = await fieldsOf(means, tenantId, formId, formVersion);
  const data = picked(has, fields);
  return JSON.stringify(picked(had, fields)) === JSON.stringify(data) ? undefined : data;
}

const picked = (values: Variables, fields: readonly string[]): Variables =>
  Object.fromEntries(fields.flatMap((field) => (values[field] === undefined || values[field] === null ? [] : [[field, values[field]]])));

type Form = Pick<InstanceHead, "tenantId" | "formId" | "formVersion">;

/** Data that the creator submits again, as they are to be stored: fields that were left out are emptied. */
export async function resubmitted(means: Asking, instance: Form, data: Variables): Promise<Variables> {
  const { tenantId, formId, formVersion } = instance;
  if (!formId || formVersion === null) return data;
  const { errors, data: taken } = await means.ask("form", validateForm, system(tenantId), { body: { formId, version: formVersion, data } });
  if (!taken) throw refused(errors, "/body/data");
  const empty = Object.fromEntries((await fieldsOf(means, tenantId, formId, formVersion)).map((field) => [field, null]));
  return { ...empty, ...(taken as Variables) };
}

/** What follows in other fields from those that somebody writes; what the process added is none of them. Throws `invalid-input` where the form does not take them. */
export async function computedFrom(means: Asking, instance: Form & { state: { variables: Variables } }, written: Variables): Promise<Variables> {
  const { tenantId, formId, formVersion, state } = instance;
  if (!formId || formVersion === null || Object.keys(written).length === 0) return {};
  const fields = await fieldsOf(means, tenantId, formId, formVersion);
  const changes = Object.fromEntries(Object.entries(written).filter(([name]) => fields.includes(name)));
  if (Object.keys(changes).length === 0) return {};
  const body = { formId, version: formVersion, data: state.variables, changes };
  const { errors, data, derived } = await means.ask("form", validateForm, system(tenantId), { body });
  if (!data) throw refused(errors, "/body/variables");
  return derived as Variables;
}

const refused = (errors: readonly FieldError[], at: string) =>
  new Problem("invalid-input", "The form does not take it as it is.", { errors: errors.map((error) => ({ ...error, path: `${at}${error.path}` })) });
