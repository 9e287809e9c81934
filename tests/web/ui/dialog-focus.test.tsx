// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { Problem } from "../../../shared/contract/problem";
import { Confirm, Dialog } from "../../../web/src/ui/dialog";
import { Toaster } from "../../../web/src/ui/toaster";
import { problemWords } from "../../../web/src/ui/words";
import { onStage, show } from "../stage";

onStage();

function Opened({ children }: { children: (open: boolean, close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        打开
      </button>
      {children(open, () => setOpen(false))}
      <Toaster />
    </>
  );
}
const opener = () => screen.getByText("打开");
const openIt = async (role: "dialog" | "alertdialog") => {
  opener().focus();
  fireEvent.click(opener());
  const dialog = await screen.findByRole(role);
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  return dialog;
};
const pressEscape = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });

describe("the focus", () => {
  test.each([
    ["Escape", pressEscape],
    ["the cross", () => fireEvent.click(screen.getByRole("button", { name: "关闭" }))],
  ] as const)("goes into a dialog, and by %s back to the button that opened it", async (_, leave) => {
    show(
      <Opened>
        {(open, close) => (
          <Dialog open={open} close={close} title="新建表单">
            <input aria-label="名称" />
          </Dialog>
        )}
      </Opened>,
    );
    await openIt("dialog");
    leave();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(opener()));
  });
});

describe("a question that one leaves before it is answered", () => {
  const question = (confirm: () => Promise<unknown>, closed = vi.fn()) => {
    show(
      <Opened>
        {(open, close) => (
          <Confirm
            open={open}
            close={() => {
              closed();
              close();
            }}
            title="删除表单"
            text="不能恢复。"
            action="删除"
            danger
            confirm={confirm}
          />
        )}
      </Opened>,
    );
    return closed;
  };
  const later = () => {
    let settle: { done: () => void; refuse: (error: unknown) => void } = { done: () => undefined, refuse: () => undefined };
    const confirm = vi.fn(() => new Promise<void>((done, refuse) => (settle = { done, refuse })));
    return { confirm, done: () => settle.done(), refuse: (error: unknown) => settle.refuse(error) };
  };
  const answer = async () => fireEvent.click(within(await openIt("alertdialog")).getByRole("button", { name: "删除" }));
  const leave = async () => {
    fireEvent.click(screen.getByRole("button", { name: "取消" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  };

  test("says its refusal as a message, and not in the next question", async () => {
    const { confirm, refuse } = later();
    question(confirm);
    await answer();
    await leave();
    await act(async () => refuse(new Problem("stale", "Changed.")));
    expect(within(screen.getByRole("region", { name: "消息" })).getByRole("alert").textContent).toContain(problemWords.stale.zh);
    const again = await openIt("alertdialog");
    expect(within(again).queryByRole("alert")).toBeNull();
  });

  test("does not shut the next one when it is done", async () => {
    const { confirm, done } = later();
    const closed = question(confirm);
    await answer();
    await leave();
    const again = await openIt("alertdialog");
    expect(within(again).getByRole<HTMLButtonElement>("button", { name: "删除" }).disabled).toBe(false);
    await act(async () => done());
    expect(closed).toHaveBeenCalledOnce();
    expect(screen.getByRole("alertdialog")).toBe(again);
  });

  test("Escape leaves it without an answer", async () => {
    const { confirm } = later();
    const closed = question(confirm);
    await openIt("alertdialog");
    pressEscape();
    await waitFor(() => expect(closed).toHaveBeenCalledOnce());
    expect(confirm).not.toHaveBeenCalled();
    await waitFor(() => expect(document.activeElement).toBe(opener()));
  });
});
