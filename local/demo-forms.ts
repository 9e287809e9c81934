/** The demo tenant's forms: a leave request, a purchase with line items, and an expense claim. */
import type { FormDefinition } from "../shared/contract/form-definition";

type DemoForm = { name: string; description: string; definition: FormDefinition };

const leave: DemoForm = {
  name: "请假申请 Leave request",
  description: "一天以内由部门负责人审批，三天以内再经人事，更长还需总监。",
  definition: {
    fields: [
      {
        key: "type",
        label: "请假类型",
        type: "radio",
        required: true,
        options: [
          { value: "annual", label: "年假" },
          { value: "sick", label: "病假" },
          { value: "personal", label: "事假" },
        ],
      },
      { key: "startDate", label: "开始日期", type: "date", required: true },
      { key: "endDate", label: "结束日期", type: "date", required: true },
      { key: "days", label: "天数", type: "number", required: true, min: 0.5, step: 0.5, unit: "天" },
      { key: "reason", label: "事由", type: "textarea", required: true, minLength: 1, maxLength: 500 },
      { key: "handoverTo", label: "工作交接人", type: "user" },
    ],
    rules: [{ when: "startDate != null and endDate != null", assert: "endDate >= startDate", message: "结束日期不能早于开始日期。", path: "endDate" }],
  },
};

const purchase: DemoForm = {
  name: "采购申请 IT purchase",
  description: "逐项填写，合计由系统计算。",
  definition: {
    fields: [
      { key: "purpose", label: "用途", type: "text", required: true, maxLength: 200 },
      {
        key: "items",
        label: "采购明细",
        type: "table",
        required: true,
        minRows: 1,
        maxRows: 100,
        columns: [
          { key: "name", label: "名称", type: "text", required: true, maxLength: 100 },
          { key: "quantity", label: "数量", type: "number", required: true, min: 1, step: 1 },
          { key: "price", label: "单价", type: "number", required: true, min: 0, step: 0.01, unit: "CNY" },
          { key: "amount", label: "金额", type: "number", unit: "CNY", computed: "quantity * price" },
        ],
        totals: [{ column: "amount", key: "total", label: "合计" }],
      },
    ],
    rules: [],
  },
};

const expense: DemoForm = {
  name: "费用报销 Expense claim",
  description: "超过 5,000 元须说明理由。",
  definition: {
    fields: [
      { key: "amount", label: "报销金额", type: "number", required: true, min: 0.01, step: 0.01, unit: "CNY" },
      { key: "spentOn", label: "发生日期", type: "date", required: true },
      {
        key: "category",
        label: "费用类别",
        type: "select",
        required: true,
        options: [
          { value: "travel", label: "差旅" },
          { value: "meal", label: "餐饮" },
          { value: "office", label: "办公" },
          { value: "other", label: "其他" },
        ],
      },
      { key: "reason", label: "说明", type: "textarea", requiredWhen: "amount > 5000", maxLength: 500 },
    ],
    rules: [],
  },
};

export const demoForms: readonly DemoForm[] = [leave, purchase, expense];
