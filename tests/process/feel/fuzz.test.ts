// Whatever is typed, parsing and evaluating answer, and soon.
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, namesUsed, parseExpression, toJson } from "../../../shared/process/feel/index";
import { SIGNATURES } from "../../../shared/process/feel/signatures";
import { NOW } from "./helpers";

const TOKENS = [
  ...'+ - * / ** = != < <= > >= ( ) [ ] { } , : . .. ? " @ and or in if then else for return some every satisfies between not function instance of item partial null true false'.split(
    " ",
  ),
  ...'a b order 1 0 -1 2.5 1e9 "x" "a+" @"2024-02-29" @"P1D" @"P1M" @"10:00:00Z" list<number> number string 💩 // /* */ monthly fee'.split(" "),
  ...Object.keys(SIGNATURES),
];
const CONTEXT = { a: 1, b: [1, 2, 3], order: { total: 10, lines: [{ price: 1 }, { price: null }] }, "monthly fee": "x" };

const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((tokens) => tokens.join(" "));
/** Well-formed calls reach deeper than soup does. */
const argument = fc.constantFrom(
  "a",
  "b",
  "order",
  "null",
  "-1",
  "0",
  "2",
  '"ab"',
  '"[a-"',
  '@"2024-02-29"',
  '@"P1M"',
  "[1..3]",
  "(< 5)",
  "function(x, y) x < y",
  "[null]",
  "[b, b]",
  "{k: 1}",
);
const call = fc.tuple(fc.constantFrom(...Object.keys(SIGNATURES)), fc.array(argument, { maxLength: 4 })).map(([name, args]) => `${name}(${args.join(", ")})`);

function answers(source: string): void {
  const start = performance.now();
  const parsed = parseExpression(source, { names: Object.keys(CONTEXT) });
  if (parsed.ok) {
    namesUsed(parsed.expression);
    const result = evaluate(parsed.expression, CONTEXT, { now: NOW });
    if (result.ok) toJson(result.value);
    expect(evaluate(parsed.expression, CONTEXT, { now: NOW })).toEqual(result);
  } else {
    for (const problem of parsed.problems) expect(problem.from).toBeLessThanOrEqual(problem.to);
  }
  expect(performance.now() - start).toBeLessThan(2_000);
}

test("random tokens never throw and always end", () => {
  fc.assert(fc.property(soup, answers), { numRuns: 1_500, seed: 20_240_229 });
});

test("random characters never throw and always end", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), answers), { numRuns: 500, seed: 20_240_229 });
});

test("every built-in function takes any arguments", () => {
  fc.assert(fc.property(call, answers), { numRuns: 3_000, seed: 20_240_229 });
});
