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
  terminated: { zh: "已终止", en: "Ended" },
  failed: { zh: "已失败", en: "Failed" },
} satisfies Record<z.infer<typeof InstanceStatus>, Both>);

export const stepWords = words({
  active: { zh: "进行中", en: "In progress" },
  "finding-people": { zh: "正在找人", en: "Finding people" },
  done: { zh: "已完成", en: "Done" },
  failed: { zh: "异常", en: "Stuck" },
  skipped: { zh: "已跳过", en: "Passed over" },
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
  waitsFor: { zh: "等待", en: "Waits for" },
  timerUntil: { zh: (when: string) => `到 ${when}`, en: (when: string) => `until ${when}` },
  message: { zh: (name: string) => `消息“${name}”`, en: (name: string) => `the message “${name}”` },
  reason: { zh: "原因", en: "Reason" },
  more: { zh: "流程操作", en: "Process actions" },
  withdraw: { zh: "撤回申请", en: "Withdraw" },
  withdrawHint: { zh: "撤回后可以修改内容再次提交。", en: "It can be changed and submitted again." },
  urge: { zh: "催办", en: "Urge" },
  urgeHint: { zh: "提醒正在处理的人；半小时内只能催一次。", en: "Reminds whoever has it; once in half an hour." },
  cc: { zh: "抄送", en: "Send a copy" },
  ccTo: { zh: "抄送给", en: "To" },
  submit: { zh: "修改并再次提交", en: "Edit and submit again" },
  correct: {
    zh: (n: number) => `请修改标出的 ${n} 处内容。`,
    en: (n: number) => (n === 1 ? "Please correct the field that is marked." : `Please correct the ${n} fields that are marked.`),
  },
  returned: { zh: "退回给你修改", en: "Sent back to you" },
  submitShort: { zh: "再次提交", en: "Submit again" },
  takeBack: { zh: (node: string) => `拿回“${node}”的决定`, en: (node: string) => `Take back the decision at “${node}”` },
  takeBackHint: { zh: "下一步还没有人处理时，可以拿回自己的决定重新处理。", en: "While nobody has acted after you, you can decide again." },
  terminate: { zh: "终止流程", en: "End the process" },
  terminateHint: { zh: "流程会立即结束，所有待办都会消失。", en: "It ends at once, and with it all that is to be done." },
  jump: { zh: "跳转到…", en: "Jump to…" },
  jumpTo: { zh: "到", en: "To" },
  variables: { zh: "修正数据", en: "Correct the data" },
  variablesHint: { zh: "JSON 对象；只写要改的变量。", en: "A JSON object, with what is to change only." },
  badJson: { zh: "不是有效的 JSON 对象。", en: "Is no JSON object." },
  reopen: { zh: "重新打开", en: "Reopen" },
  reopenHint: { zh: "流程会从头开始新的一轮。", en: "The process begins a new round from the start." },
  comment: { zh: "附言（选填）", en: "Note (optional)" },
  reasonRequired: { zh: "原因（必填）", en: "Reason (required)" },
  reasonOptional: { zh: "原因（选填）", en: "Reason (optional)" },
  send: { zh: "发送", en: "Send" },
  urged: { zh: "已催办", en: "They were reminded" },
  copied: { zh: "已抄送", en: "The copies are sent" },
  ended: { zh: "为什么结束", en: "Why it ended" },
  creator: { zh: "发起人", en: "the creator" },
  because: { zh: "为什么是我", en: "Why me" },
});

