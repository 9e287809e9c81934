// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { PeoplePicker } from "../../web/src/ui/people-picker";
import { PersonPicker } from "../../web/src/ui/person-picker";
import { onStage, people, serve, show, tenant } from "./stage";

onStage();

const [chen, li, wang] = people;
const box = () => screen.getByRole("combobox");
const options = () => screen.queryAllByRole("option").map((one) => one.textContent);
const key = (name: string) => fireEvent.keyDown(box(), { key: name });

describe("choosing a person", () => {
  const choosing = (value: string | null = null, language: "zh-CN" | "en" = "zh-CN") => {
    const onChange = vi.fn();
    show(<PersonPicker label="处理人" value={value} onChange={onChange} />, language);
    return onChange;
  };

  test("it is shut at first, with a name and a hint in the reader's language", () => {
    choosing(null, "en");
    expect(box().getAttribute("aria-label")).toBe("处理人");
    expect(box().getAttribute("aria-expanded")).toBe("false");
    expect(box().getAttribute("placeholder")).toBe("Find by name or email");
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  test("the list is open and empty while people are looked for, and does not say that there is nobody", () => {
    choosing();
    fireEvent.click(box());
    expect(screen.getByRole("listbox", { name: "处理人" })).toBeTruthy();
    expect(options()).toEqual([]);
    expect(screen.queryByRole("status")).toBeNull();
  });

  test("arrows go round, the active one is told to screen readers, Enter chooses", async () => {
    serve(tenant);
    const onChange = choosing();
    key("ArrowDown");
    await waitFor(() => expect(options().length).toBe(3));
    expect(options()[0]).toContain("陈静（我）");
    key("ArrowUp");
    const active = document.getElementById(box().getAttribute("aria-activedescendant") ?? "");
    expect(active?.getAttribute("aria-selected")).toBe("true");
    expect(active?.textContent).toContain(wang.name);
    key("ArrowDown");
    key("ArrowDown");
    key("Enter");
    expect(onChange).toHaveBeenCalledWith(li.id);
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  test("typing asks the server, and nobody of that name is said", async () => {
    serve(tenant);
    choosing();
    fireEvent.change(box(), { target: { value: "王" } });
    await waitFor(() => expect(options()).toEqual([expect.stringContaining("王芳")]));
    fireEvent.change(box(), { target: { value: "赵" } });
    expect((await screen.findByText("没有匹配的人")).getAttribute("role")).toBe("status");
  });

  test("Escape leaves it as it was, and a click chooses", async () => {
    serve(tenant);
    const onChange = choosing();
    fireEvent.change(box(), { target: { value: "Li" } });
    await waitFor(() => expect(options().length).toBe(1));
    key("Escape");
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.click(box());
    fireEvent.mouseDown(await screen.findByRole("option", { name: /王芳/ }));
    expect(onChange).toHaveBeenCalledWith(wang.id);
  });

  test("what an input method is still composing chooses nobody", async () => {
    serve(tenant);
    const onChange = choosing();
    fireEvent.change(box(), { target: { value: "王" } });
    await waitFor(() => expect(options().length).toBe(1));
    fireEvent.keyDown(box(), { key: "Enter", isComposing: true });
    expect(onChange).not.toHaveBeenCalled();
  });

  test("whoever is chosen has their name there, and can be taken out by a button that says of what", async () => {
    serve(tenant);
    const onChange = choosing(chen.id);
    await waitFor(() => expect((box() as HTMLInputElement).value).toBe(chen.name)); // an input
    fireEvent.click(screen.getByRole("button", { name: "清除处理人" }));
    expect(onChange).toHaveBeenCalledWith(null);
  });

  test("disabled, nobody can be chosen or taken out", () => {
    show(<PersonPicker label="处理人" value={chen.id} onChange={() => undefined} disabled />);
    expect(box().hasAttribute("disabled")).toBe(true);
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("choosing several people", () => {
  function Chosen({ most }: { most?: number }) {
    const [value, setValue] = useState<string[]>([]);
    return <PeoplePicker label="抄送" value={value} onChange={setValue} most={most} />;
  }
  const chips = () => screen.queryAllByRole("listitem").map((one) => one.textContent);
  const add = async (name: string) => {
    fireEvent.change(box(), { target: { value: name } });
    await waitFor(() => expect(options()).toEqual([expect.stringContaining(name)]));
    key("Enter");
    await waitFor(() => expect(chips().some((chip) => chip?.includes(name))).toBe(true));
  };

  test("in their order, each once, until there are as many as may be", async () => {
    serve(tenant);
    show(<Chosen most={2} />);
    await add("王芳");
    await add("王芳");
    expect(chips().length).toBe(1);
    await add("Li Lei");
    expect(chips().map((chip) => chip?.includes("王芳"))).toEqual([true, false]);
    expect(screen.queryByRole("combobox")).toBeNull();
  });

  test("one is taken out by a button with their name", async () => {
    serve(tenant);
    show(<Chosen />);
    await add("王芳");
    await add("Li Lei");
    fireEvent.click(within(screen.getByRole("list")).getByRole("button", { name: "移除 王芳" }));
    expect(chips().length).toBe(1);
    expect(chips()[0]).toContain("Li Lei");
  });
});
