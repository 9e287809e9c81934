import type { FormDefinition } from "../../../shared/contract/form-definition";

export const at = { now: "2026-12-01T01:00:00.000Z", timeZone: "Asia/Shanghai" };

/** A leave request of five fields and more, as people make it. */
export const leave: FormDefinition = {
  fields: [
    {
      type: "select",
      key: "type",
      label: "假别",
      required: true,
      options: [
        { value: "annual", label: "年假" },
        { value: "sick", label: "病假" },
        { value: "personal", label: "事假" },
      ],
    },
    { type: "date", key: "startDate", label: "开始日期", required: true },
    { type: "date", key: "endDate", label: "结束日期", required: true },
    { type: "number", key: "days", label: "天数", required: true, min: 0.5, step: 0.5 },
    { type: "textarea", key: "reason", label: "事由", required: true, minLength: 1, maxLength: 500 },
    { type: "user", key: "handoverTo", label: "交接人" },
  ],
  rules: [{ assert: "endDate >= startDate", message: "结束日期不能早于开始日期", path: "endDate" }],
};

/** An IT purchase: rows with computed amounts, and their total. */
export const purchase: FormDefinition = {
  fields: [
    {
      type: "table",
      key: "items",
      label: "明细",
      required: true,
      columns: [
        { type: "text", key: "name", label: "品名", required: true },
        { type: "number", key: "quantity", label: "数量", required: true, min: 1, step: 1 },
        { type: "number", key: "price", label: "单价", required: true, min: 0, step: 0.01 },
        { type: "number", key: "amount", label: "金额", computed: "quantity * price" },
      ],
      totals: [{ column: "amount", key: "total", label: "合计" }],
    },
    { type: "textarea", key: "why", label: "说明", visibleWhen: "total > 30000", requiredWhen: "total > 40000" },
  ],
  rules: [],
};

export const items = [
  { name: "笔记本", quantity: 2, price: "6999.00" },
  { name: "台式机", quantity: 3, price: 5499 },
  { name: "键盘", quantity: 12, price: 599.0 },
  { name: "显示器", quantity: 8, price: "1288" },
];
