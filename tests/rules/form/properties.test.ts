import { Ajv2020 } from "ajv/dist/2020";
import formatsOf from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FormDefinition } from "../../../shared/contract/form-definition";
import { checkDefinition, compileForm, jsonSchema } from "../../../shared/rules/form";
import { at, items, leave, purchase } from "./forms";

type Made = { field: Record<string, unknown>; value: fc.Arbitrary<unknown> };

const ajv = new Ajv2020({ strict: false });
// ajv-formats is CommonJS: under ESM its function is one step further in for TypeScript.
(formatsOf as unknown as (it: Ajv2020) => void)(ajv);

const day = fc.date({ min: new Date("0001-01-01"), max: new Date("9998-12-31"), noInvalidDate: true }).map((it) => it.toISOString().slice(0, 10));
const instant = fc
  .tuple(day, fc.nat(23), fc.nat(59), fc.constantFrom("Z", "+08:00", "-03:30", ".5Z"))
  .map(
    ([date, hour, minute, zone]) =>
      `${date < "0001-01-03" ? "0001-01-03" : date}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00${zone}`,
  );
const optionValues = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 });
const options = (values: string[]) => values.map((value) => ({ value, label: "Option" }));
const word = fc.stringMatching(/^[a-z0-9]{1,20}$/);

/** A field of a type and good values for it, money and long decimals among them. */
const made: fc.Arbitrary<Made> = fc.oneof(
  fc.tuple(fc.nat(3), fc.integer({ min: 4, max: 12 })).map(([minLength, maxLength]) => ({
    field: { type: "text", minLength, maxLength },
    value: fc.string({ unit: "grapheme-composite", minLength: 5, maxLength: 9 }).map((it) =>
      [...`x${it}`]
        .slice(0, maxLength - 1)
        .join("")
        .trimEnd()
        .padEnd(minLength, "x"),
    ),
  })),
  fc.constant({ field: { type: "textarea" }, value: fc.string({ minLength: 1, maxLength: 200 }).map((it) => `${it}.`) }),
  fc.constant({ field: { type: "text", pattern: "[a-z]{2}\\d*" }, value: fc.stringMatching(/^[a-z]{2}\d{0,4}$/) }),
  fc.tuple(fc.integer({ min: -1000, max: 0 }), fc.integer({ min: 1, max: 1000 }), fc.constantFrom("0.01", 0.5, 1, 3)).map(([min, max, step]) => ({
    field: { type: "number", min, max, step },
    value: fc
      .integer({ min: Math.ceil(min / Number(step)), max: Math.floor(max / Number(step)) })
      .map((n) => (typeof step === "string" ? (n / 100).toFixed(2) : n * step)),
  })),
  fc.constant({
    field: { type: "number" },
    value: fc.tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.bigInt({ min: 0n, max: 10n ** 16n })).map(([whole, part]) => `${whole}.${part}`),
  }),
  fc.constant({ field: { type: "date" }, value: day }),
  fc.constant({ field: { type: "datetime" }, value: instant }),
  optionValues.map((values) => ({ field: { type: "select", options: options(values) }, value: fc.constantFrom(...values) })),
  optionValues.map((values) => ({ field: { type: "radio", options: options(values) }, value: fc.constantFrom(...values) })),
  optionValues.map((values) => ({ field: { type: "multiselect", options: options(values) }, value: fc.subarray(values, { minLength: 1 }) })),
  fc.constant({ field: { type: "checkbox" }, value: fc.constant(true) }),
  fc.constant({ field: { type: "user" }, value: fc.uuid() }),
  fc.constant({ field: { type: "department" }, value: fc.uuid() }),
  fc.constant({
    field: { type: "email" },
    value: fc.tuple(word, word, fc.constantFrom("com", "cn", "中国")).map(([name, host, top]) => `${name}@${host}.${top}`),
  }),
  fc.constant({ field: { type: "phone" }, value: fc.stringMatching(/^\+?[0-9]{5,15}$/) }),
  fc.constant({ field: { type: "url" }, value: fc.tuple(word, word).map(([host, path]) => `https://${host}.test/${path}`) }),
);

const withRequired = fc.tuple(made, fc.boolean(), fc.boolean()).map(([{ field, value }, required, left]) => ({
  field: { ...field, required },
  value: required || !left ? value : fc.constantFrom(undefined, null, ""),
}));

type Filled = { definition: FormDefinition; data: Record<string, unknown> };

const dataOf = (fields: Made[]) => fc.record(Object.fromEntries(fields.map(({ field, value }, index) => [field.key ?? `f${index}`, value])));
const keyed = (fields: Made[], prefix: string): Made[] =>
  fields.map(({ field, value }, index) => ({ field: { key: `${prefix}${index}`, label: "Field", ...field }, value }));

