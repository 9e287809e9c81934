// Our FEEL against the public DMN TCK (level 2 and 3 cases, see LICENSE-tck.md).
import { describe, expect, test } from "vitest";
import { cases, complaint, nameOf } from "./tck";
import { exceptions } from "./tck-exceptions";

describe("the DMN TCK", () => {
  const failed = new Map(
    cases.flatMap((testCase) => (complaint(testCase) === undefined ? [] : [[nameOf(testCase), `${testCase.expression} (${complaint(testCase)})`]])),
  );

  test("every case passes that is not listed as an exception", () => {
    expect([...failed].filter(([name]) => !(name in exceptions))).toEqual([]);
  });

  test("every listed exception still fails", () => {
    expect(Object.keys(exceptions).filter((name) => !failed.has(name))).toEqual([]);
  });

  test("at least 97 % of the cases pass", () => {
    expect(1 - failed.size / cases.length).toBeGreaterThanOrEqual(0.97);
  });
});
