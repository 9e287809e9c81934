// @vitest-environment happy-dom
import { useQuery } from "@tanstack/react-query";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { departmentsQuery } from "../../../web/src/identity/people";
import { queryClient } from "../../../web/src/query-client";
import { Notices } from "../../../web/src/shell/shell";
import { Async, Nothing } from "../../../web/src/ui/async";
import { type Answer, departments, onStage, refused, serve, show, tenant } from "../stage";

onStage();

/** A list as a screen has it, with the notices of the shell above. */
function Departments() {
  const query = useQuery(departmentsQuery);
  return (
    <>
      <Notices />
      <Async query={query} isEmpty={({ data }) => data.length === 0} empty={<Nothing title="还没有部门" />}>
        {({ data }) => (
          <ul>
            {data.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        )}
      </Async>
    </>
  );
}
const names = () => screen.queryAllByRole("listitem").map((one) => one.textContent);
const all = departments.map(({ name }) => name);
const loading = () => screen.queryByRole("status", { name: /正在加载|Loading/ });

describe("a list that comes over the network", () => {
  test("loads, and then is there", async () => {
    serve(tenant);
    show(<Departments />);
    expect(loading()).toBeTruthy();
    await waitFor(() => expect(names()).toEqual(all));
    expect(loading()).toBeNull();
  });

  test("failed: its button asks the server again, and the list comes", async () => {
    let away = true;
    serve((path, query) => (away ? refused("database-away") : tenant(path, query)));
    show(<Departments />, "en");
    const retry = await screen.findByRole("button", { name: "Try again" });
    fireEvent.click(retry);
    expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy(); // still away
    away = false;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(names()).toEqual(all));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("failed for reasons unknown: the status is told to whoever reports it", async () => {
    serve(() => ({ status: 400, body: "?" }));
    show(<Departments />);
    expect((await screen.findByRole("alert", {}, { timeout: 10_000 })).textContent).toContain("400");
  });

  test.each([
    ["zh-CN", "数据库正在唤醒"],
    ["en", "The database is waking up"],
  ] as const)("while the database wakes up it still loads, the bar says so in %s, and it comes by itself", async (language, words) => {
    let answer: Answer = refused("database-waking", { "retry-after": "0.02" });
    serve(() => answer);
    show(<Departments />, language);
    expect((await screen.findByText(new RegExp(words))).closest("[role=status]")).toBeTruthy();
    expect(loading()).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    answer = { body: { data: departments, nextCursor: null } };
    await waitFor(() => expect(names()).toEqual(all));
    expect(screen.queryByText(new RegExp(words))).toBeNull();
  });

  test("an answer that is late is waited for, and the bar says so meanwhile", async () => {
    let arrive: (answer: Answer) => void = () => undefined;
    serve(() => new Promise((resolve) => (arrive = resolve)));
    show(<Departments />);
    expect((await screen.findByText(/响应比平时慢/, {}, { timeout: 6_000 })).closest("[role=status]")).toBeTruthy();
    expect(loading()).toBeTruthy();
    arrive({ body: { data: departments, nextCursor: null } });
    await waitFor(() => expect(names()).toEqual(all));
    expect(screen.queryByText(/响应比平时慢/)).toBeNull();
  }, 10_000);

  test.each([
    ["not-allowed", "你没有权限查看这里"],
    ["not-found", "找不到"],
  ] as const)("%s from the server is said at once, without a button", async (code, title) => {
    let asked = 0;
    serve(() => {
      asked += 1;
      return refused(code);
    });
    show(<Departments />);
    expect(await screen.findByText(title)).toBeTruthy();
    expect(asked).toBe(1);
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.queryByText("The server's own sentence.")).toBeNull();
  });

  test("an address that can't be anything's is as one of which nothing is there", async () => {
    const answer = refused("invalid-input");
    serve(() => ({ ...answer, body: { ...(answer.body as object), errors: [{ path: "/params/id", code: "invalid_format", message: "Invalid UUID" }] } })); // what refused() makes
    show(<Departments />);
    expect(await screen.findByText("找不到")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("what the gateway refuses by its status alone is forbidden too", async () => {
    serve(() => ({ status: 403, body: { message: "Forbidden" } }));
    show(<Departments />, "en");
    expect(await screen.findByText("You don't have access")).toBeTruthy();
  });

  test("nothing in it is said as such", async () => {
    serve(() => ({ body: { data: [], nextCursor: null } }));
    show(<Departments />);
    expect(await screen.findByText("还没有部门")).toBeTruthy();
    expect(screen.queryByRole("list")).toBeNull();
  });

  test.each([
    ["zh-CN", "网络已断开。恢复后页面会自动刷新，未成功的操作请重试。"],
    ["en", "You're offline. This page will refresh once you're back online; retry anything that failed."],
  ] as const)(
    "in %s, without a network the bar says what holds: what is shown renews itself, and what failed is not sent by itself",
    async (language, said) => {
      let asked = 0;
      serve((path, query) => {
        if (path === "/api/departments") asked++;
        return tenant(path, query);
      });
      show(<Departments />, language);
      await waitFor(() => expect(names()).toEqual(all));
      act(() => void window.dispatchEvent(new Event("offline")));
      expect(screen.getByText(said)).toBeTruthy();
      expect(names()).toEqual(all);
      // Whatever was read a while ago.
      await queryClient.invalidateQueries({ refetchType: "none" });
      act(() => void window.dispatchEvent(new Event("online")));
      await waitFor(() => expect(screen.queryByText(said)).toBeNull());
      await waitFor(() => expect(asked).toBe(2));
    },
  );
});
