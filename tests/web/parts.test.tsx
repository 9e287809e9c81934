// @vitest-environment happy-dom
import { Input } from "@chakra-ui/react";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Problem, type ProblemCode } from "../../shared/contract/problem";
import { Unreachable } from "../../web/src/api";
import { locale } from "../../web/src/i18n";
import { fullDate } from "../../web/src/i18n/formats";
import { Async, Nothing, Refused } from "../../web/src/ui/async";
import { Field } from "../../web/src/ui/field";
import { Figure, Figures } from "../../web/src/ui/figures";
import { Notice } from "../../web/src/ui/notice";
import { Page, Panel } from "../../web/src/ui/page";
import { messageOf } from "../../web/src/ui/problem";
import { Ago, useLater } from "../../web/src/ui/time";
import { Toaster, toast } from "../../web/src/ui/toaster";
import { problemWords } from "../../web/src/ui/words";
import { onStage, show } from "./stage";

onStage();

describe("what is asked of the server", () => {
  const query = (state: { data?: string[]; error?: Error; refetch?: () => void }) => ({
    data: state.data,
    error: state.error ?? null,
    isPending: state.data === undefined && !state.error,
    refetch: state.refetch ?? (() => undefined),
  });
  const list = (state: Parameters<typeof query>[0]) => (
    <Async query={query(state)} isEmpty={(all) => all.length === 0} empty={<Nothing title="空空如也" hint="新建一个" />}>
      {(all) => <p>{all.join("，")}</p>}
    </Async>
  );
  const problem = (code: ProblemCode) => new Problem(code, "The server's own sentence.");

  test.each([
    ["zh-CN", "正在加载"],
    ["en", "Loading"],
  ] as const)("says in %s that it loads", (language, name) => {
    show(list({}), language);
    expect(screen.getByRole("status", { name })).toBeTruthy();
  });

  test("is there, or there is nothing of it and a word on what to do", () => {
    const { unmount } = show(list({ data: ["甲", "乙"] }));
    expect(screen.getByText("甲，乙")).toBeTruthy();
    expect(screen.queryByText("空空如也")).toBeNull();
    unmount();
    show(list({ data: [] }));
    expect(screen.getByText("空空如也")).toBeTruthy();
    expect(screen.getByText("新建一个")).toBeTruthy();
  });

  test("stays on the screen while a later look at it fails", () => {
    show(list({ data: ["甲"], error: problem("database-away") }));
    expect(screen.getByText("甲")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("failed: an alert with its reason, and a button that asks again", () => {
    const refetch = vi.fn();
    show(list({ error: new Unreachable(null), refetch }));
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toContain("没能加载");
    expect(alert.textContent).toContain("请检查网络后重试");
    fireEvent.click(within(alert).getByRole("button", { name: "重试" }));
    expect(refetch).toHaveBeenCalledOnce();
  });

  test("away with its database: a read says nothing of what may have happened", () => {
    show(list({ error: problem("database-away") }), "en");
    expect(screen.getByRole("alert").textContent).toContain("The database is unavailable. Try again in a moment.");
    expect(screen.queryByText(/may have happened/)).toBeNull();
  });

  test.each([
    ["not-allowed", "zh-CN", "你没有权限查看这里", "租户管理员"],
    ["not-allowed", "en", "You don't have access", "Ask an admin"],
    ["not-found", "zh-CN", "找不到", "可能已被删除"],
    ["not-found", "en", "Not found", "may have been deleted"],
    ["deactivated", "zh-CN", "你没有权限查看这里", "已被停用"],
  ] as const)("%s in %s is no failure that one could try again", (code, language, title, hint) => {
    show(list({ error: problem(code) }), language);
    expect(screen.getByText(title)).toBeTruthy();
    expect(screen.getByText(new RegExp(hint))).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.queryByText(/server's own/)).toBeNull();
  });

  test("every refusal has its sentence in the reader's language, and a conflict keeps the server's where it is English", () => {
    locale.set("zh-CN");
    for (const [code, { zh }] of Object.entries(problemWords)) expect(messageOf(problem(code as ProblemCode))).toBe(zh); // its own keys
    locale.set("en");
    expect(messageOf(problem("stale"))).toBe(problemWords.stale.en);
    expect(messageOf(problem("conflict"))).toBe("The server's own sentence.");
    expect(messageOf(new Unreachable(502))).toContain("502");
  });

  test("a refused action has its alert beside it, and without a refusal there is nothing", () => {
    const { container, unmount } = show(<Refused error={undefined} />);
    expect(container.textContent).toBe("");
    unmount();
    show(<Refused error={problem("stale")} />);
    expect(screen.getByRole("alert").textContent).toBe(problemWords.stale.zh);
  });
});

describe("a field", () => {
  test("ties its label, its help and its error to the control", async () => {
    show(
      <Field label="名称" help="不超过 80 字" error="请填写" required>
        <Input />
      </Field>,
    );
    const input = screen.getByRole("textbox", { name: /名称/ });
    expect(input.getAttribute("aria-invalid")).toBe("true");
    expect(input.hasAttribute("required")).toBe(true);
    const told = (attribute: string) => document.getElementById(input.getAttribute(attribute) ?? "")?.textContent;
    await waitFor(() => expect([told("aria-describedby"), told("aria-errormessage")]).toEqual(["不超过 80 字", "请填写"]));
    expect(screen.getByRole("alert").textContent).toBe("请填写");
    expect(screen.getByRole("img", { name: "必填" })).toBeTruthy();
  });

  test("without an error it is valid; quiet or disabled it keeps its name", () => {
    show(
      <Field label="Name" quiet disabled>
        <Input />
      </Field>,
      "en",
    );
    const input = screen.getByRole("textbox", { name: "Name" });
    expect(input.getAttribute("aria-invalid")).not.toBe("true");
    expect(input.hasAttribute("disabled")).toBe(true);
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("notices, figures and the frame", () => {
  test("only an error interrupts; a notice has its title and what to do", () => {
    show(
      <>
        <Notice kind="error">坏了</Notice>
        <Notice kind="warning" title="快满了" action={<button type="button">清理</button>}>
          还剩一成
        </Notice>
        <Notice kind="info">知道一下</Notice>
      </>,
    );
    expect(screen.getAllByRole("alert").map((one) => one.textContent)).toEqual(["坏了"]);
    expect(screen.getByText("快满了")).toBeTruthy();
    expect(screen.getByRole("button", { name: "清理" })).toBeTruthy();
  });

  test("a figure has its name, and one that warns looks different", () => {
    show(
      <Figures>
        <Figure label="待处理" value="3" />
        <Figure label="死信" value="1" warn />
      </Figures>,
    );
    expect(screen.getByText("待处理").nextElementSibling?.textContent).toBe("3");
    expect(screen.getByText("1").className).not.toBe(screen.getByText("3").className);
  });

  test("a page names the window, has one first heading, and parts with names", () => {
    show(
      <Page title="工单" windowTitle="#7 打印机" subtitle="12 张" actions={<button type="button">新建</button>}>
        <Panel title="进展" aside="刚刚">
          内容
        </Panel>
      </Page>,
    );
    expect(document.title).toBe("#7 打印机 · PFlow");
    expect(screen.getAllByRole("heading", { level: 1 }).map((one) => one.textContent)).toEqual(["工单"]);
    expect(within(screen.getByRole("region", { name: "进展" })).getByRole("heading", { level: 2, name: "进展" })).toBeTruthy();
    expect(screen.getByText("12 张")).toBeTruthy();
  });
});

describe("time", () => {
  const now = Date.parse("2026-03-01T12:00:00.000Z");
  beforeEach(() => void vi.useFakeTimers({ now }));
  afterEach(() => void vi.useRealTimers());

  test("tells the full date to whoever points at it, and grows older by itself", () => {
    const at = "2026-03-01T11:59:30.000Z";
    show(<Ago at={at} />, "en");
    const time = document.querySelector("time");
    expect(time?.getAttribute("datetime")).toBe(at);
    expect(time?.title).toBe(fullDate(at, "en"));
    act(() => void vi.advanceTimersByTime(5 * 60_000));
    expect(time?.textContent).toBe("5 min. ago");
  });

  test("something that was made after the clock's last tick is not in the future", () => {
    vi.setSystemTime(now + 3_600_000);
    show(<Ago at={new Date(Date.now() + 20_000).toISOString()} />);
    expect(document.querySelector("time")?.textContent).toBe("刚刚");
  });

  function Late() {
    return <p>{useLater(1_000) ? "late" : "soon"}</p>;
  }
  test("what is said only after a moment waits for it", () => {
    show(<Late />);
    expect(screen.getByText("soon")).toBeTruthy();
    act(() => void vi.advanceTimersByTime(1_000));
    expect(screen.getByText("late")).toBeTruthy();
  });
});

describe("toasts", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    act(() => void vi.runAllTimers());
    vi.useRealTimers();
  });
  const messages = () => screen.getByRole("region", { name: /^(消息|Messages)$/ });

  test("politely say what was done, and go after five seconds", () => {
    show(<Toaster />);
    act(() => toast("链接已复制"));
    expect(messages().getAttribute("aria-live")).toBe("polite");
    expect(within(messages()).getByText("链接已复制")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    act(() => void vi.advanceTimersByTime(5_000));
    expect(messages().textContent).toBe("");
  });

  test("with an undo stay longer, undo once and are gone", () => {
    const run = vi.fn();
    show(<Toaster />);
    act(() => toast("已移动", { action: { label: "撤销", run } }));
    act(() => void vi.advanceTimersByTime(6_000));
    fireEvent.click(screen.getByRole("button", { name: "撤销" }));
    expect(run).toHaveBeenCalledOnce();
    expect(messages().textContent).toBe("");
  });

  test("a failure interrupts, the cross takes it away, and there are never more than three", () => {
    show(<Toaster />, "en");
    act(() => {
      for (const text of ["one", "two", "three", "four"]) toast(text, { kind: "failed" });
    });
    expect(screen.getAllByRole("alert").map((one) => one.textContent)).toEqual(["two", "three", "four"]);
    fireEvent.click(within(screen.getByText("three").parentElement as HTMLElement).getByRole("button", { name: "Close" })); // it has one
    expect(screen.getAllByRole("alert").map((one) => one.textContent)).toEqual(["two", "four"]);
  });
});
