import type { SubmissionBody } from "../../../shared/contract/submission";
import { words } from "../i18n";

/** Why a submission as a whole can't become a ticket, by the code of its error. */
export const submissionReasonWords = words({
  deactivated: { zh: "提交人的账户已被停用。", en: "The requester's account is deactivated." },
  "not-storable": { zh: "数据库无法保存其中的内容。", en: "The content can't be stored in the database." },
  "no-form": { zh: "这些数据没有对应的表单。", en: "There is no form for this data." },
  "wrong-form": { zh: "这个流程使用的是另一个表单。", en: "This workflow uses a different form." },
});

/** The parts of a submission that can be refused, by what the contract calls them. */
export const placeWords = words({
  title: { zh: "标题", en: "Title" },
  description: { zh: "补充说明", en: "Anything else" },
  priority: { zh: "优先级", en: "Priority" },
  formId: { zh: "表单", en: "Form" },
  workflowId: { zh: "流程", en: "Workflow" },
  data: { zh: "表单内容", en: "What was filled in" },
  chosen: { zh: "指定的处理人", en: "People chosen" },
  clientReference: { zh: "提交编号", en: "Client reference" },
} satisfies Record<keyof SubmissionBody, { zh: string; en: string }>);
