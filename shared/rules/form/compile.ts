// A form's definition made ready: the same decision in the browser and on the server, for every set of data.
import type { CrossFieldRule, FormDefinition } from "../../contract/form-definition";
import { compileExpression, maybe } from "./expression";
import type { Json } from "./fields/field";
import { Refusal, type ValueError } from "./refusal";
import { type Asked, Run } from "./run";
import { compileScope, type Filled } from "./scope";
import { isObject } from "./table";

/** `data`: what is stored. Hidden fields are left out, computed ones filled in, decimals exact (a number up to 15 digits, else text). */
export type Validation = { ok: true; data: Record<string, Json> } | { ok: false; errors: ValueError[] };

/** What a screen shows of unfinished data: the good values with the computed ones, and the JSON pointers of hidden and required fields. */
export type FormState = { data: Record<string, Json>; hidden: ReadonlySet<string>; required: ReadonlySet<string> };

export type CompiledForm = {
  /** One error per field path, 100 at most. Any JSON value may be given; nothing is thrown, and `data` shares nothing with it. */
  validate(data: unknown, asked: Asked): Validation;
  state(data: unknown, asked: Asked): FormState;
};

const compiled = new WeakMap<FormDefinition, CompiledForm>();

/** Kept for as long as the definition object is: a version's is the same object in a cache for ever. */
export function compileForm(definition: FormDefinition): CompiledForm {
  let form = compiled.get(definition);
  if (!form) {
    form = compile(definition);
    compiled.set(definition, form);
  }
  return form;
}

export const validateSubmission = (definition: FormDefinition, data: unknown, asked: Asked): Validation => compileForm(definition).validate(data, asked);

const notAnObject = new Refusal("not-an-object");

function compile({ fields, rules = [] }: FormDefinition): CompiledForm {
  const scope = compileScope(fields);
  const checks = rules.map((rule) => compileRule(rule, scope.names));
  return {
    validate(data, asked) {
      if (!isObject(data)) return { ok: false, errors: [notAnObject.at("")] };
      const run = new Run(asked);
      const filled = scope.fill(data, "", run);
      for (const check of checks) check(filled, run);
      return run.refused > 0 ? { ok: false, errors: run.errors } : { ok: true, data: filled.data };
    },
    state(data, asked) {
      const states = { hidden: new Set<string>(), required: new Set<string>() };
      return { data: scope.fill(isObject(data) ? data : {}, "", new Run(asked, states)).data, ...states };
    },
  };
}

type Check = (filled: Filled, run: Run) => void;

/** A rule about something that is refused already, or not there, has nothing to say; one that can't be decided though all is there is broken. */
function compileRule({ when, assert, message, path }: CrossFieldRule, names: readonly string[]): Check {
  const [condition, assertion] = [maybe(when, names), compileExpression(assert, names)];
  const needs = [...new Set([...(condition?.needs ?? []), ...assertion.needs])];
  return ({ values, unsure }, run) => {
    if (unsure.size > 0 && needs.some((key) => unsure.has(key))) return;
    if (condition && condition.value(values, run) !== true) return;
    const holds = assertion.value(values, run);
    if (holds === true) return;
    if (holds === null && assertion.needs.some((key) => values[key] === null)) return;
    run.break(`/${path}`, message);
  };
}