export const stuckWords = words({
  stuck: { zh: "流程异常", en: "The process is stuck" },
  hint: { zh: "流程自己无法继续，需要管理员处理。", en: "It can't go on by itself: an admin has to help." },
  see: { zh: "查看异常", en: "See what is stuck" },
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
  transfer: { zh: (who: string) => `转办给 ${who}`, en: (who: string) => `handed it on to ${who}` },
  delegate: { zh: (who: string) => `委派给 ${who}`, en: (who: string) => `delegated it to ${who}` },
  delegateReturn: { zh: (who: string) => `办完，交回 ${who}`, en: (who: string) => `did it and gave it back to ${who}` },
  addBefore: { zh: (who: string) => `前加签 ${who}`, en: (who: string) => `asked ${who} first` },
  addAfter: { zh: (who: string) => `后加签 ${who}`, en: (who: string) => `added ${who} to decide next` },
  addBeside: { zh: (who: string) => `并加签 ${who}`, en: (who: string) => `added ${who} beside` },
  removeSign: { zh: (who: string) => `减签 ${who}`, en: (who: string) => `took ${who} out` },
  claim: { zh: "认领了", en: "claimed it" },
  unclaim: { zh: "取消了认领", en: "gave it back to the others" },
  returnTo: { zh: (to: string) => zh`退回到${to}`, en: (to: string) => `sent it back to ${to}` },
  straight: { zh: "改完直接回到本步", en: "it then comes straight back" },
  withdraw: { zh: "撤回了申请", en: "withdrew it" },
  takeBack: { zh: "拿回了自己的决定", en: "took the decision back" },
  urge: { zh: "催办", en: "urged whoever has it" },
  cc: { zh: (who: string) => `抄送给 ${who}`, en: (who: string) => `sent a copy to ${who}` },
  jump: { zh: (to: string) => `跳转到“${to}”`, en: (to: string) => `moved it to “${to}”` },
  terminate: { zh: "终止了流程", en: "ended the process" },
  setVariables: { zh: "修正了数据", en: "corrected the data" },
  resolveIncident: { zh: "处理了异常", en: "resolved the incident" },
  reopen: { zh: "重新打开，流程开始新的一轮", en: "reopened it: the process begins a new round" },
  migrate: { zh: "把流程迁移到了新版本", en: "moved the process to another version" },
  ask: { zh: (who: string) => `请 ${who} 处理`, en: (who: string) => `asks ${who}` },
  askNobody: { zh: "等待处理", en: "is to be done" },
  autoApprove: { zh: "自动同意", en: "was approved by itself" },
  autoRefuse: { zh: "自动拒绝", en: "was refused by itself" },
  autoPass: { zh: "自动跳过", en: "passed by itself" },
  timeout: { zh: "已超时", en: "was not done in time" },
  remind: { zh: "已提醒处理人", en: "They were reminded" },
  escalate: { zh: (who: string) => `超时，升级给 ${who}`, en: (who: string) => `was late, and went up to ${who}` },
  finish: { zh: "流程已通过", en: "The process is completed" },
  failed: { zh: "流程失败", en: "The process failed" },
  terminated: { zh: "流程已终止", en: "The process ended" },
  rejected: { zh: "流程已拒绝", en: "The process was refused" },
  incident: { zh: "流程停住了", en: "The process can't go on" },
  joinForced: { zh: "汇合点互相等待，已放行其中一个", en: "Joins waited for each other; one went on" },
  other: { zh: (action: string) => action, en: (action: string) => action },
  changed: {
    zh: (field: string, from: string, to: string) => `${field}：${from} → ${to}`,
    en: (field: string, from: string, to: string) => `${field}: ${from} → ${to}`,
  },
});

/** By which rule somebody was found; `rule` is what identity said of it ("head of 研发部"). */
export const whyWords = words({
  users: { zh: "被指定处理", en: "was named" },
  groups: { zh: (name: string) => `用户组 ${name}`, en: (name: string) => `group ${name}` },
  leads: { zh: (name: string) => zh`${name}的组长`, en: (name: string) => `lead of ${name}` },
  roles: { zh: (name: string) => `角色 ${name}`, en: (name: string) => `role ${name}` },
  department: { zh: (name: string) => zh`${name}的成员`, en: (name: string) => `a member of ${name}` },
  head: { zh: (name: string) => zh`${name}的负责人`, en: (name: string) => `head of ${name}` },
  manager: { zh: (name: string) => zh`${name}的上级`, en: (name: string) => `manager of ${name}` },
  initiator: { zh: "发起人", en: "the creator" },
  field: { zh: "表单中填写的人", en: "named in the form" },
  handler: { zh: "另一步的处理人", en: "did another step" },
  chosen: { zh: "发起人自选", en: "chosen by the creator" },
  http: { zh: "由外部系统查到", en: "found by another system" },
  superior: { zh: "上级", en: "their superior" },
  nobody: { zh: "找不到处理人时的替代", en: "stands in, as nobody was found" },
  escalation: { zh: "超时升级", en: "as it was late" },
  added: { zh: "被加签", en: "was added" },
  before: { zh: "前加签", en: "asked for an opinion first" },
  beside: { zh: "并加签", en: "added beside them" },
  after: { zh: "后加签", en: "added after them" },
  "take-back": { zh: "拿回决定", en: "took it back" },
  creator: { zh: "发起人", en: "the creator" },
  other: { zh: (rule: string) => rule, en: (rule: string) => rule },
});

export const becauseWords = words({
  "approver-is-initiator": { zh: "原处理人就是发起人，改由其上级处理", en: "whoever should decide had asked for it" },
  "nobody-found": { zh: "没有找到处理人", en: "nobody was found" },
  timeout: { zh: "超时", en: "it was late" },
  "same-approver": { zh: "此人已经同意过", en: "they approved before" },
} satisfies Record<NonNullable<z.infer<typeof Why>["because"]>, Both>);

