import { describe, expect, test } from "vitest";
import { FormDefinition } from "../../../shared/contract/form-definition";
import { checkDefinition } from "../../../shared/rules/form";
import { leave, purchase } from "./forms";

const problems = (fields: unknown[], more: object = {}) =>
  checkDefinition(FormDefinition.parse({ fields, ...more })).map(({ path, code }) => `${path} ${code}`);
const text = (more: object) => ({ type: "text", key: "a", label: "A", ...more });
const number = (more: object) => ({ type: "number", key: "n", label: "N", ...more });

describe("a definition", () => {
  test("that people use has no problems", () => {
    expect(checkDefinition(leave)).toEqual([]);
    expect(checkDefinition(purchase)).toEqual([]);
  });

  test("needs fields, labels and keys of their own that conditions can name", () => {
    expect(problems([])).toEqual(["/fields no-fields"]);
    expect(problems([text({ label: " " }), text({}), text({ key: "if" }), text({ key: "date" })])).toEqual([
      "/fields/1/key duplicate-key",
      "/fields/2/key reserved-key",
      "/fields/0/label no-label",
    ]);
    expect(FormDefinition.safeParse({ fields: [text({ key: "__proto__" })] }).success).toBe(false);
    expect(FormDefinition.safeParse({ fields: [text({ key: "a b" })] }).success).toBe(false);
  });

  test("may use any other word as a key: conditions can name it", () => {
    const reserved = "and or if then else for in return some every satisfies between instance function external null true false".split(" ");
    for (const key of reserved) expect(problems([text({ key })])).toEqual(["/fields/0/key reserved-key"]);
    for (const key of ["not", "of", "list", "context", "range", "date", "item", "partial", "count", "string", "number", "default"])
      expect(problems([text({ key }), text({ key: "other", visibleWhen: `${key} = "x"` })])).toEqual([]);
  });

  test("says where an expression does not parse or names what is not there", () => {
    expect(problems([text({ visibleWhen: "amout > 5" }), number({ computed: "1 +" })])).toEqual([
      "/fields/0/visibleWhen unknown-field",
      "/fields/1/computed bad-expression",
    ]);
    expect(problems([text({ requiredWhen: "foo(1) = 2" })])).toEqual(["/fields/0/requiredWhen bad-expression"]);
    expect(problems([text({})], { rules: [{ when: "b", assert: "a = ", message: "m", path: "c" }] })).toEqual([
      "/rules/0/when unknown-field",
      "/rules/0/assert bad-expression",
      "/rules/0/path unknown-field",
    ]);
    expect(problems([text({ key: "date", requiredWhen: 'date("2026-01-01") < today()' })])).toEqual(["/fields/0/requiredWhen hidden-function"]);
  });

  test("may name a table's columns and totals, and must name them right", () => {
    const table = (more: object) => ({ type: "table", key: "items", label: "I", columns: [number({}), text({})], ...more });
    const totals = [{ column: "n", key: "sum", label: "S" }];
    const when = "sum > 5 and count(items[n > 5]) > 0 and max(items.n) > 1 and (every i in items satisfies i.a != null)";
    expect(problems([table({ totals }), text({ key: "b", visibleWhen: when })])).toEqual([]);
    expect(problems([table({}), text({ key: "b", visibleWhen: "items.m = [1]" }), text({ key: "c", visibleWhen: "items[m > 1] = []" })])).toEqual([
      "/fields/1/visibleWhen unknown-field",
      "/fields/2/visibleWhen unknown-field",
    ]);
    expect(problems([table({ columns: [number({ computed: "b" })] }), text({ key: "b" })])).toEqual(["/fields/0/columns/0/computed unknown-field"]);
    expect(
      problems([
        table({
          totals: [
            { column: "a", key: "x", label: "X" },
            { column: "z", key: "items", label: "" },
          ],
        }),
      ]),
    ).toEqual([
      "/fields/0/totals/1/key duplicate-key",
      "/fields/0/totals/0/column not-a-number-column",
      "/fields/0/totals/1/label no-label",
      "/fields/0/totals/1/column unknown-column",
    ]);
    expect(problems([table({ columns: [], minRows: 3, maxRows: 2 })])).toEqual(["/fields/0/columns no-columns", "/fields/0/minRows min-above-max"]);
  });

  test("has no field that depends on itself, however long the way round", () => {
    const cyclic = [number({ key: "a", computed: "b + 1" }), number({ key: "b", computed: "1", visibleWhen: "c > 1" }), number({ key: "c", computed: "a" })];
    expect(checkDefinition(FormDefinition.parse({ fields: cyclic }))).toEqual([
      { path: "/fields/0", code: "cyclic", message: "Depends on itself: a → b → c → a." },
    ]);
    expect(problems([{ type: "table", key: "t", label: "T", columns: [number({ computed: "n" })] }])).toEqual(["/fields/0/columns/0 cyclic"]);
  });

  test("keeps bounds in order and patterns that can be read", () => {
    expect(problems([text({ minLength: 5, maxLength: 4 }), number({ min: "2", max: 1 }), number({ key: "s", step: 0 })])).toEqual([
      "/fields/0/minLength min-above-max",
      "/fields/1/min min-above-max",
      "/fields/2/step bad-step",
    ]);
    expect(problems([{ type: "date", key: "d", label: "D", min: "2026-02-01", max: "2026-01-01" }, number({ min: 0.1 + 0.2 })])).toEqual([
      "/fields/0/min min-above-max",
      "/fields/1/min not-exact",
    ]);
    for (const pattern of ["(", "(?=a)", "\\1", "a{2,1}"]) expect(problems([text({ pattern })])).toEqual(["/fields/0/pattern bad-pattern"]);
    expect(problems([text({ pattern: "(a|aa)+$" })])).toEqual([]);
  });

  test("offers each option once", () => {
    const select = (options: unknown[], more: object = {}) => ({ type: "multiselect", key: "s", label: "S", options, ...more });
    const a = { value: "a", label: "A" };
    expect(problems([select([])])).toEqual(["/fields/0/options no-options"]);
    expect(problems([select([a, { value: "a", label: "" }])])).toEqual(["/fields/0/options/1/value duplicate-option", "/fields/0/options/1/label no-label"]);
    expect(problems([select([a], { minItems: 2 })])).toEqual(["/fields/0/minItems min-above-max", "/fields/0/minItems too-few-options"]);
  });

  test("has defaults that it would take itself", () => {
    expect(problems([number({ min: 5, default: 4 }), text({ default: "abc", maxLength: 2 })])).toEqual([
      "/fields/0/default bad-default",
      "/fields/1/default bad-default",
    ]);
    expect(problems([number({ computed: "1", default: 4 }), text({ readOnly: true, required: true })])).toEqual([
      "/fields/0/default default-of-computed",
      "/fields/1/readOnly never-filled",
    ]);
  });

  test("can't have files yet, and lays out each field once", () => {
    expect(problems([{ type: "file", key: "f", label: "F" }])).toEqual(["/fields/0/type unsupported-type"]);
    const layout = [
      { title: "One", fields: ["a", "b"] },
      { title: "Two", fields: ["a"] },
    ];
    expect(problems([text({})], { layout })).toEqual(["/layout/0/fields/1 unknown-field", "/layout/1/fields/0 duplicate-key"]);
  });
});
