import type * as z from "zod";
import type { InstanceStatus, NodeProgress, Why } from "../../../shared/contract/instance";
import type { Task } from "../../../shared/contract/task";
import type { RefusalCode } from "../../../shared/process";
import { words, zh } from "../i18n";

type Both = { zh: string; en: string };

export const instanceWords = words({
  active: { zh: "进行中", en: "Running" },
  completed: { zh: "已通过", en: "Completed" },
  rejected: { zh: "已拒绝", en: "Refused" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  terminated: { zh: "已终止", en: "Terminated" },
  failed: { zh: "已失败", en: "Failed" },
} satisfies Record<z.infer<typeof InstanceStatus>, Both>);

export const stepWords = words({
  active: { zh: "进行中", en: "In progress" },
  "finding-people": { zh: "正在找人", en: "Finding people" },
  done: { zh: "已完成", en: "Done" },
  failed: { zh: "异常", en: "Stuck" },
  skipped: { zh: "已跳过", en: "Skipped" },
} satisfies Record<z.infer<typeof NodeProgress>["state"], Both>);

export const processWords = words({
  process: { zh: "流程", en: "Process" },
  diagram: { zh: "流程图", en: "Diagram" },
  steps: { zh: "步骤", en: "Steps" },
  round: { zh: (n: number) => `第 ${n} 轮`, en: (n: number) => `round ${n}` },
  version: { zh: (n: number) => `第 ${n} 版`, en: (n: number) => `version ${n}` },
  starting: { zh: "流程正在启动…", en: "The process is starting…" },
  times: { zh: (n: number) => `${n} 次`, en: (n: number) => `${n} times` },
  since: { zh: (when: string) => zh`${when}起`, en: (when: string) => `since ${when}` },
  fromTo: { zh: (from: string, to: string) => zh`${from} 至 ${to}`, en: (from: string, to: string) => `${from} – ${to}` },
  approved: { zh: "同意", en: "Approved" },
  refused: { zh: "拒绝", en: "Refused" },
  waitsFor: { zh: "等待", en: "Waiting for" },
  timerUntil: { zh: (when: string) => `到 ${when}`, en: (when: string) => `until ${when}` },
  message: { zh: (name: string) => `消息“${name}”`, en: (name: string) => `the message “${name}”` },
  reason: { zh: "原因", en: "Reason" },
  more: { zh: "流程操作", en: "Process actions" },
  withdraw: { zh: "撤回申请", en: "Withdraw" },
  withdrawHint: { zh: "撤回后可以修改内容再次提交。", en: "You can edit it and submit again." },
  urge: { zh: "催办", en: "Send reminder" },
  urgeHint: { zh: "提醒正在处理的人；半小时内只能催一次。", en: "Reminds the current handlers. Once every half hour." },
  cc: { zh: "抄送", en: "Send copy" },
  ccTo: { zh: "抄送给", en: "To" },
  submit: { zh: "修改并再次提交", en: "Edit and submit again" },
  correct: {
    zh: (n: number) => `请修改标出的 ${n} 处内容。`,
    en: (n: number) => (n === 1 ? "Correct the highlighted field." : `Correct the ${n} highlighted fields.`),
  },
  returned: { zh: "退回给你修改", en: "Sent back to you" },
  submitShort: { zh: "再次提交", en: "Submit again" },
  takeBack: { zh: (node: string) => `拿回“${node}”的决定`, en: (node: string) => `Take back decision on “${node}”` },
  takeBackHint: { zh: "下一步还没有人处理时，可以拿回自己的决定重新处理。", en: "You can decide again until the next step is handled." },
  terminate: { zh: "终止流程", en: "Terminate process" },
  terminateHint: { zh: "流程会立即结束，所有待办都会消失。", en: "The process ends immediately and all open tasks are removed." },
  jump: { zh: "跳转到…", en: "Jump to…" },
  jumpTo: { zh: "到", en: "To" },
  variables: { zh: "修正数据", en: "Correct data" },
  variablesHint: { zh: "JSON 对象；只写要改的变量。", en: "A JSON object with only the variables to change." },
  badJson: { zh: "不是有效的 JSON 对象。", en: "Enter a valid JSON object." },
  reopen: { zh: "重新打开", en: "Reopen" },
  reopenHint: { zh: "流程会从头开始新的一轮。", en: "The process starts a new round from the beginning." },
  comment: { zh: "附言（选填）", en: "Note (optional)" },
  reasonRequired: { zh: "原因（必填）", en: "Reason (required)" },
  reasonOptional: { zh: "原因（选填）", en: "Reason (optional)" },
  send: { zh: "发送", en: "Send" },
  urged: { zh: "已催办", en: "Reminder sent" },
  copied: { zh: "已抄送", en: "Copies sent" },
  ended: { zh: "为什么结束", en: "Why it ended" },
  creator: { zh: "发起人", en: "the requester" },
  because: { zh: "为什么是我", en: "Why me" },
});

export const stuckWords = words({
  stuck: { zh: "流程异常", en: "The process is stuck" },
  hint: { zh: "流程自己无法继续，需要管理员处理。", en: "The process can't continue on its own. An admin needs to resolve it." },
  see: { zh: "查看异常", en: "View stuck processes" },
});

/** Verbs of the timeline. `who` are names; `to` a step. */
export const lineWords = words({
  /** What was done, and at which step. */
  doneAt: { zh: (said: string, node: string) => `在“${node}”${said}`, en: (said: string, node: string) => `${said} at “${node}”` },
  instead: { zh: (name: string) => `代 ${name}`, en: (name: string) => `for ${name}` },
  submit: { zh: "再次提交了申请", en: "submitted it again" },
  approve: { zh: "同意了", en: "approved" },
  refuse: { zh: "拒绝了", en: "refused" },
  opinion: { zh: "给出了意见", en: "gave an opinion" },
  transfer: { zh: (who: string) => `转办给 ${who}`, en: (who: string) => `reassigned it to ${who}` },
  delegate: { zh: (who: string) => `委派给 ${who}`, en: (who: string) => `delegated it to ${who}` },
  delegateReturn: { zh: (who: string) => `办完，交回 ${who}`, en: (who: string) => `completed it and returned it to ${who}` },
  addBefore: { zh: (who: string) => `前加签 ${who}`, en: (who: string) => `added ${who} to give an opinion first` },
  addAfter: { zh: (who: string) => `后加签 ${who}`, en: (who: string) => `added ${who} to decide next` },
  addBeside: { zh: (who: string) => `并加签 ${who}`, en: (who: string) => `added ${who} to decide together` },
  removeSign: { zh: (who: string) => `减签 ${who}`, en: (who: string) => `removed ${who}` },
  claim: { zh: "认领了", en: "claimed it" },
  unclaim: { zh: "取消了认领", en: "unclaimed it" },
  returnTo: { zh: (to: string) => zh`退回到${to}`, en: (to: string) => `sent it back to ${to}` },
  straight: { zh: "改完直接回到本步", en: "then straight back to this step" },
  withdraw: { zh: "撤回了申请", en: "withdrew it" },
  takeBack: { zh: "拿回了自己的决定", en: "took back their decision" },
  urge: { zh: "催办", en: "sent a reminder" },
  cc: { zh: (who: string) => `抄送给 ${who}`, en: (who: string) => `sent a copy to ${who}` },
  jump: { zh: (to: string) => `跳转到“${to}”`, en: (to: string) => `moved it to “${to}”` },
  terminate: { zh: "终止了流程", en: "terminated the process" },
  setVariables: { zh: "修正了数据", en: "corrected the data" },
  resolveIncident: { zh: "处理了异常", en: "resolved the incident" },
  reopen: { zh: "重新打开，流程开始新的一轮", en: "reopened it and started a new round" },
  migrate: { zh: "把流程迁移到了新版本", en: "moved the process to another version" },
  ask: { zh: (who: string) => `请 ${who} 处理`, en: (who: string) => `assigned it to ${who}` },
  askNobody: { zh: "等待处理", en: "is waiting for someone" },
  autoApprove: { zh: "自动同意", en: "approved automatically" },
  autoRefuse: { zh: "自动拒绝", en: "refused automatically" },
  autoPass: { zh: "自动跳过", en: "skipped automatically" },
  timeout: { zh: "已超时", en: "recorded a timeout" },
  remind: { zh: "已提醒处理人", en: "sent a reminder" },
  escalate: { zh: (who: string) => `超时，升级给 ${who}`, en: (who: string) => `escalated it to ${who} after a timeout` },
  finish: { zh: "流程已通过", en: "Process completed" },
  failed: { zh: "流程失败", en: "Process failed" },
  terminated: { zh: "流程已终止", en: "Process terminated" },
  rejected: { zh: "流程已拒绝", en: "Process refused" },
  incident: { zh: "流程停住了", en: "Process stuck" },
  joinForced: { zh: "汇合点互相等待，已放行其中一个", en: "Joins were waiting for each other; one was released" },
  other: { zh: (action: string) => action, en: (action: string) => action },
  changed: {
    zh: (field: string, from: string, to: string) => `${field}：${from} → ${to}`,
    en: (field: string, from: string, to: string) => `${field}: ${from} → ${to}`,
  },
});

/** By which rule somebody was found; `rule` is what identity said of it ("head of 研发部"). */
export const whyWords = words({
  users: { zh: "被指定处理", en: "named directly" },
  groups: { zh: (name: string) => `用户组 ${name}`, en: (name: string) => `group ${name}` },
  leads: { zh: (name: string) => zh`${name}的组长`, en: (name: string) => `lead of ${name}` },
  roles: { zh: (name: string) => `角色 ${name}`, en: (name: string) => `role ${name}` },
  department: { zh: (name: string) => zh`${name}的成员`, en: (name: string) => `a member of ${name}` },
  head: { zh: (name: string) => zh`${name}的负责人`, en: (name: string) => `head of ${name}` },
  manager: { zh: (name: string) => zh`${name}的上级`, en: (name: string) => `manager of ${name}` },
  initiator: { zh: "发起人", en: "the requester" },
  field: { zh: "表单中填写的人", en: "named in the form" },
  handler: { zh: "另一步的处理人", en: "handled another step" },
  chosen: { zh: "发起人自选", en: "chosen by the requester" },
  http: { zh: "由外部系统查到", en: "found by an external system" },
  superior: { zh: "上级", en: "their manager" },
  nobody: { zh: "找不到处理人时的替代", en: "fallback when nobody is found" },
  escalation: { zh: "超时升级", en: "escalated after timeout" },
  added: { zh: "被加签", en: "was added" },
  before: { zh: "前加签", en: "asked for an opinion first" },
  beside: { zh: "并加签", en: "added to decide together" },
  after: { zh: "后加签", en: "added after them" },
  "take-back": { zh: "拿回决定", en: "took it back" },
  creator: { zh: "发起人", en: "the requester" },
  other: { zh: (rule: string) => rule, en: (rule: string) => rule },
});

export const becauseWords = words({
  "approver-is-initiator": { zh: "原处理人就是发起人，改由其上级处理", en: "the approver is the requester, so their manager decides" },
  "nobody-found": { zh: "没有找到处理人", en: "nobody was found" },
  timeout: { zh: "超时", en: "timed out" },
  "same-approver": { zh: "此人已经同意过", en: "they already approved" },
} satisfies Record<NonNullable<z.infer<typeof Why>["because"]>, Both>);

/** Why the engine refuses, by its code; `who` has it, where that is the reason. */
export const refusalWords = words({
  "reason-missing": { zh: () => "请填写原因。", en: () => "Enter a reason." },
  "comment-missing": { zh: () => "拒绝时请填写意见。", en: () => "Add a comment to refuse." },
  "outcome-not-allowed": { zh: () => "这里不能这样处理。", en: () => "That decision isn't possible here." },
  "people-missing": { zh: () => "请选择人员（最多 50 人，不重复）。", en: () => "Choose up to 50 people, each only once." },
  "not-done": { zh: () => "这一步没有办过，不能这样退回。", en: () => "It can't be sent back there; that step hasn't been handled yet." },
  "to-be-submitted": { zh: () => "正等发起人重新提交。", en: () => "Waiting for the requester to submit again." },
  "target-not-allowed": { zh: () => "不能交到这里，请换一个人或一个步骤。", en: () => "It can't go there. Choose another person or step." },
  "several-elements": { zh: () => "有多个令牌，请指明从哪个节点移动。", en: () => "There are several tokens. Choose which step to move from." },
  "fields-not-allowed": { zh: () => "有的字段在这一步不能修改。", en: () => "Some of these fields can't be changed in this step." },
  "fields-missing": { zh: () => "同意之前请填写必填字段。", en: () => "Fill in the required fields before approving." },
  "not-handler": { zh: () => "这不是你的待办。", en: () => "This task isn't assigned to you." },
  "not-candidate": { zh: () => "你不在可认领的人之中。", en: () => "You aren't one of the people who can claim this." },
  "not-admin": { zh: () => "只有管理员可以这样做。", en: () => "Only admins can do this." },
  "not-creator": { zh: () => "只有发起人可以这样做。", en: () => "Only the requester can do this." },
  "not-previous-handler": { zh: () => "只有上一步的处理人可以拿回。", en: () => "Only the person who decided the previous step can take it back." },
  "self-approval": { zh: () => "不能审批自己的申请。", en: () => "You can't approve your own request." },
  "no-task": { zh: () => "这项待办已不存在。", en: () => "This task no longer exists." },
  "no-element": { zh: () => "流程已不在这一步。", en: () => "The process is no longer at this step." },
  "no-incident": { zh: () => "这个异常已不存在。", en: () => "This incident no longer exists." },
  "no-node": { zh: () => "流程里没有这一步。", en: () => "The process has no such step." },
  "already-started": { zh: () => "流程已经开始。", en: () => "The process has already started." },
  "not-started": { zh: () => "流程还没有开始。", en: () => "The process hasn't started yet." },
  "not-active": { zh: () => "流程已经结束。", en: () => "The process has ended." },
  "task-closed": {
    zh: (who: string) => (who ? `${who} 已经处理了。` : "已经有人处理了。"),
    en: (who: string) => (who ? `${who} has already handled this.` : "This has already been handled."),
  },
  "task-held": { zh: () => "还要等其他人先答复。", en: () => "Waiting for others to respond first." },
  "task-waiting": { zh: () => "还没有轮到你。", en: () => "It isn't your turn yet." },
  "claimed-by-other": {
    zh: (who: string) => (who ? `已被 ${who} 认领。` : "已被别人认领。"),
    en: (who: string) => (who ? `Claimed by ${who}.` : "Claimed by someone else."),
  },
  "handed-over": {
    zh: (who: string) => (who ? `已经交给 ${who}。` : "你已经交出去了。"),
    en: (who: string) => (who ? `You reassigned this to ${who}.` : "You reassigned this."),
  },
  "claim-first": { zh: () => "请先认领。", en: () => "Claim it first." },
  "not-claimed": { zh: () => "你没有认领它。", en: () => "You haven't claimed this." },
  delegated: {
    zh: (who: string) => (who ? `已委派给 ${who}，办完会回到你这里。` : "这是委派的事项，办完会回到委派人那里。"),
    en: (who: string) => (who ? `Delegated to ${who}. It returns to you when done.` : "This was delegated. It returns to its owner when done."),
  },
  "already-takes-part": {
    zh: (who: string) => (who ? `${who} 已经在这一步里。` : "所选的人已经在这一步里。"),
    en: (who: string) => (who ? `${who} is already part of this step.` : "Someone you chose is already part of this step."),
  },
  "last-person": { zh: () => "不能减去最后一个人。", en: () => "You can't remove the last person." },
  "opinion-only": { zh: () => "这里只需要你的意见。", en: () => "Only your opinion is needed here." },
  "too-late": { zh: () => "流程已经走得太远，不能撤回了。", en: () => "The process has gone too far to be withdrawn." },
  "not-waiting": { zh: () => "现在没有需要处理的。", en: () => "Nothing to handle right now." },
  "not-asked": { zh: () => "没有在找人。", en: () => "Not looking for people right now." },
  "already-decided": { zh: () => "已经决定过了。", en: () => "Already decided." },
  "state-too-large": { zh: () => "流程的数据太多了。", en: () => "The process has too much data." },
  "too-often": { zh: () => "半小时内已经催过了。", en: () => "A reminder was sent less than half an hour ago." },
} satisfies Record<RefusalCode, { zh: (who: string) => string; en: (who: string) => string }>);

export const partWords = words({
  main: { zh: "", en: "" },
  before: { zh: "前加签", en: "opinion first" },
  beside: { zh: "并加签", en: "added alongside" },
  after: { zh: "后加签", en: "added after" },
  delegated: { zh: "受委派", en: "delegated" },
  submit: { zh: "待再次提交", en: "awaiting resubmission" },
} satisfies Record<Task["part"], Both>);

export const modeWords = words({
  any: { zh: "或签：一人决定即可", en: "Anyone decides" },
  all: { zh: "会签：需所有人同意", en: "Everyone must approve" },
  vote: { zh: "票签：达到票数即可", en: "A vote" },
  sequence: { zh: "依次处理", en: "One after another" },
  random: { zh: "随机一人", en: "One at random" },
  claim: { zh: "先认领再处理", en: "Claim first" },
} satisfies Record<Task["mode"], Both>);
