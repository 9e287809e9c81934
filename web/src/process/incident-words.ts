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
