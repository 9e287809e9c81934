// Context functions; contexts are never changed, each result is a new one.
import type { Machine } from "../machine";
import { type FeelContext, type FeelValue, isContext } from "../values";

function getValue([context, key]: [FeelContext, string], { rt }: Machine): FeelValue {
  const value = context.get(key);
  return value === undefined ? rt.warn("missing", `The context has no "${key}".`) : value;
}

function getEntries([context]: [FeelContext], { rt }: Machine): FeelValue {
  return rt.list(
    [...context].map(
      ([key, value]) =>
        new Map<string, FeelValue>([
          ["key", key],
          ["value", value],
        ]),
    ),
  );
}

/** From entries `{ key, value }`; a key that comes twice makes the whole null. */
function fromEntries([entries]: [readonly FeelValue[]], { rt }: Machine): FeelValue {
  const context = new Map<string, FeelValue>();
  for (const entry of entries) {
    const key = isContext(entry) ? entry.get("key") : null;
    const value = isContext(entry) ? entry.get("value") : undefined;
    if (typeof key !== "string" || value === undefined) return rt.warn("type", "context: every entry needs a key, a string, and a value.");
    if (context.has(key)) return rt.warn("invalid", `context: the key "${key}" comes twice.`);
    context.set(key, value);
  }
  rt.items(context.size);
  return context;
}

function put([context, where, value]: [FeelContext, string | readonly FeelValue[], FeelValue], machine: Machine): FeelValue {
  const [key, ...rest] = typeof where === "string" ? [where] : where;
  if (typeof key !== "string") return machine.rt.warn("type", "context put: every key must be a string.");
  machine.rt.items(context.size);
  if (rest.length === 0) return new Map(context).set(key, value);
  const inner = context.get(key) ?? null;
  if (!isContext(inner)) return machine.rt.warn("type", `context put: "${key}" is not a context.`);
  machine.rt.enter();
  const changed = put([inner, rest, value], machine);
  machine.rt.leave();
  return changed === null ? null : new Map(context).set(key, changed);
}

function merge([contexts]: [readonly FeelValue[]], { rt }: Machine): FeelValue {
  const merged = new Map<string, FeelValue>();
  for (const context of contexts) {
    if (!isContext(context)) return rt.warn("type", "context merge: every item must be a context.");
    for (const [key, value] of context) merged.set(key, value);
    rt.items(merged.size);
  }
  return merged;
}

export const contextFunctions = { "get value": getValue, "get entries": getEntries, context: fromEntries, "context put": put, "context merge": merge };
