// What processes rely on in FEEL: exact, bounded, repeatable, and null rather than false by accident.
import { describe, expect, it } from "vitest";
import { test as condition, Decimal, evaluate, fromJson, LIMITS, namesUsed, toJson } from "../../../shared/process/feel/index";
import { NOW, parse, problems, run, value } from "./helpers";

describe("exact numbers", () => {
  it("adds 0.1 and 0.2 to 0.3", () => {
    expect(value("0.1 + 0.2 = 0.3")).toBe(true);
    expect(value("0.1 + 0.2")).toBe(0.3);
  });

  it("keeps 34 digits, rounded half even", () => {
    expect(value("1 / 3")).toBe("0.3333333333333333333333333333333333");
    expect(value("2 / 3")).toBe("0.6666666666666666666666666666666667");
    expect(value("decimal(2.5, 0)")).toBe(2);
    expect(value("decimal(1115, -1)")).toBe(1120);
    expect(value("round up(5, -2)")).toBe(100);
    expect(value("round half up(-44, -2)")).toBe(0);
  });

  it("answers null where a number can't be represented", () => {
    expect(value("1 / 0")).toBeNull();
    expect(value("10 ** 7000")).toBeNull();
    expect(value("sqrt(-1)")).toBeNull();
  });

  it("leaves the configuration of decimal.js to others", () => {
    expect(Decimal.precision).toBe(34);
  });
});

describe("JSON", () => {
  it("reads a number by its shortest text and leaves strings alone", () => {
    expect(fromJson(0.1)).toEqual(new Decimal("0.1"));
    expect(fromJson("0.10")).toBe("0.10");
    expect(toJson(fromJson({ a: [1, "x", null, { b: true }] }))).toEqual({ a: [1, "x", null, { b: true }] });
  });

  it("writes a number as a number only where that is exact", () => {
    expect(toJson(new Decimal("123456789012345"))).toBe(123456789012345);
    expect(toJson(new Decimal("1234567890123456"))).toBe("1234567890123456");
    expect(toJson(new Decimal("1e400"))).toMatch(/^10+$/);
  });

  it("writes temporal values in ISO 8601", () => {
    expect(value('[@"2024-02-29", @"10:00:00+02:00", @"2024-02-29T10:00:00Z", @"P1Y2M", @"-PT90M"]')).toEqual([
      "2024-02-29",
      "10:00:00+02:00",
      "2024-02-29T10:00:00Z",
      "P1Y2M",
      "-PT1H30M",
    ]);
  });

  it("can't be used to reach a prototype", () => {
    expect(value("a.constructor", { a: {} })).toBeNull();
    expect(value("__proto__", { a: 1 })).toBeNull();
    expect(value("a.__proto__", { a: JSON.parse('{"__proto__": 1}') })).toBe(1);
  });
});

describe("names", () => {
  it("may contain spaces and signs when they are known", () => {
    expect(value("monthly fee * 12", { "monthly fee": 5 })).toBe(60);
    expect(value("net-price + 1", { "net-price": 5 })).toBe(6);
    expect(value("net - price", { net: 5, price: 3 })).toBe(2);
    expect(value("金额 > 1000", { 金额: 1001 })).toBe(true);
  });

  it("lists the variables taken from outside, with paths and places", () => {
    const source = "if amout > 1 then order.customer.name else sum(for x in items return x.price + monthly fee)";
    const used = namesUsed(parse(source, { names: ["monthly fee"] }));
    expect(used.map(({ name, path }) => [name, ...path].join("/"))).toEqual(["amout", "order/customer/name", "items", "monthly fee"]);
    expect(source.slice(used[0]?.from, used[0]?.to)).toBe("amout");
  });

  it("doesn't list what the expression binds itself", () => {
    expect(namesUsed(parse("{a: 1, b: a + 1, f: function(n) if n = 0 then 1 else f(n - 1)}.b"))).toEqual([]);
    expect(namesUsed(parse("some x in [1] satisfies x > 0"))).toEqual([]);
  });

  it("marks names in filters, which may be properties of the items", () => {
    expect(namesUsed(parse("orders[total > limit and item.open]")).map((used) => [used.name, used.inFilter])).toEqual([
      ["orders", false],
      ["total", true],
      ["limit", true],
    ]);
  });
});

