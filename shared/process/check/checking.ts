// What the checks of a definition share: where to report, and which names an expression may use.
import type { Definition } from "../definition";
import { namesUsed, parseExpression } from "../feel";
import type { Graph } from "../graph";
import { instant, later } from "../time";

export type DefinitionProblemCode =
  | "no-start"
  | "several-starts"
  | "no-end"
  | "unreachable"
  | "no-way-to-end"
  | "empty-name"
  | "no-participants"
  | "no-default"
  | "default-elsewhere"
  | "bad-expression"
  | "unknown-field"
  | "joined-exclusively"
  | "unsupported"
  | "duplicate-id"
  | "dangling-flow"
  | "flow-not-allowed"
  | "condition-missing"
  | "condition-not-here"
  | "unknown-node"
  | "bad-timer"
  | "incomplete"
  | "no-subject"
  | "no-text"
  | "bad-vote";

/**
 * Why a definition can't be published. `elementId` is the node or flow that is meant; the process as a whole is `process`.
 * `source`: which of its expressions, addresses or times, as it is written there.
 */
export type DefinitionProblem = { elementId: string; code: DefinitionProblemCode; message: string; source?: string };

export type Checking = {
  readonly definition: Definition;
  readonly graph: Graph;
  /** `source`: which text of the element is meant, where it has several. */
  report(elementId: string, code: DefinitionProblemCode, message: string, source?: string): void;
  /** FEEL that must parse and use known names only. `more` are names known just here. */
  expression(elementId: string, source: string, more?: readonly string[]): void;
  /** FEEL of another process: it must parse, but what it may name is not known here. */
  foreign(elementId: string, source: string): void;
  /** A form field, or a variable of the process, by its name alone. */
  field(elementId: string, name: string): void;
  /** Text, or FEEL after `=`. */
  template(elementId: string, source: string): void;
  /** An ISO 8601 duration or instant, or, unless it must be `plain`, FEEL after `=`. */
  time(elementId: string, kind: "duration" | "date", source: string, must?: { plain: boolean }): void;
};

/** `fields` undefined: whatever the form has is not known, so names are not checked. */
export function openChecking(definition: Definition, graph: Graph, fields: readonly string[] | undefined, problems: DefinitionProblem[]): Checking {
  const report: Checking["report"] = (elementId, code, message, source) =>
    void problems.push({ elementId, code, message, ...(source !== undefined && { source }) });

  /** `written`: the text that the expression is in. */
  const check = (elementId: string, source: string, more: readonly string[], written: string): void => {
    const known = [...(fields ?? []), ...more];
    const parsed = parseExpression(source, { names: known });
    if (!parsed.ok) report(elementId, "bad-expression", `"${source}" is no FEEL expression: ${parsed.problems[0]?.message ?? ""}`, written);
    if (!parsed.ok || !fields) return;
    const unknown = namesUsed(parsed.expression).filter(({ name, inFilter }) => !inFilter && !known.includes(name));
    for (const name of new Set(unknown.map((used) => used.name))) report(elementId, "unknown-field", `There is no field "${name}".`, written);
  };

  const expression: Checking["expression"] = (elementId, source, more = []) => check(elementId, source, more, source);

  const foreign: Checking["foreign"] = (elementId, source) => {
    const parsed = parseExpression(source, { names: [] });
    if (!parsed.ok) report(elementId, "bad-expression", `"${source}" is no FEEL expression: ${parsed.problems[0]?.message ?? ""}`, source);
  };

  const field: Checking["field"] = (elementId, name) => {
    if (fields && !fields.includes(name)) report(elementId, "unknown-field", `There is no field "${name}".`, name);
  };

  const template: Checking["template"] = (elementId, source) => {
    if (source.startsWith("=")) check(elementId, source.slice(1), [], source);
  };

  const time: Checking["time"] = (elementId, kind, source, { plain } = { plain: false }) => {
    if (source.startsWith("=") && !plain) return check(elementId, source.slice(1), [], source);
    const readable = kind === "date" ? instant(source) : later("2000-01-01T00:00:00.000Z", source);
    if (readable === null) report(elementId, "bad-timer", `"${source}" is no ISO 8601 ${kind === "date" ? "instant" : "duration"}.`, source);
  };

  return { definition, graph, report, expression, foreign, field, template, time };
}
