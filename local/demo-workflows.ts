/** The demo tenant's processes, one for each of its forms: approvals by length, a vote and a countersignature, an expense claim. */
import type { DefinitionInput } from "../shared/process/definition";

/** Ids by e-mail and by name. */
type Known = { user(email: string): string; group(name: string): string };
type DemoWorkflow = { name: string; description: string /** The name of its form. */; form: string; draw(known: Known): DefinitionInput };

const leave: DemoWorkflow = {
  name: "请假流程 Leave",
  description: "一天以内：部门负责人；三天以内：再由人事或签；更长：还需总监。",
  form: "请假申请 Leave request",
  draw: ({ user, group }) => ({
    nodes: [
      { id: "start", type: "startEvent", name: "提交" },
      { id: "head", type: "userTask", name: "部门负责人审批", participants: [{ from: "departmentHead" }], rules: { initiator: "superior" } },
      { id: "length", type: "exclusiveGateway", name: "几天？", default: "to-hr" },
      { id: "director", type: "userTask", name: "总监审批", participants: [{ from: "users", users: [user("zhao.min@acme.test")] }] },
      { id: "hr", type: "userTask", name: "人事审批", participants: [{ from: "groups", groups: [group("hr")] }] },
      { id: "end", type: "endEvent", name: "完成" },
    ],
    flows: [
      { id: "to-head", from: "start", to: "head" },
      { id: "to-length", from: "head", to: "length" },
      { id: "short", name: "一天以内", from: "length", to: "end", condition: "days <= 1" },
      { id: "long", name: "三天以上", from: "length", to: "director", condition: "days > 3" },
      { id: "to-hr", from: "length", to: "hr" },
      { id: "from-director", from: "director", to: "hr" },
      { id: "to-end", from: "hr", to: "end" },
    ],
    layout: {
      nodes: {
        start: { x: 80, y: 124 },
        head: { x: 196, y: 114 },
        length: { x: 452, y: 120 },
        director: { x: 576, y: 114 },
        hr: { x: 832, y: 80 },
        end: { x: 1088, y: 124 },
      },
      flows: {
        short: [540, 668, 796, 924, 1052].map((x) => ({ x, y: 214 })),
        "to-hr": [540, 668, 796].map((x) => ({ x, y: 78 })),
      },
    },
  }),
};

const purchase: DemoWorkflow = {
  name: "采购流程 IT purchase",
  description: "三万元以内：IT 主管；更多：财务三人两票，再由 IT 主管与总监会签。",
  form: "采购申请 IT purchase",
  draw: ({ user, group }) => ({
    nodes: [
      { id: "start", type: "startEvent", name: "提交" },
      { id: "size", type: "exclusiveGateway", name: "多少钱？", default: "large" },
      { id: "lead", type: "userTask", name: "IT 主管审批", participants: [{ from: "groups", groups: [group("it")], leadsOnly: true }] },
      { id: "finance", type: "userTask", name: "财务票签", participants: [{ from: "groups", groups: [group("finance")] }], mode: { type: "vote", count: 2 } },
      {
        id: "both",
        type: "userTask",
        name: "会签",
        participants: [{ from: "users", users: [user("it.lead@acme.test"), user("zhao.min@acme.test")] }],
        mode: { type: "all" },
      },
      { id: "end", type: "endEvent", name: "完成" },
    ],
    flows: [
      { id: "to-size", from: "start", to: "size" },
      { id: "small", name: "三万元以内", from: "size", to: "lead", condition: "total <= 30000" },
      { id: "large", from: "size", to: "finance" },
      { id: "to-both", from: "finance", to: "both" },
      { id: "from-lead", from: "lead", to: "end" },
      { id: "from-both", from: "both", to: "end" },
    ],
    layout: {
      nodes: {
        start: { x: 80, y: 146 },
        size: { x: 196, y: 142 },
        lead: { x: 576, y: 192 },
        finance: { x: 320, y: 80 },
        both: { x: 576, y: 80 },
        end: { x: 832, y: 146 },
      },
      flows: { small: [284, 412, 540].map((x) => ({ x, y: 224 })) },
    },
  }),
};

const expense: DemoWorkflow = {
  name: "报销流程 Expense",
  description: "部门负责人，然后财务或签。",
  form: "费用报销 Expense claim",
  draw: ({ group }) => ({
    nodes: [
      { id: "start", type: "startEvent", name: "提交" },
      { id: "head", type: "userTask", name: "部门负责人审批", participants: [{ from: "departmentHead" }], rules: { initiator: "superior" } },
      { id: "finance", type: "userTask", name: "财务审批", participants: [{ from: "groups", groups: [group("finance")] }] },
      { id: "end", type: "endEvent", name: "完成" },
    ],
    flows: [
      { id: "to-head", from: "start", to: "head" },
      { id: "to-finance", from: "head", to: "finance" },
      { id: "to-end", from: "finance", to: "end" },
    ],
    layout: { nodes: { start: { x: 80, y: 90 }, head: { x: 196, y: 80 }, finance: { x: 452, y: 80 }, end: { x: 708, y: 90 } }, flows: {} },
  }),
};

export const demoWorkflows: readonly DemoWorkflow[] = [leave, purchase, expense];
