// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { ActionMenu, type MenuEntry } from "../../../web/src/ui/action-menu";
import { onStage, show } from "../stage";

onStage();
// It comes when somebody points at what opens it: here before the first test, which would wait for it.
beforeAll(async () => void (await import("../../../web/src/ui/menu")));

const entries: MenuEntry[] = [
  { value: "assign", label: "Assign" },
  { value: "close", label: "Close" },
  { value: "copy", label: "Copy link", disabled: true },
  { value: "delete", label: "Delete", danger: true, apart: true },
];
/** Enter and Space click a button as a key does, and a pointer does otherwise. */
const byKey = (button: HTMLElement) => fireEvent.click(button);
const byPointer = (button: HTMLElement) => fireEvent.click(button, { detail: 1 });
const byArrow = (button: HTMLElement, more = {}) => fireEvent.keyDown(button, { key: "ArrowDown", ...more });

type Opened = { heading?: string; several?: boolean; by?: (button: HTMLElement) => void };
const open = async (given: readonly MenuEntry[] = entries, { by = byKey, ...more }: Opened = {}) => {
  const choose = vi.fn();
  const outside = vi.fn();
  show(
    <>
      {/* biome-ignore lint/a11y: stands for a row that opens when it is clicked. */}
      <div onClick={outside}>
        <ActionMenu trigger={<button type="button">More</button>} label="More" entries={given} choose={choose} {...more} />
      </div>
      <p>elsewhere</p>
    </>,
    "en",
  );
  const button = screen.getByText("More");
  button.focus();
  by(button);
  const menu = await screen.findByRole("menu", { name: "More" });
  return { menu, button, choose, outside };
};
/** The pointer presses an entry, which answers it or does not. */
const press = async (entry: HTMLElement, answers = true) => {
  fireEvent.pointerDown(entry, { pointerType: "mouse" });
  if (answers) await waitFor(() => expect(highlighted()).toBe(entry.textContent));
  fireEvent.pointerUp(entry, { pointerType: "mouse" });
  fireEvent.click(entry);
};
const highlighted = () => document.querySelector("[data-highlighted]")?.textContent;

describe("a menu by the keyboard", () => {
  test("takes the focus when it opens, and after a choice it goes back to the button", async () => {
    const { menu, button, choose } = await open();
    await waitFor(() => expect(document.activeElement).toBe(menu));
    expect(highlighted()).toBe("Assign");
    fireEvent.keyDown(menu, { key: "Enter" });
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(choose.mock.calls).toEqual([["assign"]]);
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute("aria-expanded")).toBe("false");
  });

  test.each([
    ["Enter or Space", byKey],
    ["the arrow", byArrow],
  ] as const)("opened by %s it begins with its first entry that can be chosen, and says so", async (_, by) => {
    const first = { value: "urge", label: "Urge", disabled: true };
    const { menu } = await open([first, ...entries], { by });
    await waitFor(() => expect(document.activeElement).toBe(menu));
    expect(highlighted()).toBe("Assign");
    expect(document.getElementById(menu.getAttribute("aria-activedescendant") ?? "")?.textContent).toBe("Assign");
    fireEvent.keyDown(menu, { key: "ArrowDown" });
    await waitFor(() => expect(highlighted()).toBe("Close"));
  });

  test("an arrow with another key is not the menu's", async () => {
    show(<ActionMenu trigger={<button type="button">More</button>} entries={entries} choose={() => undefined} />, "en");
    byArrow(screen.getByText("More"), { altKey: true });
    expect(screen.queryByRole("menu")).toBeNull();
  });

  test("Home, End and letters go to an entry, which is told to screen readers", async () => {
    const { menu } = await open();
    fireEvent.keyDown(menu, { key: "End" });
    await waitFor(() => expect(highlighted()).toBe("Delete"));
    fireEvent.keyDown(menu, { key: "Home" });
    await waitFor(() => expect(highlighted()).toBe("Assign"));
    fireEvent.keyDown(menu, { key: "c" });
    await waitFor(() => expect(highlighted()).toBe("Close"));
    const active = document.getElementById(menu.getAttribute("aria-activedescendant") ?? "");
    expect(active?.textContent).toBe("Close");
  });

  test("what can't be chosen is not chosen by a click either", async () => {
    const { menu, choose } = await open(entries, { by: byPointer });
    await press(within(menu).getByRole("menuitem", { name: "Copy link" }), false);
    expect(screen.getByRole("menu")).toBe(menu);
    await press(within(menu).getByRole("menuitem", { name: "Close" }));
    await waitFor(() => expect(choose.mock.calls).toEqual([["close"]]));
  });
});

describe("a menu by the pointer", () => {
  test("begins with none of its entries", async () => {
    const { menu } = await open(entries, { by: byPointer });
    await waitFor(() => expect(document.activeElement).toBe(menu));
    expect(highlighted()).toBeUndefined();
    fireEvent.keyDown(menu, { key: "ArrowDown" });
    await waitFor(() => expect(highlighted()).toBe("Assign"));
  });

  test("a click chooses, shuts it, and is none of the row's around it", async () => {
    const { menu, choose, outside } = await open(entries, { by: byPointer });
    outside.mockClear(); // the click on the button itself
    await press(within(menu).getByRole("menuitem", { name: "Close" }));
    await waitFor(() => expect(choose.mock.calls).toEqual([["close"]]));
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(outside).not.toHaveBeenCalled();
  });

  test("its button shuts it again", async () => {
    const { button, choose } = await open(entries, { by: byPointer });
    fireEvent.pointerDown(button);
    fireEvent.click(button);
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(button.getAttribute("aria-expanded")).toBe("false");
    expect(choose).not.toHaveBeenCalled();
  });

  test("a heading is seen and is no entry; an entry's icon has no name of its own", async () => {
    const { menu } = await open([{ value: "a", label: "Assign", icon: <svg aria-label="hand" role="img" />, note: "A" }], {
      heading: "Move to",
      by: byPointer,
    });
    expect(within(menu).getByText("Move to").getAttribute("aria-hidden")).toBe("true");
    expect(within(menu).getAllByRole("menuitem").length).toBe(1);
    expect(within(menu).getByRole("menuitem", { name: "Assign A" })).toBeTruthy();
  });

  test("of several, one that is off is ticked by a click, and the menu stays", async () => {
    const { menu, choose } = await open([{ value: "new", label: "New", checked: false }], { several: true, by: byPointer });
    await press(within(menu).getByRole("menuitemcheckbox", { name: "New" }));
    await waitFor(() => expect(choose.mock.calls).toEqual([["new"]]));
    expect(screen.getByRole("menu")).toBe(menu);
  });
});
