// @vitest-environment happy-dom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Filters } from "../../../web/src/ticket/filters";
import { onStage, show } from "../stage";

onStage();

function searching() {
  const [change, toList, toFirst] = [vi.fn(), vi.fn(), vi.fn()];
  show(<Filters search={{}} change={change} toList={toList} toFirst={toFirst} />);
  const field = screen.getByRole<HTMLInputElement>("searchbox");
  fireEvent.change(field, { target: { value: "打印机 " } });
  return { field, change, toList, toFirst };
}

test("Enter asks at once for what was typed, and leads to what it finds", () => {
  const { field, change, toFirst } = searching();
  fireEvent.keyDown(field, { key: "Enter" });
  expect(change.mock.calls).toEqual([[{ q: "打印机" }]]);
  expect(toFirst.mock.calls).toEqual([[{ q: "打印机" }]]);
});

test("Escape leads to the list, and keeps a browser from emptying the field", () => {
  const { field, toList } = searching();
  expect(fireEvent.keyDown(field, { key: "Escape" })).toBe(false);
  expect(toList).toHaveBeenCalledOnce();
});

test("while a word is composed its keys are the input method's", () => {
  const { field, change, toList, toFirst } = searching();
  for (const key of ["Enter", "Escape"]) expect(fireEvent.keyDown(field, { key, isComposing: true })).toBe(true);
  for (const told of [change, toList, toFirst]) expect(told).not.toHaveBeenCalled();
});
