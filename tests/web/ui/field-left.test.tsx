// @vitest-environment happy-dom
// A field says what is wrong with it once it is left; but what is pressed meanwhile must not move before it is clicked.
import { act, fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { FormDefinition } from "../../../shared/contract/form-definition";
import { FormFields, useFilledForm } from "../../../web/src/form/render";
import { onStage, show } from "../stage";

onStage();

const options = [
  { value: "a", label: "甲" },
  { value: "b", label: "乙" },
];
const definition = FormDefinition.parse({
  fields: [
    { key: "reason", type: "text", label: "事由", required: true },
    { key: "kind", type: "radio", label: "类型", options, required: true },
    { key: "things", type: "multiselect", label: "物品", options, minItems: 2, required: true },
    { key: "rows", type: "table", label: "明细", columns: [{ key: "name", type: "text", label: "名称", required: true }] },
  ],
});
function Filled() {
  return <FormFields form={useFilledForm(definition, { rows: [{}] })} />;
}
const said = () => screen.queryAllByRole("alert").length;
/** The pointer goes down on something: what has the focus loses it. */
const press = (target: HTMLElement, left: HTMLElement) => {
  fireEvent.mouseDown(target);
  act(() => left.blur());
};
const release = (target: HTMLElement) => {
  fireEvent.mouseUp(target);
  fireEvent.click(target);
};

test("nothing is said between the press and the click, and what was left says it after", async () => {
  show(<Filled />);
  const reason = screen.getByLabelText(/事由/);
  act(() => reason.focus());
  press(document.body, reason);
  expect(said()).toBe(0);
  release(document.body);
  expect((await screen.findByRole("alert")).textContent).toBe("请填写。");
});

test("a cell of a table waits for the click too", async () => {
  show(<Filled />);
  const cell = screen.getByLabelText("名称，第 1 行");
  act(() => cell.focus());
  press(document.body, cell);
  expect(said()).toBe(0);
  release(document.body);
  await screen.findByRole("alert");
});

test("a choice whose label is clicked was not left", async () => {
  show(<Filled />);
  const [first, second] = screen.getAllByRole("checkbox");
  if (!first || !second) throw new Error("There are two choices.");
  act(() => first.focus());
  press(second, first);
  act(() => second.focus());
  release(second);
  // Whatever waited for the click has had its turn.
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(said()).toBe(0);
});

test("the keyboard's way from one choice to the next is no leaving; out of them it is", () => {
  show(<Filled />);
  const [first, second] = screen.getAllByRole("checkbox");
  if (!first || !second) throw new Error("There are two choices.");
  act(() => first.focus());
  act(() => second.focus());
  expect(said()).toBe(0);
  act(() => screen.getByLabelText(/事由/).focus());
  expect(said()).toBe(1);
});