/** A table with a total, conditions on it, and fields around it, with data that fit. */
const filled: fc.Arbitrary<Filled> = fc
  .tuple(fc.array(withRequired, { minLength: 1, maxLength: 6 }), fc.array(withRequired, { maxLength: 4 }))
  .chain(([outer, inner]) => {
    const columns = keyed(inner, "c").concat({ field: { type: "number", key: "price", label: "Price" }, value: fc.constantFrom(undefined, 0.1, "0.20", 7) });
    const computed = { type: "number", key: "double", label: "Double", computed: "if price = null then 0 else price * 2" };
    const table = {
      type: "table",
      key: "rows",
      label: "Rows",
      columns: [...columns.map(({ field }) => field), computed],
      totals: [{ column: "double", key: "total", label: "Total" }],
    };
    const fields = keyed(outer, "f").concat({ field: table, value: fc.array(dataOf(columns), { maxLength: 4 }) });
    const conditional = { type: "text", key: "why", label: "Why", visibleWhen: "total > 1", requiredWhen: "total > 1" };
    const definition = FormDefinition.parse({
      fields: [...fields.map(({ field }) => field), conditional],
      rules: [{ assert: "total >= 0 and count(rows) < 100", message: "Impossible", path: "rows" }],
    });
    return dataOf(fields).map((data) => ({ definition, data: { ...data, why: "because" } }));
  });

/** Whatever may come: good data with parts replaced, and anything else. */
const anything = fc.oneof(
  fc.jsonValue(),
  filled.chain(({ data }) =>
    fc
      .tuple(fc.constant(data), fc.subarray(Object.keys(data)), fc.jsonValue())
      .map(([good, keys, junk]) => ({ ...good, ...Object.fromEntries(keys.map((key) => [key, junk])) })),
  ),
  fc.dictionary(fc.constantFrom("f0", "f1", "rows", "total", "why", "__proto__", "constructor", "a/b"), fc.jsonValue()),
);

const settings = { numRuns: 100 };

describe("for any definition", () => {
  test("good data pass, and what is stored of them passes again as it is", () => {
    fc.assert(
      fc.property(filled, ({ definition, data }) => {
        expect(checkDefinition(definition)).toEqual([]);
        const form = compileForm(definition);
        const first = form.validate(data, at);
        expect(first).toMatchObject({ ok: true });
        if (first.ok) expect(form.validate(JSON.parse(JSON.stringify(first.data)), at)).toEqual(first);
      }),
      settings,
    );
  });

  test("what is stored fits the form's JSON Schema", () => {
    fc.assert(
      fc.property(filled, ({ definition, data }) => {
        const result = compileForm(definition).validate(data, at);
        const fits = ajv.compile(jsonSchema(definition));
        expect(result.ok && fits(result.data) ? [] : fits.errors).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test("any JSON is taken or refused, with one error per path, and never throws", () => {
    fc.assert(
      fc.property(filled, anything, ({ definition }, data) => {
        const form = compileForm(definition);
        const result = form.validate(data, at);
        form.state(data, at);
        if (result.ok) expect(form.validate(JSON.parse(JSON.stringify(result.data)), at)).toEqual(result);
        else {
          const paths = result.errors.map(({ path }) => path);
          expect(paths.length).toBeGreaterThan(0);
          expect(new Set(paths).size).toBe(paths.length);
          for (const error of result.errors) expect(error.message.length).toBeGreaterThan(0);
        }
      }),
      settings,
    );
  });

  test("checking a draft never throws, whatever is in its expressions", () => {
    fc.assert(
      fc.property(filled, fc.string({ minLength: 1, maxLength: 40 }), fc.string({ minLength: 1, maxLength: 20 }), ({ definition }, feel, pattern) => {
        const fields = definition.fields.map((field) => ({ ...field, visibleWhen: feel, ...(field.type === "text" && { pattern }) }));
        const draft = { ...definition, fields };
        checkDefinition(draft);
        expect(compileForm(draft).validate({}, at)).toBeDefined();
      }),
      settings,
    );
  });
});

describe("a form's JSON Schema", () => {
  const leaveFits = ajv.compile(jsonSchema(leave));
  const good = { type: "annual", startDate: "2026-12-01", endDate: "2026-12-02", days: 1.5, reason: "回家" };

  test("is of the draft 2020-12, and refuses what it can express", () => {
    expect(jsonSchema(leave, { title: "请假" })).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "请假",
      type: "object",
      additionalProperties: false,
    });
    expect(leaveFits(good)).toBe(true);
    for (const bad of [
      { ...good, type: "other" },
      { ...good, days: 0 },
      { ...good, startDate: "2026-02-30" },
      { ...good, reason: undefined },
      { ...good, extra: 1 },
      { ...good, handoverTo: "li.lei" },
    ])
      expect(leaveFits(bad)).toBe(false);
  });

  test("takes a table with its totals", () => {
    const fits = ajv.compile(jsonSchema(purchase));
    const result = compileForm(purchase).validate({ items, why: "x" }, at);
    expect(result.ok && fits(result.data)).toBe(true);
    expect(fits({ items: [] })).toBe(false);
  });
});
