// @vitest-environment happy-dom
// The panels beside the canvas: each mistake is told where it was made, and what is shown is what the process has.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import type { Field } from "../../../shared/contract/form-definition";
import { checkDefinition, Definition, type DefinitionInput } from "../../../shared/process";
import { errorsIn, errorsOf } from "../../../web/src/workflow/designer/problems";
import { ElementProperties } from "../../../web/src/workflow/designer/properties/element-properties";
import { onStage, serve, show, tenant } from "../stage";

onStage();

const fields: Field[] = [{ type: "number", key: "amount", label: "金额", required: true }];
const nothing = () => undefined;

/** The panel of `id`, over a definition that it changes; gives what the definition is now. */
function panelOf(id: string, given: DefinitionInput) {
  let now = Definition.parse(given);
  function Panel() {
    const [definition, change] = useState(now);
    now = definition;
    const node = definition.nodes.find((it) => it.id === id);
    if (!node) return null;
    const problems = checkDefinition(definition, { formFields: fields.map(({ key }) => key) });
    const context = {
      definition,
      change,
      fields,
      known: fields,
      errorOf: errorsOf(problems, definition, "zh-CN"),
      errorIn: errorsIn(problems, definition, "zh-CN"),
      select: nothing,
    };
    return <ElementProperties node={node} context={context} append={nothing} inside={nothing} attach={nothing} connect={nothing} remove={nothing} />;
  }
  show(<Panel />);
  return () => now.nodes.find((it) => it.id === id);
}

const around = (node: DefinitionInput["nodes"][number]): DefinitionInput => ({
  nodes: [{ id: "start", type: "startEvent" }, node, { id: "end", type: "endEvent" }],
  flows: [
    { id: "in", from: "start", to: node.id },
    { id: "out", from: node.id, to: "end" },
  ],
});
const alerts = () => screen.queryAllByRole("alert").map(({ textContent }) => textContent);
const said = (control: HTMLElement) => {
  const ids = ["aria-describedby", "aria-errormessage"].flatMap((name) => control.getAttribute(name)?.split(" ") ?? []);
  return ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
};

test("of a step's several expressions, the one that is wrong says so, and no other", () => {
  panelOf(
    "each",
    around({
      id: "each",
      type: "scriptTask",
      name: "算",
      expression: "amount *",
      resultVariable: "result",
      loop: { type: "multiInstance", sequential: false, collection: "[1, 2]", completionCondition: "amout > 1" },
    }),
  );
  expect(said(screen.getByRole("textbox", { name: "表达式" }))).toContain("写法有误");
  expect(said(screen.getByLabelText(/^列表/))).toBe("");
  expect(said(screen.getByLabelText("提前完成条件"))).toContain("没有名为“amout”的字段");
  expect(alerts()).toHaveLength(2);
});

test("a connector's address, body and headers say their own mistakes", () => {
  const connector = { type: "http" as const, method: "POST" as const, url: "=bse", headers: { "X-Amount": "=amont" }, body: "{ a: amunt }" };
  panelOf("call", around({ id: "call", type: "serviceTask", name: "通知财务", connector }));
  expect(said(screen.getByLabelText("地址"))).toContain("“bse”");
  expect(said(screen.getByLabelText("请求头: X-Amount"))).toContain("“amont”");
  expect(said(screen.getByLabelText("请求体（FEEL）"))).toContain("“amunt”");
  expect(screen.getByRole("combobox", { name: "做什么" }).getAttribute("aria-invalid")).not.toBe("true");
  expect(screen.getByLabelText("请求头: 请求头名称")).toBeDefined();
});

test("what an element lacks is said by what it is", () => {
  panelOf("wait", {
    nodes: [
      { id: "start", type: "startEvent" },
      { id: "wait", type: "receiveTask", name: "等回执", message: { name: "" } },
      { id: "end", type: "endEvent" },
    ],
    flows: [
      { id: "in", from: "start", to: "wait" },
      { id: "out", from: "wait", to: "end" },
    ],
  });
  expect(alerts()).toEqual(["没有写明等待哪个消息。"]);
});

test("a source whose people are not chosen yet says whom the step asks meanwhile", () => {
  serve(tenant);
  const node = panelOf("ask", around({ id: "ask", type: "userTask", name: "审批", participants: [{ from: "departmentHead" }] }));
  const rule = screen.getByRole("group", { name: "处理人规则 1" });
  fireEvent.change(within(rule).getByLabelText(/来源/), { target: { value: "field" } });
  expect(within(rule).getByRole("status").textContent).toBe("还没有选择，目前仍是“部门负责人”。");
  expect(said(within(rule).getByLabelText("表单中的人员字段"))).toContain("表单中没有人员字段");
  expect(node()).toMatchObject({ participants: [{ from: "departmentHead" }] });
});

