/** The leave request's process as it is drawn in the console: by its length it takes one, two or three approvals. */
import { Definition, type DefinitionInput } from "../../shared/process";
import { autoLayout } from "../../web/src/workflow/designer/auto-layout";

export const leaveDefinition = (hr: string, director: string): DefinitionInput =>
  autoLayout(
    Definition.parse({
      nodes: [
        { id: "start", type: "startEvent", name: "提交" },
        { id: "head", type: "userTask", name: "部门负责人审批", participants: [{ from: "departmentHead" }], rules: { initiator: "superior" } },
        { id: "length", type: "exclusiveGateway", name: "几天？", default: "to-hr" },
        { id: "director", type: "userTask", name: "总监审批", participants: [{ from: "users", users: [director] }] },
        { id: "hr", type: "userTask", name: "人事审批", participants: [{ from: "groups", groups: [hr] }] },
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
    } satisfies DefinitionInput),
  );

/** As somebody left it: nobody is asked, nothing decides, and a step that no way leads to. */
export const unfinishedDefinition: DefinitionInput = autoLayout(
  Definition.parse({
    nodes: [
      { id: "start", type: "startEvent", name: "提交" },
      { id: "check", type: "userTask", name: "验收", participants: [] },
      { id: "good", type: "exclusiveGateway", name: "合格？" },
      { id: "pay", type: "userTask", name: "付款", participants: [] },
      { id: "end", type: "endEvent", name: "完成" },
      { id: "back", type: "task", name: "退货" },
    ],
    flows: [
      { id: "to-check", from: "start", to: "check" },
      { id: "to-good", from: "check", to: "good" },
      { id: "yes", name: "合格", from: "good", to: "pay", condition: "amount >" },
      { id: "no", name: "不合格", from: "good", to: "end" },
      { id: "paid", from: "pay", to: "end" },
    ],
  } satisfies DefinitionInput),
);

/** Nothing says how many days. */
export const undecidedDefinition: DefinitionInput = autoLayout(
  Definition.parse({
    nodes: [
      { id: "start", type: "startEvent", name: "提交" },
      { id: "length", type: "exclusiveGateway", name: "几天？", default: "short" },
      { id: "end", type: "endEvent", name: "完成" },
      { id: "long", type: "endEvent", name: "太长" },
    ],
    flows: [
      { id: "to-length", from: "start", to: "length" },
      { id: "short", from: "length", to: "end" },
      { id: "too-long", from: "length", to: "long", condition: "days > 3" },
    ],
  } satisfies DefinitionInput),
);
