import type { RefusalCode } from "../../../../shared/rules/form";
import { words } from "../../i18n";

export const renderWords = words({
  choose: { zh: "请选择", en: "Choose" },
  addRow: { zh: "添加一行", en: "Add row" },
  row: { zh: "行", en: "Row" },
  removeRow: { zh: (n: number) => `删除第 ${n} 行`, en: (n: number) => `Remove row ${n}` },
  cell: { zh: (label: string, n: number) => `${label}，第 ${n} 行`, en: (label: string, n: number) => `${label}, row ${n}` },
  noRows: { zh: "还没有内容", en: "Nothing here yet" },
  computed: { zh: "自动计算", en: "Computed" },
  yes: { zh: "是", en: "Yes" },
  required: { zh: "必填", en: "required" },
  actions: { zh: "操作", en: "Actions" },
  noFiles: { zh: "还不能上传附件。", en: "File uploads aren't supported yet." },
  noFields: { zh: "这个表单还没有字段。", en: "This form has no fields yet." },
});

type Params = Record<string, string | number>;
type Sentence = { zh: (params: Params) => string; en: (params: Params) => string };

/** One sentence for each reason why a value is refused; the same reasons as the server's. */
export const refusalWords = words({
  required: { zh: () => "请填写。", en: () => "This field is required." },
  "unknown-field": { zh: () => "表单里没有这个字段。", en: () => "This field isn't part of the form." },
  "not-an-object": { zh: () => "内容的格式不对。", en: () => "The format isn't valid." },
  "read-only": { zh: () => "不能修改。", en: () => "Can't be changed." },
  "not-text": { zh: () => "应为文字。", en: () => "Must be text." },
  "too-short": { zh: ({ min }) => `至少 ${min} 个字。`, en: ({ min }) => `Use at least ${min} characters.` },
  "too-long": { zh: ({ max }) => `最多 ${max} 个字。`, en: ({ max }) => `Use at most ${max} characters.` },
  pattern: { zh: () => "格式不符合要求。", en: () => "Doesn't match the required format." },
  "not-an-email": { zh: () => "不是有效的邮箱地址。", en: () => "Enter a valid email address." },
  "not-a-phone": { zh: () => "不是有效的电话号码。", en: () => "Enter a valid phone number." },
  "not-a-url": { zh: () => "不是有效的网址（http 或 https）。", en: () => "Enter a valid URL (http or https)." },
  "not-a-number": { zh: () => "请输入数字。", en: () => "Enter a number." },
  "too-many-digits": { zh: ({ max }) => `最多 ${max} 位数字。`, en: ({ max }) => `Use at most ${max} digits.` },
  "not-exact": { zh: () => "位数太多，无法精确保存。", en: () => "Too many digits to save exactly." },
  "too-small": { zh: ({ min }) => `不能小于 ${min}。`, en: ({ min }) => `Must be ${min} or more.` },
  "too-large": { zh: ({ max }) => `不能大于 ${max}。`, en: ({ max }) => `Must be ${max} or less.` },
  "not-a-step": { zh: ({ step }) => `应为 ${step} 的整数倍。`, en: ({ step }) => `Must be a multiple of ${step}.` },
  "not-a-date": { zh: () => "请选择日期。", en: () => "Choose a date." },
  "not-a-datetime": { zh: () => "请选择日期和时间。", en: () => "Choose a date and time." },
  "too-early": { zh: ({ min }) => `不能早于 ${min}。`, en: ({ min }) => `Must not be before ${min}.` },
  "too-late": { zh: ({ max }) => `不能晚于 ${max}。`, en: ({ max }) => `Must not be after ${max}.` },
  "not-an-option": { zh: () => "请从选项中选择。", en: () => "Choose one of the options." },
  "not-a-list": { zh: () => "应为列表。", en: () => "Must be a list." },
  "chosen-twice": { zh: () => "同一选项选了两次。", en: () => "The same option is selected twice." },
  "too-few": { zh: ({ min }) => `至少需要 ${min} 项。`, en: ({ min }) => `At least ${min} required.` },
  "too-many": { zh: ({ max }) => `最多 ${max} 项。`, en: ({ max }) => `At most ${max} allowed.` },
  "not-a-boolean": { zh: () => "应为是或否。", en: () => "Must be yes or no." },
  "not-an-id": { zh: () => "请从列表中选择。", en: () => "Choose from the list." },
  "not-supported": { zh: () => "还不能填写。", en: () => "Can't be filled in yet." },
  "condition-failed": { zh: () => "表单的条件无法判断，请联系管理员。", en: () => "A condition in this form can't be evaluated. Contact an admin." },
  "computation-failed": { zh: () => "表单的公式无法计算，请联系管理员。", en: () => "A formula in this form can't be calculated. Contact an admin." },
} satisfies Record<RefusalCode, Sentence>);
