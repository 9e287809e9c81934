import { describe, expect, test } from "vitest";
import { type Field, FormDefinition } from "../../../shared/contract/form-definition";
import { compileForm, type Json, validateSubmission } from "../../../shared/rules/form";
import { at, items, leave, purchase } from "./forms";

const form = (fields: unknown[], rules: unknown[] = []) => FormDefinition.parse({ fields, rules });
const field = (given: Partial<Field> & { type: Field["type"] }) => ({ key: "x", label: "X", ...given });
const one = (given: Partial<Field> & { type: Field["type"] }, value: unknown) => {
  const result = validateSubmission(form([field(given)]), { x: value }, at);
  return result.ok ? result.data.x : result.errors.map(({ path, code }) => `${path} ${code}`).join();
};
const codes = (definition: FormDefinition, data: unknown) => {
  const result = validateSubmission(definition, data, at);
  return result.ok ? [] : result.errors.map(({ path, code }) => `${path} ${code}`).sort();
};

const good = { type: "annual", startDate: "2026-12-01", endDate: "2026-12-02", days: 1.5, reason: "回家", handoverTo: "0198c0de-0000-7000-8000-000000000001" };

describe("a leave request", () => {
  test("is taken as it was sent", () => {
    expect(validateSubmission(leave, good, at)).toEqual({ ok: true, data: good });
  });

  test("has exactly three errors when it ends before it starts, takes no days and gives no reason", () => {
    const bad = { ...good, endDate: "2026-11-30", days: 0, reason: "" };
    expect(codes(leave, bad)).toEqual(["/days too-small", "/endDate rule", "/reason required"]);
  });

  test("is not judged by a rule about a field that is refused already or missing", () => {
    expect(codes(leave, { ...good, endDate: "2026-02-30" })).toEqual(["/endDate not-a-date"]);
    expect(codes(leave, { ...good, startDate: undefined })).toEqual(["/startDate required"]);
  });
});

describe("a purchase", () => {
  test("has the total that its rows come to, whatever total or amounts were sent", () => {
    const result = validateSubmission(purchase, { items: items.map((item) => ({ ...item, amount: 0.01 })), total: 1.0, why: "季度采购" }, at);
    expect(result).toMatchObject({
      ok: true,
      data: { total: 47987, items: [{ price: 6999, amount: 13998 }, { amount: 16497 }, { amount: 7188 }, { amount: 10304 }] },
    });
  });

  test("must be explained above 40,000, may be above 30,000, and below that nobody is asked", () => {
    const bought = (price: string) => ({ items: [{ name: "服务器", quantity: 1, price }] });
    expect(codes(purchase, bought("40000.01"))).toEqual(["/why required"]);
    expect(codes(purchase, bought("40000.00"))).toEqual([]);
    expect(validateSubmission(purchase, { ...bought("30000.00"), why: "dropped" }, at)).toEqual({
      ok: true,
      data: { items: [{ name: "服务器", quantity: 1, price: 30000, amount: 30000 }], total: 30000 },
    });
  });

  test("says which cell of which row is wrong, and no more than that", () => {
    const rows = [{ name: "a", quantity: 1.5, price: 1 }, 7, { name: "b", price: "1.005", colour: "red" }];
    expect(codes(purchase, { items: rows })).toEqual([
      "/items/0/quantity not-a-step",
      "/items/1 not-an-object",
      "/items/2/colour unknown-field",
      "/items/2/price not-a-step",
      "/items/2/quantity required",
    ]);
    expect(codes(purchase, { items: [] })).toEqual(["/items required"]);
    expect(codes(purchase, { items: {} })).toEqual(["/items not-a-list"]);
  });
});

