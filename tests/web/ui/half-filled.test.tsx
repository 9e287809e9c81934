// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { describe, expect, test } from "vitest";
import type { Locale } from "../../../web/src/i18n";
import { AskDialog } from "../../../web/src/process/ask-dialog";
import { Dialog } from "../../../web/src/ui/dialog";
import { PeoplePicker } from "../../../web/src/ui/people-picker";
import { PersonPicker } from "../../../web/src/ui/person-picker";
import { onStage, people, serve, show, tenant } from "../stage";

onStage();

const [chen] = people;

function Opened({ children }: { children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        opener
      </button>
      {open && children(() => setOpen(false))}
    </>
  );
}

const opener = () => screen.getByText("opener");
const dialog = () => screen.queryByRole("dialog");
const question = () => screen.queryByRole("alertdialog", { name: "放弃已填写的内容？" });
const answer = (name: string) => within(screen.getByRole("alertdialog")).getByRole("button", { name });
const pressEscape = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
const clickBeside = () => fireEvent.pointerDown(document.body, { pointerType: "mouse", button: 0 });

const openIt = async (children: (close: () => void) => ReactNode, language?: Locale) => {
  show(<Opened>{children}</Opened>, language);
  opener().focus();
  fireEvent.click(opener());
  const opened = await screen.findByRole("dialog");
  await waitFor(() => expect(opened.contains(document.activeElement)).toBe(true));
  return opened;
};
const transfer = (language?: Locale) =>
  openIt((close) => <AskDialog title="转办" action="转办" says={{ label: "原因" }} busy={false} error={null} close={close} go={() => undefined} />, language);
const box = () => screen.getByRole<HTMLTextAreaElement>("textbox");
const type = (text: string) => fireEvent.change(box(), { target: { value: text } });
const isClosed = async () => {
  await waitFor(() => expect(dialog()).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(opener()));
};

describe("a dialog in which nothing was filled in", () => {
  test.each([
    ["Escape", pressEscape],
    ["a click beside it", clickBeside],
  ] as const)("is closed by %s", async (_, leave) => {
    await transfer();
    // It hears what is beside it a moment after it is drawn.
    await waitFor(() => {
      if (dialog()) leave();
      expect(dialog()).toBeNull();
    });
    await isClosed();
  });
});

describe("what was filled in", () => {
  test.each([
    ["Escape", pressEscape],
    ["a click beside it", clickBeside],
  ] as const)("is not dropped by %s: it asks, and goes on where one was", async (_, leave) => {
    await transfer();
    box().focus();
    type("我在休假");
    await waitFor(() => {
      if (!question()) leave();
      expect(question()).not.toBeNull();
    });
    await waitFor(() => expect(document.activeElement).toBe(answer("继续填写")));
    fireEvent.click(answer("继续填写"));
    expect(question()).toBeNull();
    expect(document.activeElement).toBe(box());
    expect(box().value).toBe("我在休假");
  });

  const nearlyLeft = async (language?: Locale) => {
    await transfer(language);
    box().focus();
    type("我在休假");
    pressEscape();
    await waitFor(() => expect(screen.getByRole("alertdialog").contains(document.activeElement)).toBe(true));
  };

  test("is dropped by whoever says so, and the focus goes back to what opened it", async () => {
    await nearlyLeft();
    fireEvent.click(answer("放弃"));
    await isClosed();
  });

  test("stays when Escape is pressed again, and may be nearly left once more", async () => {
    await nearlyLeft();
    pressEscape();
    await waitFor(() => expect(question()).toBeNull());
    expect(document.activeElement).toBe(box());
    pressEscape();
    await waitFor(() => expect(question()).not.toBeNull());
  });

  test("is gone on with by going back to it, without an answer", async () => {
    await nearlyLeft();
    box().focus();
    await waitFor(() => expect(question()).toBeNull());
    expect(document.activeElement).toBe(box());
  });

  test("is asked about in English", async () => {
    await nearlyLeft("en");
    expect(screen.getByRole("alertdialog", { name: "Discard changes?" })).toBeTruthy();
    expect(answer("Keep editing")).toBe(document.activeElement);
    fireEvent.click(answer("Discard"));
    await isClosed();
  });

  test.each(["取消", "关闭"])("is dropped at once by %s, which nobody presses by accident", async (name) => {
    await transfer();
    type("我在休假");
    fireEvent.click(screen.getByRole("button", { name }));
    await isClosed();
    expect(question()).toBeNull();
  });
});

