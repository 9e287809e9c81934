// @vitest-environment happy-dom
// A reference that has become a ticket is never under an empty form, and nothing that was typed is lost to it.
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Submission } from "../../../shared/contract/submission";
import { NewTicketForm } from "../../../web/src/submission/new-form";
import { keptDraft } from "../../../web/src/submission/send";
import { onStage, serve, show } from "../stage";

onStage();
beforeEach(() => sessionStorage.clear());

const made: Submission = {
  ...{ id: "s", address: "s.k1.x", clientReference: "r", status: "completed", ticketId: "01900000-0000-7000-8000-000000000099", ticketNumber: 7 },
  ...{ mismatch: false, reason: null, errors: [], requesterId: null, title: "网络", tries: 1, acceptedAt: null, attempt: null, bodyHash: "first" },
};
let posts: string[] = [];
/** The first content under a reference stands. */
function serveSubmissions() {
  posts = [];
  serve((path, _, body) => {
    const sent = body as { title: string; clientReference: string } | undefined; // the console's own
    if (path === "/api/tickets/submissions" && sent) {
      posts.push(sent.clientReference);
      return { status: 202, body: { ...made, status: "pending", ticketId: null, ticketNumber: null, bodyHash: sent.title === "网络" ? "first" : "other" } };
    }
    return path.startsWith("/api/tickets/submissions/") ? { body: made } : undefined;
  });
}
const raise = (title: string) => {
  fireEvent.change(screen.getByLabelText(/标题/), { target: { value: title } });
  fireEvent.click(screen.getByRole("button", { name: "提交" }));
};

test("come back to, it shows the ticket it became, and sends nothing", async () => {
  serveSubmissions();
  const first = show(<NewTicketForm reference="r" />);
  raise("网络");
  await screen.findByText("工单 #7 已创建");
  first.unmount();
  show(<NewTicketForm reference="r" />);
  expect(screen.getByRole("link", { name: "打开工单" }).getAttribute("href")).toContain(made.ticketId);
  expect(screen.queryByLabelText(/标题/)).toBeNull();
  expect(posts).toEqual(["r"]);
});

test("other content than became the ticket is kept, also after a reload, and goes on under one other reference", async () => {
  serveSubmissions();
  const first = show(<NewTicketForm reference="r" />);
  raise("打印机");
  await screen.findByText("这份申请已经是工单 #7");
  first.unmount();
  const second = show(<NewTicketForm reference="r" />);
  fireEvent.click(screen.getByRole("button", { name: "作为新申请填写" }));
  const key = new URLSearchParams(location.search).get("key") ?? "";
  expect(key).not.toBe("r");
  second.unmount();
  const third = show(<NewTicketForm reference={key} />);
  expect(screen.getByLabelText<HTMLInputElement>(/标题/).value).toBe("打印机");
  third.unmount();
  show(<NewTicketForm reference="r" />);
  fireEvent.click(screen.getByRole("button", { name: "作为新申请填写" }));
  expect(new URLSearchParams(location.search).get("key")).toBe(key);
});

test("where the tab keeps nothing, it is known as long as the page stands", async () => {
  serveSubmissions();
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const first = show(<NewTicketForm reference="q" />);
  raise("网络");
  await screen.findByText("工单 #7 已创建");
  first.unmount();
  show(<NewTicketForm reference="q" />);
  expect(screen.getByText("工单 #7 已创建")).toBeTruthy();
  full.mockRestore();
  expect(keptDraft("q")?.made?.ticketNumber).toBe(7);
});
