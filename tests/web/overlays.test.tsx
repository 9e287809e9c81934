// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { Problem } from "../../shared/contract/problem";
import { ActionMenu, type MenuEntry } from "../../web/src/ui/action-menu";
import { Confirm, Dialog } from "../../web/src/ui/dialog";
import { problemWords } from "../../web/src/ui/words";
import { onStage, show } from "./stage";

onStage();

describe("a dialog", () => {
  test("has its name and says nothing while it is shut", () => {
    const close = vi.fn();
    const { unmount } = show(
      <Dialog open={false} close={close} title="新建表单">
        内容
      </Dialog>,
    );
    expect(screen.queryByRole("dialog")).toBeNull();
    unmount();
    show(
      <Dialog open close={close} title="新建表单" footer={<button type="button">创建</button>}>
        内容
      </Dialog>,
    );
    const dialog = screen.getByRole("dialog", { name: "新建表单" });
    expect(within(dialog).getByText("内容")).toBeTruthy();
    expect(within(dialog).getByRole("button", { name: "创建" })).toBeTruthy();
  });

  test.each([
    ["zh-CN", "关闭"],
    ["en", "Close"],
  ] as const)("in %s its cross closes it", async (language, name) => {
    const close = vi.fn();
    show(
      <Dialog open close={close} title="T">
        x
      </Dialog>,
      language,
    );
    fireEvent.click(screen.getByRole("button", { name }));
    await waitFor(() => expect(close).toHaveBeenCalled());
  });

  test("Escape closes it", async () => {
    const close = vi.fn();
    show(
      <Dialog open close={close} title="T">
        x
      </Dialog>,
    );
    // It listens once it is laid out.
    await waitFor(() => {
      fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
      expect(close).toHaveBeenCalled();
    });
  });
});

describe("a question before what can't be undone", () => {
  const ask = (confirm: () => Promise<unknown>, close = vi.fn()) => {
    show(<Confirm open close={close} title="删除表单" text="不能恢复。" action="删除" danger confirm={confirm} />);
    return close;
  };
  const yes = () => screen.getByRole("button", { name: "删除" });

  test("interrupts with its name and its reason; cancelling does nothing", () => {
    const confirm = vi.fn(async () => undefined);
    const close = ask(confirm);
    expect(within(screen.getByRole("alertdialog", { name: "删除表单" })).getByText("不能恢复。")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "取消" }));
    expect(close).toHaveBeenCalledOnce();
    expect(confirm).not.toHaveBeenCalled();
  });

  test("can't be answered twice while it works, and closes when it is done", async () => {
    let done: () => void = () => undefined;
    const confirm = vi.fn(() => new Promise<void>((resolve) => (done = resolve)));
    const close = ask(confirm);
    fireEvent.click(yes());
    await waitFor(() => expect(document.querySelector("[data-loading]")).not.toBeNull());
    fireEvent.click(document.querySelector("[data-loading]") as Element); // seen above
    expect(confirm).toHaveBeenCalledOnce();
    expect(close).not.toHaveBeenCalled();
    done();
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
  });

  test("stays open with the reason if it was refused, and may be answered again", async () => {
    const confirm = vi.fn<() => Promise<unknown>>().mockRejectedValueOnce(new Problem("stale", "Changed.")).mockResolvedValueOnce(undefined);
    const close = ask(confirm);
    fireEvent.click(yes());
    expect((await screen.findByRole("alert")).textContent).toBe(problemWords.stale.zh);
    expect(close).not.toHaveBeenCalled();
    fireEvent.click(yes());
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("a menu", () => {
  const entries: MenuEntry[] = [
    { value: "open", label: "打开", note: "O" },
    { value: "copy", label: "复制", disabled: true },
    { value: "remove", label: "删除", danger: true, apart: true },
  ];
  const menu = async (choose = vi.fn(), given = entries) => {
    show(<ActionMenu trigger={<button type="button">更多操作</button>} label="更多操作" entries={given} choose={choose} />);
    const button = screen.getByRole("button", { name: "更多操作" });
    expect(button.getAttribute("aria-haspopup")).toBe("menu");
    expect(button.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(button);
    const opened = await screen.findByRole("menu", { name: "更多操作" });
    return { button, opened, choose };
  };

  test("opens at its button, which says so, with a separator and what can't be chosen", async () => {
    const { button, opened } = await menu();
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(
      within(opened)
        .getAllByRole("menuitem")
        .map((one) => one.textContent),
    ).toEqual(["打开O", "复制", "删除"]);
    expect(within(opened).getByRole("menuitem", { name: "复制" }).getAttribute("aria-disabled")).toBe("true");
    expect(within(opened).getAllByRole("separator").length).toBe(1);
  });

  test("arrows pass over what can't be chosen, and Enter chooses", async () => {
    const { opened, choose } = await menu();
    fireEvent.keyDown(opened, { key: "ArrowDown" });
    await waitFor(() => expect(opened.querySelector("[data-highlighted]")?.textContent).toBe("打开O"));
    fireEvent.keyDown(opened, { key: "ArrowDown" });
    await waitFor(() => expect(opened.querySelector("[data-highlighted]")?.textContent).toBe("删除"));
    fireEvent.keyDown(opened, { key: "Enter" });
    await waitFor(() => expect(choose).toHaveBeenCalledWith("remove"));
  });

  test("Escape closes it, chooses nothing, and gives the focus back to its button", async () => {
    const { button, opened, choose } = await menu();
    fireEvent.keyDown(opened, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(document.activeElement).toBe(button);
    expect(choose).not.toHaveBeenCalled();
  });

  function Several() {
    const [on, setOn] = useState<string[]>(["open"]);
    const toggle = (value: string) => setOn(on.includes(value) ? on.filter((one) => one !== value) : [...on, value]);
    const ticked = ["open", "done"].map((value) => ({ value, label: value, checked: on.includes(value) }));
    return <ActionMenu trigger={<button type="button">Status</button>} label="Status" entries={ticked} choose={toggle} several />;
  }
  test("of several it stays open, and each says whether it is chosen", async () => {
    show(<Several />, "en");
    fireEvent.click(screen.getByRole("button", { name: "Status" }));
    const states = () => screen.getAllByRole("menuitemcheckbox").map((one) => one.getAttribute("aria-checked"));
    await waitFor(() => expect(states()).toEqual(["true", "false"]));
    const opened = screen.getByRole("menu", { name: "Status" });
    fireEvent.keyDown(opened, { key: "End" });
    await waitFor(() => expect(opened.querySelector("[data-highlighted]")?.textContent).toBe("done"));
    fireEvent.keyDown(opened, { key: "Enter" });
    await waitFor(() => expect(states()).toEqual(["true", "true"]));
  });
});