test("a person's field that the form has no more is told in its place, and still shown", () => {
  panelOf("ask", around({ id: "ask", type: "userTask", name: "审批", participants: [{ from: "field", field: "owner" }] }));
  const field = screen.getByRole("combobox", { name: "表单中的人员字段" });
  expect(field).toHaveProperty("value", "owner");
  expect(said(field)).toContain("没有名为“owner”的字段");
});

test("a variable's name may be typed by an input method and emptied on the way; what can't be one is told and not taken", async () => {
  const node = panelOf("sum", around({ id: "sum", type: "scriptTask", name: "算", expression: "1", resultVariable: "result" }));
  const name = screen.getByLabelText(/^结果变量/);
  for (const typed of ["", "he'ji"]) {
    fireEvent.change(name, { target: { value: typed } });
    expect(name).toHaveProperty("value", typed);
    await waitFor(() => expect(said(name)).toContain("只能用字母、数字和下划线"));
    expect(node()).toMatchObject({ resultVariable: "result" });
  }
  fireEvent.change(name, { target: { value: "合计" } });
  await waitFor(() => expect(said(name)).toBe(""));
  expect(node()).toMatchObject({ resultVariable: "合计" });
});

test("who is told is no handler, and a person's chip is removed by their name", () => {
  serve((path, query) => (path.startsWith("/api/users/") ? undefined : tenant(path, query)));
  const to = [{ from: "groups" as const, groups: ["g1", "g2"] }];
  panelOf("tell", around({ id: "tell", type: "serviceTask", name: "通知", connector: { type: "notify", to, subject: "好", text: "好" } }));
  expect(screen.getByRole("group", { name: "接收人规则 1" })).toBeDefined();
  expect(screen.getByRole("button", { name: "添加接收人" })).toBeDefined();
  expect(screen.getByRole("button", { name: "删除 g1" })).toBeDefined();
});

test("a notification that says nothing is told in both of its places", () => {
  serve((path, query) => (path.startsWith("/api/users/") ? undefined : tenant(path, query)));
  panelOf("tell", around({ id: "tell", type: "serviceTask", name: "通知", connector: { type: "notify", to: [{ from: "initiator" }], subject: "", text: "" } }));
  expect(said(screen.getByLabelText(/^标题/))).toContain("通知没有标题");
  expect(said(screen.getByLabelText(/^正文/))).toContain("通知没有正文");
  fireEvent.change(screen.getByLabelText(/^标题/), { target: { value: "已通过" } });
  expect(said(screen.getByLabelText(/^标题/))).toBe("");
});

test("people who are asked for at an address that leads nowhere are told at that address", () => {
  panelOf("ask", around({ id: "ask", type: "userTask", name: "审批", participants: [{ from: "http", url: "https://" }] }));
  expect(said(screen.getByRole("textbox", { name: "地址" }))).toContain("没有填写完整的请求地址");
});

test("where a step stands is no mistake of its name", () => {
  panelOf("far", { nodes: [...around({ id: "a", type: "manualTask", name: "甲" }).nodes, { id: "far", type: "manualTask", name: "乙" }], flows: [] });
  expect(alerts()).toContain("从开始走不到这里。");
  expect(screen.getByRole("textbox", { name: "名称" }).getAttribute("aria-invalid")).not.toBe("true");
});

const workflow = (n: number, name: string) => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  name,
  description: "",
  status: "published",
  formId: null,
  publishedVersion: 1,
  version: 1,
  createdAt: "2026-11-01T00:00:00.000Z",
  updatedAt: "2026-11-01T00:00:00.000Z",
  createdBy: null,
});

test("every published workflow can be called, also those of the list's second page, and the step is called like it until it has a name of its own", async () => {
  const pages = { "": { data: [workflow(1, "采购")], nextCursor: "2" }, "2": { data: [workflow(2, "付款")], nextCursor: null } };
  serve((path, query) => (path === "/api/workflows" ? { body: pages[query.get("cursor") === "2" ? "2" : ""] } : undefined));
  const node = panelOf("call", around({ id: "call", type: "callActivity", name: "调用流程", calledElement: "" }));
  const choice = screen.getByRole("combobox", { name: "调用的流程" });
  for (const [n, name] of [
    [2, "付款"],
    [1, "采购"],
  ] as const) {
    await within(choice).findByRole("option", { name });
    fireEvent.change(choice, { target: { value: workflow(n, name).id } });
    expect(node()).toMatchObject({ calledElement: workflow(n, name).id, name });
  }
  fireEvent.change(screen.getByRole("textbox", { name: "名称" }), { target: { value: "先采购" } });
  fireEvent.change(choice, { target: { value: workflow(2, "付款").id } });
  expect(node()).toMatchObject({ calledElement: workflow(2, "付款").id, name: "先采购" });
});