describe("filled in is", () => {
  const asks = async () => {
    pressEscape();
    await waitFor(() => expect(question()).not.toBeNull());
  };

  test("what was chosen of a list, or ticked", async () => {
    const opened = await openIt((close) => (
      <Dialog open close={close} title="退回">
        <select defaultValue="a">
          <option value="a">a</option>
          <option value="b">b</option>
        </select>
        <input type="checkbox" />
      </Dialog>
    ));
    fireEvent.change(within(opened).getByRole("combobox"), { target: { value: "b" } });
    await asks();
    pressEscape();
    await waitFor(() => expect(question()).toBeNull());
    fireEvent.click(within(opened).getByRole("checkbox"));
    await asks();
  });

  function One({ close }: { close: () => void }) {
    const [value, setValue] = useState<string | null>(null);
    return (
      <Dialog open close={close} title="转交">
        <PersonPicker label="处理人" value={value} onChange={setValue} />
      </Dialog>
    );
  }
  const picker = () => screen.getByRole<HTMLInputElement>("combobox", { name: "处理人" });
  const look = async () => {
    picker().focus();
    fireEvent.change(picker(), { target: { value: "陈" } });
    await screen.findByRole("option", { name: new RegExp(chen.name) });
  };

  test("who was chosen", async () => {
    serve(tenant);
    await openIt((close) => <One close={close} />);
    await look();
    fireEvent.keyDown(picker(), { key: "Enter" });
    await waitFor(() => expect(picker().value).toBe(chen.name));
    await asks();
  });

  test("not whom one only looked for", async () => {
    serve(tenant);
    await openIt((close) => <One close={close} />);
    await look();
    pressEscape();
    await waitFor(() => expect(screen.queryByRole("option")).toBeNull());
    pressEscape();
    await isClosed();
  });

  test("who was taken out again", async () => {
    serve(tenant);
    const Several = ({ close }: { close: () => void }) => {
      const [value, setValue] = useState<string[]>([chen.id]);
      return (
        <Dialog open close={close} title="抄送">
          <PeoplePicker label="抄送给" value={value} onChange={setValue} />
        </Dialog>
      );
    };
    await openIt((close) => <Several close={close} />);
    const chip = await screen.findByRole("button", { name: `移除 ${chen.name}` });
    fireEvent.click(chip);
    await asks();
  });

  test("nothing where a form is only tried out", async () => {
    const opened = await openIt((close) => (
      <Dialog open close={close} title="版本" trial>
        <input />
      </Dialog>
    ));
    fireEvent.change(within(opened).getByRole("textbox"), { target: { value: "3" } });
    pressEscape();
    await isClosed();
  });

  test("nothing any more once it was kept, though the dialog stays", async () => {
    const Absences = ({ close }: { close: () => void }) => {
      const [editing, setEditing] = useState(true);
      return (
        <Dialog open close={close} title="外出代理">
          {editing ? (
            <form
              aria-label="f"
              onSubmit={(event) => {
                event.preventDefault();
                setEditing(false);
              }}
            >
              <input />
            </form>
          ) : (
            <button type="button">安排外出</button>
          )}
        </Dialog>
      );
    };
    const opened = await openIt((close) => <Absences close={close} />);
    fireEvent.change(within(opened).getByRole("textbox"), { target: { value: "婚假" } });
    fireEvent.submit(within(opened).getByRole("form"));
    within(opened).getByRole("button", { name: "安排外出" }).focus();
    pressEscape();
    await isClosed();
  });
});
