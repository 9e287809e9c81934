import { expect, test, vi } from "vitest";
import { memo } from "../../web/src/theme/memo";

test("what was asked before is not worked out again, be it a word or styles", () => {
  const work = vi.fn((...given: unknown[]) => ({ given }));
  const remembered = memo(work);
  expect(remembered("p")).toBe(remembered("p"));
  expect(remembered({ p: "1" }, { m: "2" })).toBe(remembered({ p: "1" }, { m: "2" }));
  expect(work).toHaveBeenCalledTimes(2);
});

test("what is asked otherwise is another question", () => {
  const remembered = memo((...given: unknown[]) => JSON.stringify(given));
  const asked: unknown[][] = [
    ["p"],
    ["p", "m"],
    [{ p: "1" }],
    [{ p: 1 }],
    [{ p: "1", m: "2" }],
    [{ m: "2", p: "1" }],
    [{ _hover: { p: "1" } }],
    [],
    [null],
    [1],
    ["1"],
  ];
  expect(asked.map((given) => remembered(...given))).toEqual(asked.map((given) => JSON.stringify(given)));
  expect(new Set(asked.map((given) => remembered(...given)))).toHaveLength(asked.length);
});
