import type { IncidentCode } from "../../../shared/process";
import { words } from "../i18n";

export const incidentWords = words({
  incidents: { zh: "流程异常", en: "Stuck processes" },
  show: { zh: "显示", en: "Show" },
  open: { zh: "未处理", en: "Open" },
  resolved: { zh: "已处理", en: "Resolved" },
  none: { zh: "没有异常", en: "Nothing is stuck" },
  noneHint: { zh: "流程遇到无法自行继续的情况时，会连同原因列在这里。", en: "What a process can't go on from by itself is listed here with its reason." },
  resolve: { zh: "处理异常", en: "Resolve" },
  resolvedBy: { zh: "处理人", en: "by" },
  retry: { zh: "重新执行", en: "Take it up again" },
  skip: { zh: "跳过", en: "Give it up" },
  skipHint: { zh: "放弃这次调用，让流程继续。", en: "Give this call up, and let the process go on without it." },
  comment: { zh: "说明（选填）", en: "Note (optional)" },
  variables: { zh: "先修正数据（选填）", en: "Correct the data first (optional)" },
  variablesHint: { zh: "JSON 对象；只写要改的变量。", en: "A JSON object, with what is to change only." },
  badJson: { zh: "不是有效的 JSON 对象。", en: "Is no JSON object." },
  done: { zh: "流程已继续", en: "The process goes on" },
  stillThere: { zh: "还是不能继续，请看原因", en: "It is stuck still; look at the reason" },
});

/** What stands in the way, by the engine's code; the sentence says more. */
export const incidentCodeWords = words({
  "condition-undecided": { zh: "条件无法判断", en: "Condition undecided" },
  "no-way-out": { zh: "没有可走的路", en: "No way out" },
  "expression-failed": { zh: "表达式出错", en: "Expression failed" },
  "nobody-found": { zh: "找不到处理人", en: "Nobody found" },
  "not-enough-people": { zh: "人数不够", en: "Not enough people" },
  "job-failed": { zh: "外部调用失败", en: "A job failed" },
  "child-failed": { zh: "子流程失败", en: "A called process failed" },
  "join-starved": { zh: "汇合点等不到", en: "A join can't be reached" },
  "too-large": { zh: "数据太多", en: "Too much data" },
  "too-many-steps": { zh: "步骤太多", en: "Too many steps" },
  "uncaught-error": { zh: "未处理的错误", en: "An error that nothing catches" },
  "bad-collection": { zh: "列表无效", en: "Not a list" },
  "bad-timer": { zh: "定时无效", en: "Not a time" },
  unsupported: { zh: "还不能执行", en: "Can't be executed" },
  "owed-call": { zh: "服务拒绝了后续调用", en: "A call was refused" },
} satisfies Record<IncidentCode | "owed-call", { zh: string; en: string }>);

/** The same in a sentence: what it means, and what would help. */
export const incidentReasonWords = words({
  "condition-undecided": {
    zh: "条件算不出“是”或“否”，多半是用到的字段没有值。补上数据后重新执行。",
    en: "A condition is neither true nor false, mostly because a field that it asks for is empty. Correct the data, then take it up again.",
  },
  "no-way-out": { zh: "从这里没有可走的路：条件都不成立，也没有默认出口。", en: "No way leads on from here: no condition is true, and no way is the default." },
  "expression-failed": {
    zh: "表达式算不出可用的结果。修正数据后重新执行。",
    en: "An expression gives nothing that can be used. Correct the data, then take it up again.",
  },
  "nobody-found": {
    zh: "找不到可以处理的人，这一步也没有规定这时怎么办。补上人员或数据后重新执行。",
    en: "Nobody was found who could be asked, and the step has no rule for that. Add people or correct the data, then take it up again.",
  },
  "not-enough-people": { zh: "能请的人少于需要的同意票数。", en: "Fewer people can be asked than must agree." },
  "job-failed": { zh: "外部调用没有成功，重试次数已经用完。", en: "A call to the outside failed, and all its tries are spent." },
  "child-failed": { zh: "调用的流程没有正常结束。", en: "The process that it calls did not end well." },
  "join-starved": {
    zh: "有的分支再也到不了这个汇合点。处理后，由已经到达的分支继续。",
    en: "Not every path into this join can arrive any more. Resolving goes on with those that did.",
  },
  "too-large": { zh: "流程里的数据超过了上限。", en: "The process holds more data than it may." },
  "too-many-steps": { zh: "流程在循环里打转，没有任何等待。", en: "It goes round in a loop in which nothing is waited for." },
  "uncaught-error": { zh: "流程抛出了一个错误，没有边界事件接住它。", en: "It threw an error that no boundary event catches." },
  "bad-collection": { zh: "多实例要用的列表不是列表，或者项目太多。", en: "What it should be done for each item of is no list, or too long a one." },
  "bad-timer": { zh: "定时的时间无法使用。修正数据后重新执行。", en: "A timer has no time that it could wait for. Correct the data, then take it up again." },
  unsupported: { zh: "这种元素还不能执行。", en: "This kind of element can't be executed yet." },
  "owed-call": { zh: "后续的一次调用被拒绝了。", en: "A call that follows from this was refused." },
} satisfies Record<IncidentCode | "owed-call", { zh: string; en: string }>);
