// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useRested } from "../../../web/src/ui/rested";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const passing = ["j"];

test("follows what stays, and never what is only passed by", () => {
  const seen: string[] = [];
  const { rerender } = renderHook(({ value }) => seen.push(useRested(value, passing)), { initialProps: { value: "first" } });
  for (const value of ["second", "third", "fourth"]) {
    rerender({ value });
    act(() => void vi.advanceTimersByTime(40));
  }
  expect(new Set(seen)).toEqual(new Set(["first"]));
  act(() => void vi.advanceTimersByTime(40));
  expect(new Set(seen)).toEqual(new Set(["first", "fourth"]));
});

test("is what it follows before any other key is heard", () => {
  const { result, rerender } = renderHook(({ value }) => useRested(value, passing), { initialProps: { value: "first" } });
  rerender({ value: "second" });
  const heard: string[] = [];
  addEventListener("keydown", ({ key }) => heard.push(`${key} ${result.current}`));
  act(() => void document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true })));
  act(() => void document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "e", bubbles: true })));
  expect(heard).toEqual(["j first", "e second"]);
});