describe("numbers", () => {
  test("are kept exactly: as numbers up to 15 digits, else as text", () => {
    for (const [sent, kept] of [
      [0.1, 0.1],
      ["0.10", 0.1],
      ["-0", 0],
      [1e21, 1e21],
      ["007", 7],
      ["123456789012345.67", "123456789012345.67"],
      ["0.3000000000000000000000000000000001", "0.3000000000000000000000000000000001"],
    ] as const)
      expect(one({ type: "number" }, sent)).toEqual(kept);
  });

  test("are refused where they are none, have too many digits, or may have been rounded before they came", () => {
    for (const [sent, code] of [
      ["1,000", "not-a-number"],
      ["1e3", "not-a-number"],
      ["٣", "not-a-number"],
      [true, "not-a-number"],
      [[1], "not-a-number"],
      [{ toStringTag: "[object Decimal]" }, "not-a-number"],
      [1e300, "too-many-digits"],
      [`${"1".repeat(20)}.${"1".repeat(15)}`, "too-many-digits"],
      ["1".repeat(35), "not-a-number"],
      [0.1 + 0.2, "not-exact"],
      [JSON.parse("9007199254740993"), "not-exact"],
    ] as const)
      expect(one({ type: "number" }, sent)).toBe(`/x ${code}`);
  });

  test("are added and multiplied as on paper", () => {
    const sum = form([
      { type: "number", key: "a", label: "A" },
      { type: "number", key: "b", label: "B" },
      { type: "number", key: "sum", label: "Sum", computed: "a + b", step: 0.1 },
      { type: "number", key: "product", label: "Product", computed: "a * b" },
    ]);
    expect(validateSubmission(sum, { a: 0.1, b: "0.2" }, at)).toEqual({ ok: true, data: { a: 0.1, b: 0.2, sum: 0.3, product: 0.02 } });
  });

  test("keep to step and bounds exactly, where doubles would not", () => {
    const money = { type: "number", step: 0.01, min: "-0.01", max: "99999999999999999999.99" } as const;
    for (const good of [19.99, 1.1, "4.35", "99999999999999999999.99", "0.00", -0.01]) expect(String(one(money, good))).not.toContain("/x");
    expect(one(money, "4.351")).toBe("/x not-a-step");
    expect(one(money, "99999999999999999999.991")).toBe("/x too-large");
    expect(one(money, -0.02)).toBe("/x too-small");
    expect(one({ type: "number", step: "0.0000000000000000000000000000000003" }, "0.3")).toBe(0.3);
    expect(one({ type: "number", step: "0.0000000000000000000000000000000007" }, "0.3")).toBe("/x not-a-step");
  });

  test("of a total that has too many digits are refused, not rounded", () => {
    const wide = form([{ type: "table", key: "t", label: "T", columns: [field({ type: "number" })], totals: [{ column: "x", key: "sum", label: "Sum" }] }]);
    const nines = "9".repeat(34);
    expect(codes(wide, { t: [{ x: nines }] })).toEqual([]);
    expect(codes(wide, { t: [{ x: nines }, { x: 1 }] })).toEqual(["/sum too-many-digits"]);
    expect(validateSubmission(wide, { t: [{ x: "1234567890123456789012345678.9" }, { x: "0.1" }, {}] }, at)).toMatchObject({
      ok: true,
      data: { sum: "1234567890123456789012345679" },
    });
  });
});