/** Why the engine refuses, by its code; `who` has it, where that is the reason. */
export const refusalWords = words({
  "reason-missing": { zh: () => "请填写原因。", en: () => "Say why." },
  "comment-missing": { zh: () => "拒绝时请填写意见。", en: () => "Say why you refuse." },
  "outcome-not-allowed": { zh: () => "这里不能这样处理。", en: () => "This can't be decided like that." },
  "people-missing": { zh: () => "请选择人员（最多 50 人，不重复）。", en: () => "Name up to 50 people, each once." },
  "not-done": { zh: () => "这一步没有办过，不能这样退回。", en: () => "It can't be returned there like that: it was not done before this." },
  "to-be-submitted": { zh: () => "正等发起人重新提交。", en: () => "It is with its creator, to be submitted again." },
  "target-not-allowed": { zh: () => "不能交到这里，请换一个人或一个步骤。", en: () => "It can't go there: choose somebody else, or another step." },
  "several-elements": { zh: () => "有多个令牌，请指明从哪个节点移动。", en: () => "There are several tokens: say from which step." },
  "fields-not-allowed": { zh: () => "有的字段在这一步不能修改。", en: () => "Some of these fields can't be changed here." },
  "fields-missing": { zh: () => "同意之前请填写必填字段。", en: () => "Fill in what is required first." },
  "not-handler": { zh: () => "这不是你的待办。", en: () => "It is not yours to do." },
  "not-candidate": { zh: () => "你不在可认领的人之中。", en: () => "You are not among those who may take it." },
  "not-admin": { zh: () => "只有管理员可以这样做。", en: () => "Only an admin may do this." },
  "not-creator": { zh: () => "只有发起人可以这样做。", en: () => "Only the creator may do this." },
  "not-previous-handler": { zh: () => "只有上一步的处理人可以拿回。", en: () => "Only whoever decided last can take it back." },
  "self-approval": { zh: () => "不能审批自己的申请。", en: () => "You can't decide on what you asked for yourself." },
  "no-task": { zh: () => "这项待办已不存在。", en: () => "There is no such task any more." },
  "no-element": { zh: () => "流程已不在这一步。", en: () => "The process is not there any more." },
  "no-incident": { zh: () => "这个异常已不存在。", en: () => "There is no such incident any more." },
  "no-node": { zh: () => "流程里没有这一步。", en: () => "The process has no such step." },
  "already-started": { zh: () => "流程已经开始。", en: () => "It has started already." },
  "not-started": { zh: () => "流程还没有开始。", en: () => "It has not started yet." },
  "not-active": { zh: () => "流程已经结束。", en: () => "The process is over." },
  "task-closed": {
    zh: (who: string) => (who ? `${who} 已经处理了。` : "已经有人处理了。"),
    en: (who: string) => (who ? `${who} has done it already.` : "It is done already."),
  },
  "task-held": { zh: () => "还要等其他人先答复。", en: () => "Others must answer first." },
  "task-waiting": { zh: () => "还没有轮到你。", en: () => "It is not your turn yet." },
  "claimed-by-other": {
    zh: (who: string) => (who ? `已被 ${who} 认领。` : "已被别人认领。"),
    en: (who: string) => (who ? `${who} has it.` : "Somebody else has it."),
  },
  "handed-over": {
    zh: (who: string) => (who ? `已经交给 ${who}。` : "你已经交出去了。"),
    en: (who: string) => (who ? `You handed it to ${who}.` : "You handed it on."),
  },
  "claim-first": { zh: () => "请先认领。", en: () => "Claim it first." },
  "not-claimed": { zh: () => "你没有认领它。", en: () => "You have not claimed it." },
  delegated: {
    zh: (who: string) => (who ? `已委派给 ${who}，办完会回到你这里。` : "这是委派的事项，办完会回到委派人那里。"),
    en: (who: string) => (who ? `Delegated to ${who}; it comes back to you.` : "It was delegated; it goes back to its owner."),
  },
  "already-takes-part": {
    zh: (who: string) => (who ? `${who} 已经在这一步里。` : "所选的人已经在这一步里。"),
    en: (who: string) => (who ? `${who} takes part already.` : "Somebody you named takes part already."),
  },
  "last-person": { zh: () => "不能减去最后一个人。", en: () => "The last one must stay." },
  "opinion-only": { zh: () => "这里只需要你的意见。", en: () => "You are asked for an opinion only." },
  "too-late": { zh: () => "流程已经走得太远，不能撤回了。", en: () => "It has gone too far for that." },
  "not-waiting": { zh: () => "现在没有需要处理的。", en: () => "It waits for nobody now." },
  "not-asked": { zh: () => "没有在找人。", en: () => "Nobody is being looked for." },
  "already-decided": { zh: () => "已经决定过了。", en: () => "It is decided already." },
  "state-too-large": { zh: () => "流程的数据太多了。", en: () => "The process holds too much data." },
  "too-often": { zh: () => "半小时内已经催过了。", en: () => "They were reminded less than half an hour ago." },
} satisfies Record<RefusalCode, { zh: (who: string) => string; en: (who: string) => string }>);

export const partWords = words({
  main: { zh: "", en: "" },
  before: { zh: "前加签", en: "asked first" },
  beside: { zh: "并加签", en: "added beside" },
  after: { zh: "后加签", en: "added after" },
  delegated: { zh: "受委派", en: "delegated" },
  submit: { zh: "待再次提交", en: "to be submitted again" },
} satisfies Record<Task["part"], Both>);

export const modeWords = words({
  any: { zh: "或签：一人决定即可", en: "Any one decides" },
  all: { zh: "会签：需所有人同意", en: "All must agree" },
  vote: { zh: "票签：达到票数即可", en: "A vote" },
  sequence: { zh: "依次处理", en: "One after another" },
  random: { zh: "随机一人", en: "One at random" },
  claim: { zh: "先认领再处理", en: "Claimed first" },
} satisfies Record<Task["mode"], Both>);
