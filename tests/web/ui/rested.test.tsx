// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useRested } from "../../../web/src/ui/rested";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("follows what stays, and never what is only passed by", () => {
  const seen: string[] = [];
  const { rerender } = renderHook(({ value }) => seen.push(useRested(value)), { initialProps: { value: "first" } });
  for (const value of ["second", "third", "fourth"]) {
    rerender({ value });
    act(() => void vi.advanceTimersByTime(40));
  }
  expect(new Set(seen)).toEqual(new Set(["first"]));
  act(() => void vi.advanceTimersByTime(40));
  expect(new Set(seen)).toEqual(new Set(["first", "fourth"]));
});