describe("a value of each type", () => {
  const uuid = "0198c0de-0000-7000-8000-00000000000a";
  const options = ["a", "b"].map((value) => ({ value, label: value }));
  const cases: [Partial<Field> & { type: Field["type"] }, [unknown, Json | string][]][] = [
    [
      { type: "text", minLength: 2, maxLength: 3 },
      [
        ["  你好 ", "你好"],
        ["a", "/x too-short"],
        ["abcd", "/x too-long"],
        ["𠮷𠮷𠮷", "𠮷𠮷𠮷"],
        ["𠮷", "/x too-short"],
        [7, "/x not-text"],
      ],
    ],
    [
      { type: "text", pattern: "[A-Z]{2}\\d+" },
      [
        ["AB12", "AB12"],
        ["xAB12", "/x pattern"],
        ["AB12 x", "/x pattern"],
      ],
    ],
    [
      { type: "textarea" },
      [
        [" two\nlines ", " two\nlines "],
        ["a".repeat(10_001), "/x too-long"],
      ],
    ],
    [
      { type: "date", min: "2026-01-01", max: "2026-12-31" },
      [
        ["2026-02-28", "2026-02-28"],
        ["2026-02-29", "/x not-a-date"],
        ["2026-2-1", "/x not-a-date"],
        ["2025-12-31", "/x too-early"],
        ["2027-01-01", "/x too-late"],
        [20260101, "/x not-a-date"],
      ],
    ],
    [
      { type: "datetime", min: "2026-01-01T00:00:00+08:00" },
      [
        ["2026-01-01T00:00+08:00", "2025-12-31T16:00:00.000Z"],
        ["2025-12-31T15:59:59Z", "/x too-early"],
        ["2026-01-01T00:00:00", "/x not-a-datetime"],
        ["2026-01-01T25:00:00Z", "/x not-a-datetime"],
        ["2026-02-30T00:00:00Z", "/x not-a-datetime"],
        ["2026-01-01T00:00:00+15:00", "/x not-a-datetime"],
      ],
    ],
    [
      { type: "select", options },
      [
        ["a", "a"],
        ["c", "/x not-an-option"],
        [["a"], "/x not-an-option"],
        ["__proto__", "/x not-an-option"],
      ],
    ],
    [
      { type: "radio", options },
      [
        ["b", "b"],
        [0, "/x not-an-option"],
      ],
    ],
    [
      { type: "multiselect", options, minItems: 2 },
      [
        [
          ["b", "a"],
          ["b", "a"],
        ],
        [["a"], "/x too-few"],
        [["a", "a"], "/x chosen-twice"],
        [["a", "c"], "/x not-an-option"],
        ["a", "/x not-a-list"],
      ],
    ],
    [
      { type: "checkbox" },
      [
        [true, true],
        [false, false],
        ["true", "/x not-a-boolean"],
      ],
    ],
    [
      { type: "checkbox", required: true },
      [
        [true, true],
        [false, "/x required"],
        [null, "/x required"],
      ],
    ],
    [
      { type: "user" },
      [
        [uuid.toUpperCase(), uuid],
        ["li.lei", "/x not-an-id"],
      ],
    ],
    [
      { type: "department" },
      [
        [uuid, uuid],
        [1, "/x not-an-id"],
      ],
    ],
    [
      { type: "email" },
      [
        [" Li.Lei@acme.test ", "Li.Lei@acme.test"],
        ["li@localhost", "/x not-an-email"],
        ["a b@acme.test", "/x not-an-email"],
        ["用户@例子.中国", "用户@例子.中国"],
      ],
    ],
    [
      { type: "phone" },
      [
        ["+86 138-0013-8000", "+86 138-0013-8000"],
        ["(021) 6888 8888 转 12", "(021) 6888 8888 转 12"],
        ["12", "/x not-a-phone"],
        ["call me", "/x not-a-phone"],
      ],
    ],
    [
      { type: "url" },
      [
        ["https://例子.中国/路径?q=1", "https://例子.中国/路径?q=1"],
        ["javascript:alert(1)", "/x not-a-url"],
        ["http://", "/x not-a-url"],
        ["https://user:pw@host.test", "/x not-a-url"],
      ],
    ],
    [{ type: "file" }, [["a", "/x not-supported"]]],
  ];
  for (const [given, values] of cases)
    test(`of type ${given.type}${given.required ? " (required)" : ""} is what it should be: ${values.length} cases`, () => {
      for (const [sent, expected] of values) expect({ sent, got: one(given, sent) }).toEqual({ sent, got: expected });
    });

  test("is left out where it is empty, and must be there where it is required", () => {
    for (const empty of [undefined, null, "", "   "]) expect(one({ type: "text" }, empty)).toBeUndefined();
    for (const empty of [undefined, null, "", "   "]) expect(one({ type: "text", required: true }, empty)).toBe("/x required");
    expect(one({ type: "multiselect", required: true, options }, [])).toBe("/x required");
  });

  test("is its default where nothing is said, and empty where emptiness is said", () => {
    const given = { type: "number", default: "1.50" } as const;
    expect(one(given, undefined)).toBe(1.5);
    expect(one(given, null)).toBeNull();
    expect(one({ ...given, readOnly: true }, 1.5)).toBe(1.5);
    expect(one({ ...given, readOnly: true }, 2)).toBe("/x read-only");
  });
});

