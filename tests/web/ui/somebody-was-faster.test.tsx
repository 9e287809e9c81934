// @vitest-environment happy-dom
// Two people change one thing: the later one is told who was faster, and how long ago.
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { type Changed, Problem } from "../../../shared/contract/problem";
import { Stale } from "../../../web/src/editor/save-state";
import { Refused } from "../../../web/src/ui/async";
import { onStage, people, serve, show, tenant } from "../stage";

onStage();

const refusal = (changed: Changed) => new Problem("stale", "Somebody changed this. Read it again, then decide.", { changed });
const minutesAgo = (n: number) => new Date(Date.now() - n * 60_000 - 5_000).toISOString();
const idle = async () => undefined;

test("a refused change of a ticket names them", async () => {
  serve(tenant);
  show(<Refused error={refusal({ by: people[2].id, at: minutesAgo(3) })} />);
  expect(await screen.findByText("王芳 3 分钟前改过，已为你刷新，请确认后重试。")).toBeTruthy();
});

test("and in English", async () => {
  serve(tenant);
  show(<Refused error={refusal({ by: people[1].id, at: minutesAgo(2) })} />, "en");
  expect(await screen.findByText(/^Li Lei changed it 2 min. ago./)).toBeTruthy();
});

test("until the name is known, and of a thing that keeps none, it says when", () => {
  show(<Refused error={refusal({ by: people[2].id, at: minutesAgo(0) })} />);
  expect(screen.getByRole("alert").textContent).toBe("别人刚刚改过，已为你刷新，请确认后重试。");
});

test("the notice over a draft says it, too", () => {
  show(<Stale refusal={refusal({ by: null, at: minutesAgo(65) })} loadTheirs={idle} keepMine={idle} />);
  expect(screen.getByRole("alert").textContent).toContain("别人 1 小时前保存了新的内容");
});

test("a draft that a reload left behind knows nobody", () => {
  show(<Stale refusal={null} loadTheirs={idle} keepMine={idle} />);
  expect(screen.getByRole("alert").textContent).toContain("别人刚刚保存了新的内容");
});
