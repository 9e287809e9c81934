// @vitest-environment happy-dom
// Where a submission is on its way, also for whoever only hears it.
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Submission } from "../../../shared/contract/submission";
import { SubmissionProgress } from "../../../web/src/submission/progress";
import type { Progress } from "../../../web/src/submission/send";
import { onStage, show } from "../stage";

onStage();

const pending: Submission = {
  ...{ id: "s", address: "s.k1.x", clientReference: null, status: "pending", ticketId: null, ticketNumber: null, mismatch: false },
  ...{ reason: null, errors: [], title: null, requesterId: null, tries: 0, acceptedAt: null, attempt: null, bodyHash: null },
};
const idle = () => undefined;
const now = (progress: Progress) => {
  show(<SubmissionProgress progress={progress} again={idle} correct={idle} renew={idle} />);
  return screen.getAllByRole("listitem").flatMap((step) => (step.getAttribute("aria-current") === "step" ? [step.textContent] : []));
};

test("of three steps one is what it waits for", () => {
  expect(now({ step: "sending" })).toEqual(["提交"]);
});

test("what is queued waits in the queue, and for nothing after it yet", () => {
  expect(now({ step: "queued", submission: pending })).toEqual(["排队"]);
});

test("what says where it is has the focus when the form is gone", () => {
  now({ step: "sending" });
  expect(document.activeElement?.textContent).toBe("正在提交");
});