describe("conditions", () => {
  const chain = form(
    [
      field({ type: "number", key: "c", label: "C", computed: "b + 1" } as never),
      field({ type: "number", key: "b", label: "B", computed: "a + 1", visibleWhen: "a > 0" } as never),
      field({ type: "number", key: "a", label: "A", requiredWhen: "late = true" } as never),
      field({ type: "checkbox", key: "late", label: "Late" } as never),
    ],
    [],
  );

  test("follow each other in any order of the fields", () => {
    expect(validateSubmission(chain, { a: 1 }, at)).toEqual({ ok: true, data: { c: 3, b: 2, a: 1, late: false } });
  });

  test("of something hidden see nothing", () => {
    expect(validateSubmission(chain, { a: 0, b: 7 }, at)).toEqual({ ok: true, data: { a: 0, late: false } });
  });

  test("may ask for a field because of a later one", () => {
    expect(codes(chain, { late: true })).toEqual(["/a required"]);
  });

  test("add no error where what they depend on is refused", () => {
    expect(codes(chain, { a: "x" })).toEqual(["/a not-a-number"]);
  });

  test("know the day of the person's time zone", () => {
    const future = form([field({ type: "date", required: true })], [{ assert: "x >= today()", message: "Past", path: "x" }]);
    const evening = "2026-12-01T17:00:00Z"; // the 2nd in Shanghai
    expect(validateSubmission(future, { x: "2026-12-01" }, { now: evening }).ok).toBe(true);
    expect(validateSubmission(future, { x: "2026-12-01" }, { now: evening, timeZone: "Asia/Shanghai" }).ok).toBe(false);
  });

  test("that can't be decided though all is there break the rule, never pass by accident", () => {
    const odd = form([field({ type: "text" })], [{ assert: "x > 5", message: "Odd", path: "x" }]);
    expect(codes(odd, { x: "7" })).toEqual(["/x rule"]);
    expect(codes(odd, {})).toEqual([]);
  });

  test("that run out of steps refuse, with their place", () => {
    const endless = "count(for i in 1..1000 return for j in 1..1000 return i * j) > 0";
    expect(codes(form([field({ type: "text", visibleWhen: endless })]), {})).toEqual(["/x condition-failed"]);
    expect(codes(form([field({ type: "number", computed: endless } as never)]), {})).toEqual(["/x computation-failed"]);
  });

  test("show a screen what is hidden and what is required while it is filled in", () => {
    const state = compileForm(purchase).state({ items: [{ name: "a", quantity: 1, price: 50_000 }] }, at);
    expect(state.data).toMatchObject({ total: 50_000 });
    expect([...state.required].sort()).toEqual(["/items", "/items/0/name", "/items/0/price", "/items/0/quantity", "/why"]);
    expect([...compileForm(purchase).state({}, at).hidden]).toEqual(["/why"]);
    const typing = compileForm(purchase).state(
      {
        items: [
          { quantity: 2, price: "9." },
          { quantity: 2, price: 9 },
        ],
      },
      at,
    );
    expect(typing.data).toEqual({ items: [{ quantity: 2 }, { quantity: 2, price: 9, amount: 18 }], total: 18 });
  });
});

describe("what is not asked for", () => {
  test("is an error at its own place, also with a name that needs escaping or belongs to every object", () => {
    const sent = JSON.parse('{"x": "a", "a/b~c": 1, "constructor": {}, "toString": 1}');
    expect(codes(form([field({ type: "text" })]), sent)).toEqual(["/a~1b~0c unknown-field", "/constructor unknown-field", "/toString unknown-field"]);
  });

  test("is no object of fields", () => {
    for (const data of [null, undefined, [], "x", 1]) expect(codes(leave, data)).toEqual([" not-an-object"]);
  });
});