describe("parsing refuses, with the place", () => {
  it("what isn't FEEL", () => {
    expect(problems("1 +")).toEqual([{ from: 3, to: 3, message: expect.any(String) }]);
    expect(problems("")).toHaveLength(1);
    expect(problems("1 2")[0]).toMatchObject({ from: 2, to: 3 });
  });

  it("functions that don't exist, and external ones", () => {
    expect(problems("1 + foo(2)")).toEqual([{ from: 4, to: 7, message: 'There is no function "foo".' }]);
    expect(problems('function(a) external {java: {class: "X"}}')[0]?.message).toMatch(/External/);
    expect(problems("foo(2)", { names: ["foo"] })).toEqual([]);
  });

  it("types that don't exist", () => {
    expect(problems("1 instance of numbr")).toMatchObject([{ from: 14, to: 19 }]);
  });

  it("what is nested too deeply or too long", () => {
    expect(problems(`${"(".repeat(2000)}1${")".repeat(2000)}`)).toEqual([{ from: 100, to: 101, message: expect.stringMatching(/too deeply/) }]);
    expect(problems(`${"-".repeat(1500)}x`)[0]?.message).toMatch(/too deeply/);
    expect(problems("1 +".repeat(LIMITS.sourceLength))[0]?.message).toMatch(/characters at most/);
  });

  it("but not long chains", () => {
    expect(value(`0${" + 1".repeat(500)}`)).toBe(500);
    expect(value(`true${" and true".repeat(300)}`)).toBe(true);
  });
});

describe("bounds", () => {
  const outcome = (source: string) => {
    const result = run(source);
    return result.ok ? "ok" : result.code;
  };

  it("ends loops when the fuel is spent", () => {
    expect(outcome("for i in 1..100000 return i")).toBe("fuel");
    expect(outcome("for i in 1..1000, j in 1..1000 return 1")).toBe("fuel");
    expect(outcome("count(for i in 1..1000 return i)")).toBe("ok");
  });

  it("takes less fuel where the caller says so, never more", () => {
    const expression = parse("count(for i in 1..500 return i)");
    expect(evaluate(expression, {}, { now: NOW, fuel: 100 })).toMatchObject({ ok: false, code: "fuel" });
    expect(evaluate(parse("every i in 1..1000, j in 1..1000 satisfies true"), {}, { now: NOW, fuel: 1e9 })).toMatchObject({ ok: false, code: "fuel" });
  });

  it("ends a recursion", () => {
    expect(outcome("{f: function(n) f(n + 1), r: f(1)}.r")).toBe("depth");
  });

  it("refuses values that double with each round", () => {
    expect(outcome("for i in 1..100 return [partial[-1], partial[-1]]")).toBe("fuel");
    expect(outcome('for i in 1..100 return if i = 1 then "ab" else partial[-1] + partial[-1]')).toBe("fuel");
    expect(outcome("(for i in 1..60 return [partial[-1], partial[-1]]) = (for i in 1..60 return [partial[-1], partial[-1]])")).toBe("fuel");
  });

  it("refuses long lists from outside when they are read", () => {
    const items = Array.from({ length: 1001 }, (_, index) => index);
    expect(evaluate(parse("count(items)"), { items }, { now: NOW })).toMatchObject({ ok: false, code: "fuel" });
    expect(evaluate(parse("1"), { items }, { now: NOW })).toMatchObject({ ok: true });
  });

  it("matches regular expressions in linear time", () => {
    const start = performance.now();
    expect(value('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")')).toBe(false);
    expect(performance.now() - start).toBeLessThan(250);
  });
});

