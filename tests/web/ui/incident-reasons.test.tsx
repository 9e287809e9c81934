// @vitest-environment happy-dom
// Why a process can't go on, by the engine's code and values: never by its English sentence.
import { waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { type Reason, reasonCodes } from "../../../shared/process";
import { IncidentReason } from "../../../web/src/process/incident-reason";
import { incidentReasonWords } from "../../../web/src/process/incident-words";
import { reasonWords } from "../../../web/src/process/reason-words";
import { onStage, show } from "../stage";

onStage();

const english = "The server's own sentence.";
async function shown(reason: Reason | null, language: "zh-CN" | "en" = "zh-CN", code = "job-failed") {
  const { container, unmount } = show(<IncidentReason code={code} message={english} reason={reason} />, language);
  await waitFor(() => expect(container.querySelector("[data-detail]")).toBeTruthy());
  const detail = container.querySelector("[data-detail]")?.textContent ?? null;
  const all = container.textContent ?? "";
  unmount();
  return { all, detail };
}

/** Every value that any of them has. */
const params = { source: "甲", name: "乙", way: "丙", written: "丁", count: 3, most: 2, needed: 5, people: 4, kind: "戊", error: "己", status: 500 };
const more = { host: "庚", protocol: "辛", place: "壬" };

test("each code has words in both languages, and none leaves a value out or the server's English in", async () => {
  for (const code of reasonCodes) {
    expect(Object.hasOwn(reasonWords, code), code).toBe(true);
    const reason = { code, params: { ...params, ...more }, ...(code === "said" && { said: "Sold out" }) };
    const [zh, en] = [await shown(reason), await shown(reason, "en")];
    expect(zh.detail, code).toMatch(/\p{Script=Han}/u);
    expect(en.detail, code).toMatch(/[a-z]{2}/);
    for (const { all } of [zh, en]) expect(all, code).not.toMatch(/undefined|server's own/);
  }
});

test("what a connector or a person said stands as it came, and is marked as theirs", async () => {
  expect((await shown({ code: "unreachable", said: "connect ECONNREFUSED" })).all).toBe(
    `${incidentReasonWords["job-failed"].zh}连接不上对方系统。原文：connect ECONNREFUSED`,
  );
  expect((await shown({ code: "said", said: "额度不足" }, "en")).detail).toBe("In its own words: 额度不足");
});

test("a code of a later release, and an incident from before there were any, keep the server's sentence", async () => {
  expect((await shown({ code: "from-tomorrow" })).detail).toBe(english);
  expect((await shown(null)).detail).toBe(english);
});
