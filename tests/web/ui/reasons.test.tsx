// @vitest-environment happy-dom
// Why something went wrong is said in the reader's language; the server's own English stands below where it names what words can't know.
import { screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, test } from "vitest";
import { DeadLetterCode } from "../../../shared/contract/submission";
import { IncidentReason, RefusedCall } from "../../../web/src/process/incident-reason";
import { incidentCodeWords, incidentReasonWords } from "../../../web/src/process/incident-words";
import { DeadLetters } from "../../../web/src/queue/dead-letters";
import { reasonOf } from "../../../web/src/submission/reasons";
import { onStage, serve, show } from "../stage";

onStage();

/** What is said, and what stands below it. */
function told(shown: ReactNode, language: "zh-CN" | "en" = "zh-CN") {
  const { container } = show(<p>{shown}</p>, language);
  const detail = container.querySelector("[data-detail]")?.textContent ?? null;
  return { said: (container.textContent ?? "").replace(detail ?? "", ""), detail };
}
const english = 'The condition "days > 1" is null: days is null.';

describe("why a process can't go on", () => {
  test.each(Object.keys(incidentReasonWords))("%s has a Chinese sentence", (code) => {
    const { said } = told(<IncidentReason code={code} message={english} />);
    expect(said).toMatch(/\p{Script=Han}.*。$/u);
    expect(said).not.toMatch(/[a-z]{3,}/i);
  });

  test("is told for every code that the engine has", () => {
    expect(Object.keys(incidentReasonWords)).toEqual(Object.keys(incidentCodeWords));
  });

  test("names the expression below, and nothing below where the engine always says the same", () => {
    expect(told(<IncidentReason code="condition-undecided" message={english} />).detail).toBe(english);
    expect(told(<IncidentReason code="nobody-found" message="Nobody was found." />).detail).toBeNull();
  });

  test("of a code that this console does not know is the server's own sentence", () => {
    expect(told(<IncidentReason code="from-the-future" message={english} />)).toEqual({ said: english, detail: null });
  });

  test("of a refused call says what the refusal means", () => {
    const { said, detail } = told(<RefusedCall message="not-published: The form is a draft." />);
    expect([said, detail]).toEqual(["后续的一次调用被拒绝了。它尚未发布，暂时不能使用。", "not-published: The form is a draft."]);
    expect(told(<RefusedCall message="no answer for 24 hours" />).said).toBe("后续的一次调用被拒绝了。");
  });
});

test("a dead letter says why nobody could read it", async () => {
  const data = DeadLetterCode.options.map((code) => ({
    ...{
      id: code,
      queue: "ticket_submissions",
      code,
      body: "{",
      receivedAt: "2026-01-01T00:00:00.000Z",
      redrivenAt: code === "no-tenant" ? "2026-01-02T00:00:00.000Z" : null,
    },
    reason: `It is ${code}: title Invalid input`,
    place: code === "no-submission" ? "raised/title" : null,
  }));
  serve((path) => (path === "/api/tickets/dead-letters" ? { body: { data, nextCursor: null } } : undefined));
  show(<DeadLetters />);
  expect(await screen.findByText("消息的内容不是一份提交。", { exact: false })).toBeDefined();
  expect(screen.getByText("位置：raised/title")).toBeDefined();
  // Only of one from before there were codes does nobody know more than the server's sentence.
  expect(screen.getAllByText(/^It is /).map((one) => [one.textContent, one.getAttribute("lang")])).toEqual([["It is unreadable: title Invalid input", "en"]]);
  // One that was sent again is not sent twice.
  expect(screen.getAllByRole("button", { name: "重新投递" })).toHaveLength(data.length - 1);
});

test("a submission that failed as a whole says so in Chinese", () => {
  show(null);
  expect(reasonOf({ code: "deactivated", message: "The requester's account was deactivated." })).toBe("提交人的账户已被停用。");
  expect(reasonOf({ code: "not-storable", message: "The database can't store it (SQLSTATE 22003)." })).toBe("数据库无法保存其中的内容。");
});
