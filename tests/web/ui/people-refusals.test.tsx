// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { SeenCollaborator } from "../../../shared/contract/identity";
import type { FieldError, ProblemCode } from "../../../shared/contract/problem";
import AbsenceDialog from "../../../web/src/identity/absence-dialog";
import { DepartmentDialog } from "../../../web/src/identity/department-dialog";
import { UserDialog } from "../../../web/src/identity/user-dialog";
import { type Answer, onStage, people, refused, serve, show, tenant } from "../stage";

onStage();

/** As the server refuses what was sent: by its place in the whole request. */
const refusedAt = (problem: ProblemCode, ...errors: FieldError[]): Answer => {
  const { status, body } = refused(problem);
  return { status, body: { ...(body as object), errors } }; // an object, just made
};
const [, li] = people;
const user: SeenCollaborator = { ...li, kind: "person", roles: ["admin"], title: null, managerId: null, active: true, version: 3 };
const leave = () => undefined;
/** What is said of a field, and that its control knows. */
const saidAt = async (label: string | RegExp) => {
  const control = await waitFor(() => {
    const found = screen.getByLabelText(label, { selector: "input" });
    expect(found.getAttribute("aria-invalid")).toBe("true");
    return found;
  });
  return within(control.closest('[data-part="root"]') as HTMLElement).getByRole("alert").textContent; // every field has one
};

test("an e-mail that somebody has is told at its field, in the reader's language, and the focus goes there", async () => {
  serve((path, query) =>
    path === "/api/users"
      ? refusedAt("conflict", { path: "/body/email", code: "conflict", message: "Somebody in this tenant has this e-mail." })
      : tenant(path, query),
  );
  show(<UserDialog close={leave} />);
  fireEvent.change(screen.getByLabelText(/姓名/), { target: { value: "李雷" } });
  fireEvent.change(screen.getByLabelText(/邮箱/), { target: { value: li.email } });
  fireEvent.click(screen.getByRole("button", { name: "邀请" }));
  expect(await saidAt(/邮箱/)).toBe("已有人使用这个邮箱。");
  expect(document.activeElement).toBe(screen.getByLabelText(/邮箱/));
  expect(screen.queryByText("同名的已经存在。")).toBeNull();
});

test("what is no e-mail is told by us, and not by the browser", async () => {
  serve((path) =>
    path === "/api/users" ? refusedAt("invalid-input", { path: "/body/email", code: "invalid_format", message: "Invalid email address" }) : undefined,
  );
  show(<UserDialog close={leave} />, "en");
  fireEvent.change(screen.getByLabelText(/Name/), { target: { value: "Li" } });
  const mail = screen.getByLabelText<HTMLInputElement>(/Email/);
  fireEvent.change(mail, { target: { value: "li at acme" } });
  expect(mail.form?.noValidate).toBe(true);
  fireEvent.click(screen.getByRole("button", { name: "Invite" }));
  expect(await saidAt(/Email/)).toBe("Enter a valid email address.");
});

test("the last admin's role is told at the roles", async () => {
  serve((path) =>
    path === `/api/users/${li.id}` ? refusedAt("conflict", { path: "/body/roles", code: "last-admin", message: "This is the last active admin." }) : undefined,
  );
  show(<UserDialog user={user} close={leave} />);
  fireEvent.click(screen.getByRole("checkbox", { name: /处理人/ }));
  fireEvent.click(screen.getByRole("button", { name: "保存" }));
  const roles = screen.getByRole("group", { name: "角色" });
  await waitFor(() => expect(within(roles).getByRole("alert").textContent).toBe("这是最后一位在用的管理员，请先指定另一位。"));
});

test("what is wrong with no field of the form is told below it", async () => {
  serve((path) => (path === `/api/users/${li.id}` ? refused("stale") : undefined));
  show(<UserDialog user={user} close={leave} />);
  fireEvent.click(screen.getByRole("button", { name: "保存" }));
  await waitFor(() => expect(screen.getByRole("alert").textContent).toBe("刚刚有人改过，已为你刷新，请确认后重试。"));
});

test("somebody who came without an e-mail can be changed without one", async () => {
  let sent = 0;
  serve((path) => {
    if (path !== `/api/users/${li.id}`) return undefined;
    sent += 1;
    return refused("stale");
  });
  show(<UserDialog user={{ ...user, email: null }} close={leave} />);
  fireEvent.click(screen.getByRole("button", { name: "保存" }));
  await waitFor(() => expect(sent).toBe(1));
});

test("a department can't go below itself, which is told at what it goes below", async () => {
  serve((path, query) =>
    path === "/api/departments" && !query.size
      ? refusedAt("conflict", { path: "/body/parentId", code: "circle", message: "A department can't be below itself." })
      : undefined,
  );
  show(<DepartmentDialog close={leave} />);
  fireEvent.change(screen.getByLabelText(/名称/), { target: { value: "法务部" } });
  fireEvent.click(screen.getByRole("button", { name: "创建" }));
  await waitFor(() => expect(screen.getByText("部门不能放在自己或自己的下级之下。").getAttribute("role")).toBe("alert"));
});

test("an absence that overlaps another, or a substitute who is away, is told where it is", async () => {
  const at = new Date().toISOString();
  let refusal = refusedAt("conflict", { path: "/body/from", code: "overlap", message: "There is another absence in this time." });
  let asked = 0;
  const one = { id: "01900000-0000-7000-8000-0000000000aa", userId: li.id, from: at, to: new Date(Date.now() + 86_400_000).toISOString() };
  const absence = { ...one, substituteId: people[2].id, note: "年假", version: 1, createdAt: at, updatedAt: at };
  serve((path, query) => {
    if (path !== "/api/me/absence") return tenant(path, query);
    asked += 1;
    return asked === 1 ? { body: { data: [absence], nextCursor: null } } : refusal;
  });
  show(<AbsenceDialog close={leave} />);
  fireEvent.click(await screen.findByRole("button", { name: "修改" }));
  fireEvent.click(screen.getByRole("button", { name: "保存" }));
  expect(await saidAt(/开始/)).toBe("这段时间已经安排了外出，请修改或取消那一次。");
  refusal = refusedAt("conflict", { path: "/body/substituteId", code: "substitute-away", message: "They are away themselves in this time." });
  fireEvent.click(screen.getByRole("button", { name: "保存" }));
  expect(await saidAt("代理人")).toBe("代理人在这段时间也外出，请换一位。");
});
