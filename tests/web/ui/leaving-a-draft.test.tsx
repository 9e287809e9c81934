// @vitest-environment happy-dom
// A draft under somebody's hands: whatever way they leave it, what they did is saved, or is there when they come back.
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";
import { FormDefinition } from "../../../shared/contract/form-definition";
import { Problem } from "../../../shared/contract/problem";
import { inShapeOf } from "../../../web/src/editor/unsaved";
import { useDraft } from "../../../web/src/editor/use-draft";

/** A server that has one text in a version, and refuses what goes by another. */
function kept(text = "first") {
  const it = { version: 1, text, saves: 0, hold: Promise.resolve() };
  const save = async (version: number, value: string) => {
    it.saves += 1;
    await it.hold;
    if (version !== it.version) throw new Problem("stale", "Somebody was faster.");
    it.version += 1;
    it.text = value;
    return { version: it.version };
  };
  return { it, save };
}
type Server = ReturnType<typeof kept>;

const read = (value: unknown) => (typeof value === "string" ? value : undefined);
const open = ({ it, save }: Server, seen = { version: it.version, value: it.text }) =>
  renderHook(() => useDraft<string>({ id: "form.1", initial: seen, save, read }));
const write = (editor: ReturnType<typeof open>, text: string) => act(() => editor.result.current.change(() => text));

beforeEach(() => {
  cleanup();
  sessionStorage.clear();
});

test("what was written a moment before going to another screen is saved", async () => {
  const server = kept();
  const editor = open(server);
  write(editor, "second");
  editor.unmount();
  await waitFor(() => expect(server.it.text).toBe("second"));
  expect(open(server).result.current).toMatchObject({ value: "second", state: "saved" });
});

test("whoever comes back while that is still on its way goes on from it, and nobody is told that somebody was faster", async () => {
  const server = kept();
  let arrive = () => {};
  server.it.hold = new Promise((resolve) => {
    arrive = () => resolve();
  });
  const before = { version: server.it.version, value: server.it.text };
  const editor = open(server);
  write(editor, "second");
  editor.unmount();
  const again = open(server, before);
  expect(again.result.current).toMatchObject({ value: "second", state: "waiting" });
  write(again, "third");
  arrive();
  await act(() => again.result.current.flush());
  expect(server.it).toMatchObject({ text: "third", version: 3 });
  expect(again.result.current.state).toBe("saved");
});

describe("after a reload", () => {
  test("what was not saved is there, and can be undone", () => {
    const server = kept();
    sessionStorage.setItem("pflow.unsaved.form.1", JSON.stringify({ version: 1, value: "mine" }));
    const editor = open(server);
    expect(editor.result.current).toMatchObject({ value: "mine", state: "waiting", canUndo: true });
  });

  test("it is there although somebody saved something else meanwhile, and takes its place only when its author says so", async () => {
    const server = kept("theirs");
    server.it.version = 2;
    sessionStorage.setItem("pflow.unsaved.form.1", JSON.stringify({ version: 1, value: "mine" }));
    const editor = open(server);
    expect(editor.result.current).toMatchObject({ value: "mine", state: "stale" });
    await act(() => editor.result.current.flush());
    expect(server.it).toMatchObject({ text: "theirs", saves: 0 });
    await act(() => editor.result.current.overwrite(2));
    expect([server.it.text, editor.result.current.state]).toEqual(["mine", "saved"]);
  });

  test("what had been saved, though its answer was not heard, is no conflict", () => {
    const server = kept("mine");
    server.it.version = 2;
    sessionStorage.setItem("pflow.unsaved.form.1", JSON.stringify({ version: 1, value: "mine" }));
    expect(open(server).result.current).toMatchObject({ value: "mine", state: "saved", canUndo: false });
  });
});

test("the window asks before it closes while something is not saved, and not once it is", async () => {
  const server = kept();
  const editor = open(server);
  const isAsked = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));
  expect(isAsked()).toBe(false);
  write(editor, "second");
  expect(isAsked()).toBe(true);
  await waitFor(() => expect(editor.result.current.state).toBe("saved"));
  expect([isAsked(), server.it.text]).toEqual([false, "second"]);
});

test("what the server would not take is there again, values and all; what is of another shape is not", () => {
  const field = { type: "text", key: "坏的", label: "" };
  expect(inShapeOf(FormDefinition, { fields: [field] })).toMatchObject({ fields: [field] });
  expect(inShapeOf(FormDefinition, { fields: [{ type: "text", key: "good", label: "好" }] })).toMatchObject({ fields: [{ key: "good" }] });
  for (const other of [{ fields: [{ ...field, type: "hologram" }] }, { fields: [{ ...field, blink: true }] }, { fields: "none" }, null])
    expect(inShapeOf(FormDefinition, other)).toBeUndefined();
});
