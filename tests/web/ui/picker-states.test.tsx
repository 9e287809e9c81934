// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { describe, expect, test, vi } from "vitest";
import type { Locale } from "../../../web/src/i18n";
import { Dialog } from "../../../web/src/ui/dialog";
import { PersonPicker } from "../../../web/src/ui/person-picker";
import { onStage, people, refused, serve, show, tenant } from "../stage";

onStage();

const [chen, li, wang] = people;
const box = () => screen.getByRole<HTMLInputElement>("combobox");
const options = () => screen.queryAllByRole("option").map((one) => one.textContent);
const key = (name: string) => fireEvent.keyDown(box(), { key: name });
const type = (text: string) => fireEvent.change(box(), { target: { value: text } });

const choosing = (language: Locale = "zh-CN") => {
  const onChange = vi.fn();
  show(<PersonPicker label="处理人" value={null} onChange={onChange} />, language);
  return onChange;
};

describe("who is offered", () => {
  const asked = async (picker: ReactNode) => {
    const queries: URLSearchParams[] = [];
    serve((path, query) => {
      if (path === "/api/users") queries.push(query);
      return tenant(path, query);
    });
    show(picker);
    fireEvent.click(box());
    await waitFor(() => expect(options().length).toBe(3));
    return queries.map((query) => [query.get("kind"), query.get("active")]);
  };

  test("to do something: people who are there, and no program", async () => {
    expect(await asked(<PersonPicker label="代理人" value={null} onChange={() => undefined} />)).toEqual([["person", "true"]]);
  });

  test("to filter by: programs and those who are gone as well, since tickets name them", async () => {
    expect(await asked(<PersonPicker anybody label="申请人" value={null} onChange={() => undefined} />)).toEqual([[null, null]]);
  });
});

describe("when people can't be read", () => {
  test.each([
    ["zh-CN", "database-away", "数据库暂时不可用，请稍后重试。", "重试"],
    ["en", "database-away", "The database is unavailable. Try again in a moment.", "Try again"],
    ["zh-CN", "too-often", "操作太频繁，请稍等片刻。", "重试"],
  ] as const)("in %s, %s: the list says why, and its button asks again", async (language, code, sentence, retry) => {
    let away = true;
    serve((path, query) => (away ? refused(code) : tenant(path, query)));
    choosing(language);
    fireEvent.click(box());
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain(sentence);
    expect(screen.queryByText(/没有匹配的人|No people match/)).toBeNull();
    away = false;
    const again = within(alert).getByRole("button", { name: retry });
    expect(fireEvent.mouseDown(again)).toBe(false); // the input keeps the focus, and the list stays open
    expect(again.tabIndex).toBe(-1); // Tab leaves the list, and does not fall into what goes with it
    fireEvent.click(again);
    await waitFor(() => expect(options().length).toBe(3));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("Enter in a list that failed asks again, so that no mouse is needed", async () => {
    let away = true;
    serve((path, query) => (away ? refused("too-often") : tenant(path, query)));
    choosing();
    key("ArrowDown");
    await screen.findByRole("alert");
    away = false;
    key("Enter");
    await waitFor(() => expect(options().length).toBe(3));
  });

  test.each([
    ["zh-CN", "正在加载"],
    ["en", "Loading"],
  ] as const)("a list that takes its time says so in %s", async (language, words) => {
    choosing(language);
    fireEvent.click(box());
    expect((await screen.findByRole("status")).textContent).toBe(words);
  });

  test("who may not see them is told so, and is not asked to try again", async () => {
    serve(() => refused("not-allowed"));
    choosing();
    fireEvent.click(box());
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toBe("你没有权限这样做。");
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("while the database wakes up the list waits, and then is there by itself", async () => {
    let asked = 0;
    serve((path, query) => {
      asked += 1;
      return asked === 1 ? refused("database-waking", { "retry-after": "0.01" }) : tenant(path, query);
    });
    choosing();
    fireEvent.click(box());
    await waitFor(() => expect(options().length).toBe(3));
    expect(asked).toBe(2);
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("answers that are slower than the keys", () => {
  /** The first list comes at once, every later one when the test says so. */
  const slowly = () => {
    let late = true;
    serve((path, query) => (query.get("q") && late ? undefined : tenant(path, query)));
    return () => {
      late = false;
    };
  };

  test("Enter does not choose somebody from the list of what was typed before", async () => {
    slowly();
    const onChange = choosing();
    fireEvent.click(box());
    await waitFor(() => expect(options().length).toBe(3));
    type("王");
    await act(async () => undefined);
    key("Enter");
    expect(onChange).not.toHaveBeenCalled();
    expect(box().getAttribute("aria-activedescendant")).toBeNull();
    expect(box().getAttribute("aria-expanded")).toBe("true");
  });

  test("nobody is said of a name only once the server was asked for that name", async () => {
    slowly();
    serve((path, query) => (query.get("q") === "王" ? undefined : tenant(path, query)));
    choosing();
    type("赵");
    expect(await screen.findByText("没有匹配的人")).toBeTruthy();
    type("王");
    await waitFor(() => expect(screen.queryByText("没有匹配的人")).toBeNull());
  });
});

describe("inside a form", () => {
  test("Enter in an open list never sends the form; in a shut one it is the form's", async () => {
    serve(tenant);
    const send = vi.fn((event: FormEvent) => event.preventDefault());
    show(
      <form onSubmit={send}>
        <PersonPicker label="处理人" value={null} onChange={() => undefined} />
      </form>,
    );
    type("赵");
    expect(await screen.findByText("没有匹配的人")).toBeTruthy();
    expect(key("Enter")).toBe(false); // its default, which sends, was prevented
    key("Escape");
    expect(key("Enter")).toBe(true);
  });

  function InDialog({ close }: { close: () => void }) {
    const [value, setValue] = useState<string | null>(li.id);
    return (
      <Dialog open close={close} title="转交">
        <PersonPicker label="处理人" value={value} onChange={setValue} />
      </Dialog>
    );
  }

  test("Escape shuts the open list and keeps the dialog; the next one leaves the dialog", async () => {
    serve(tenant);
    const close = vi.fn();
    show(<InDialog close={close} />);
    await waitFor(() => expect(box().value).toBe(li.name));
    await waitFor(() => expect(screen.getByRole("dialog").contains(document.activeElement)).toBe(true));
    box().focus();
    type("王");
    await waitFor(() => expect(options()).toEqual([expect.stringContaining(wang.name)]));
    key("Escape");
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(box().value).toBe(li.name);
    expect(close).not.toHaveBeenCalled();
    key("Escape");
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
  });

  test("leaving it by Tab shuts the list and chooses nobody", async () => {
    serve(tenant);
    const onChange = choosing();
    type("陈");
    await waitFor(() => expect(options()).toEqual([expect.stringContaining(chen.name)]));
    fireEvent.blur(box());
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(box().value).toBe("");
    expect(onChange).not.toHaveBeenCalled();
  });
});
