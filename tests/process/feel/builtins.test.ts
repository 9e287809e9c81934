// The built-in functions where the standard's tables have an example, and at their edges.
import { describe, expect, it } from "vitest";
import { value } from "./helpers";

const examples: Record<string, [expression: string, expected: unknown][]> = {
  "strings count code points": [
    ['string length("a💩b")', 3],
    ['substring("a💩b", 2, 1)', "💩"],
    ['substring("foobar", -2, 1)', "a"],
    ['substring("foobar", 0)', null],
    ['substring("foobar", 7)', null],
    ['"\\uE000" < "\\U01F40E"', true],
  ],
  "lists count from 1 or from the end": [
    ["[1, 2, 3][-1]", 3],
    ["sublist([4, 5, 6], -2)", [5, 6]],
    ["sublist([4, 5, 6], 1, 2)", [4, 5]],
    ["sublist([4, 5, 6], 0)", null],
    ["insert before([1, 3], 2, 2)", [1, 2, 3]],
    ["remove([1, 2, 3], -1)", [1, 2]],
    ["list replace([2, 4, 7, 8], 3, 6)", [2, 4, 6, 8]],
    ["list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", [5, 5, 7, 8]],
    ["distinct values([1, 1, null, null, 2])", [1, null, 2]],
    ["index of([1, 2, 3, 2], 2)", [2, 4]],
    ["union([1, 2], [2, 3])", [1, 2, 3]],
    ["concatenate([1, 2], [3])", [1, 2, 3]],
    ["flatten([[1, 2], [[3]], 4])", [1, 2, 3, 4]],
    ["sort([3, 1, 2], function(x, y) x > y)", [3, 2, 1]],
    ['sort([1, "a"], function(x, y) x < y)', null],
  ],
  "a list of one stands for its item, and an item for a list of one": [
    ['upper case(["a"])', "A"],
    ["count(1)", 1],
    ["100[1]", 100],
    ["[1] + 1", null],
  ],
  "parameters may be named": [
    ["before(range: [1..2], point: 3)", true],
    ["before(point: 3, range: [1..2])", false],
    ['substring(start position: 2, string: "abc")', "bc"],
    ['substring(start: 2, string: "abc")', null],
    ["(function(a, b) a - b)(b: 1, a: 3)", 2],
  ],
  "ranges relate as in the standard's table": [
    ["before([1..5), [5..10])", true],
    ["before([1..5], [5..10])", false],
    ["after(5, [1..5))", true],
    ["meets([1..5], [5..10])", true],
    ["meets([1..5), [5..10])", false],
    ["met by([5..10], [1..5])", true],
    ["overlaps([5..8], [1..5])", true],
    ["overlaps([5..8], [1..5))", false],
    ["overlaps before([1..5], [3..8])", true],
    ["overlaps before([1..5), (1..5])", true],
    ["overlaps before([1..5], [1..5))", false],
    ["overlaps after([3..8], [1..5])", true],
    ["overlaps after((1..5], [1..5])", true],
    ["overlaps after([1..5], [1..5))", false],
    ["finishes(5, [1..5])", true],
    ["finishes([5..10], [1..10])", true],
    ["finishes([1..10), [1..10])", false],
    ["finished by([1..10], 10)", true],
    ["includes([1..10], [1..5])", true],
    ["includes((1..10], [1..5])", false],
    ["during([1..5], [1..10])", true],
    ["starts(1, [1..5])", true],
    ["starts([1..5], (1..10])", false],
    ["started by([1..10], [1..5])", true],
    ["coincides([1..5], [1..5])", true],
    ["coincides([1..5), [1..5])", false],
    ['range("[18..21)") = [18..21)', true],
    ['range("[x..21)")', null],
  ],
  "types of ranges": [
    ["[1..3] instance of range<number>", true],
    ["[[1..3]] instance of list<range<string>>", false],
    ["{range: 1, r: [2, range < 5]}.r", [2, true]],
  ],
  "ISO weeks": [
    ['week of year(@"2005-01-01")', 53],
    ['week of year(@"2003-12-29")', 1],
    ['week of year(@"2026-12-31")', 53],
  ],
  "patterns are XPath's": [
    ['matches("x", "[A-Z-[OI]]", "i")', true],
    ['replace("abracadabra", "(ab)|(a)", "[1=$1][2=$2]")', "[1=ab][2=]r[1=][2=a]c[1=][2=a]d[1=ab][2=]r[1=][2=a]"],
    ['replace("abc", "x*", "-")', null],
    ['replace("abc", "b", "$")', null],
    ['matches("a", "a]")', null],
    ['matches("a", "(?=a)")', null],
    ['matches("h", "(.)\\1")', null],
    ['matches("ß", "\\p{IsLatin-1Supplement}")', true],
    ['split("a, b,c", ",\\s*")', ["a", "b", "c"]],
  ],
  "a field with a function's name doesn't hide the function": [["{date: 1, count: [1, 2], r: count(count)}.r", 2]],
};

for (const [guarantee, rows] of Object.entries(examples)) {
  describe(guarantee, () => {
    it.each(rows)("%s", (expression, expected) => {
      expect(value(expression)).toEqual(expected);
    });
  });
}