describe("conditions", () => {
  const ask = (source: string, context = {}) => condition(parse(source), context, { now: NOW });

  it("are true, false, or null, never false by accident", () => {
    expect(ask("amount > 10", { amount: 11 })).toBe(true);
    expect(ask("amount > 10", { amount: 9 })).toBe(false);
    expect(ask("amount > 10", { amount: "11" })).toBeNull();
    expect(ask("amount > 10")).toBeNull();
    expect(ask("amount")).toBeNull();
    expect(ask("every i in 1..1000, j in 1..1000 satisfies true")).toBeNull();
  });

  it("say why they are null", () => {
    expect(run("amount > 10")).toMatchObject({ ok: true, value: null, warnings: [{ code: "missing" }, { code: "type" }] });
  });

  it("may be unary tests", () => {
    const tests = parse("< 5, [7..9], 11, ? = 13", { dialect: "unaryTests" });
    const results = [4, 5, 8, 11, 13].map((input) => condition(tests, { "?": input }, { now: NOW }));
    expect(results).toEqual([true, false, true, true, true]);
    expect(condition(parse("not(1, 2)", { dialect: "unaryTests" }), { "?": 2 }, { now: NOW })).toBe(false);
    expect(condition(parse("-", { dialect: "unaryTests" }), { "?": 2 }, { now: NOW })).toBe(true);
  });
});

describe("the clock is the caller's", () => {
  it("in the offset of now, or in a time zone", () => {
    expect(value("now()")).toBe("2024-02-29T12:34:56Z");
    expect(value("today()", {}, "Pacific/Auckland")).toBe("2024-03-01");
    expect(value("string(now())", {}, "Asia/Shanghai")).toBe("2024-02-29T20:34:56@Asia/Shanghai");
  });

  it("and a malformed one is refused", () => {
    expect(evaluate(parse("1"), {}, { now: "yesterday" })).toMatchObject({ ok: false, code: "options" });
    expect(evaluate(parse("1"), {}, { now: NOW, timeZone: "Mars/Olympus" })).toMatchObject({ ok: false, code: "options" });
  });

  it("so the same input gives the same answer", () => {
    const source = '[now(), today(), for i in 1..3 return i / 3, @"2024-03-31T02:30:00@Europe/Paris" + @"P1D", {a: 1 / 7}]';
    expect(run(source)).toEqual(run(source));
  });
});

describe("time zones", () => {
  it("count hours on the time line and keep the wall clock's zone", () => {
    expect(value('@"2024-03-30T12:00:00@Europe/Paris" + @"PT24H"')).toBe("2024-03-31T13:00:00@Europe/Paris");
    expect(value('@"2024-03-30T12:00:00@Europe/Paris" + @"P1M"')).toBe("2024-04-30T12:00:00@Europe/Paris");
    expect(value('@"2024-07-01T12:00:00@Europe/Paris" - @"2024-07-01T12:00:00Z"')).toBe("-PT2H");
    expect(value('@"2024-07-01T12:00:00@Europe/Paris".time offset')).toBe("PT2H");
  });

  it("a local time and a zoned one have no order", () => {
    expect(value('@"2024-07-01T12:00:00" < @"2024-07-01T12:00:00Z"')).toBeNull();
  });
});

describe("a date that a form keeps as text", () => {
  const form = { day: "2024-03-01", at: "2024-03-01T08:00:00.000Z", words: "soon" };
  it.each<[string, unknown]>([
    ["day > today()", true],
    ["today() >= day", false],
    ['day = date("2024-03-01")', true],
    ['day in [date("2024-02-01")..date("2024-03-01")]', true],
    ['day - today() = duration("P1D")', true],
    ['day + duration("P1M")', "2024-04-01"],
    ["at > now()", true],
    ['at - duration("PT1H")', "2024-03-01T07:00:00Z"],
    ['day > "2024-02-29"', true],
  ])("is that date where it meets one: %s", (source, expected) => {
    expect(value(source, form)).toEqual(expected);
  });
  it.each(["words > today()", "today() = words", 'words + duration("P1D")', "day > 5", "day > now()", "day * 2"])("and else stays text: %s", (source) => {
    expect(value(source, form)).toBeNull();
  });
});
