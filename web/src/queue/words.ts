import type { DeadLetterCode } from "../../../shared/contract/submission";
import { words } from "../i18n";

export const queueWords = words({
  queue: { zh: "队列", en: "Queue" },
  pending: { zh: "排队中", en: "Waiting" },
  processing: { zh: "处理中", en: "In progress" },
  completed: { zh: "已完成", en: "Completed" },
  failed: { zh: "失败", en: "Failed" },
  deadLetters: { zh: "死信", en: "Dead letters" },
  oldest: { zh: "最久等待", en: "Oldest wait" },
  failedOnes: { zh: "失败的提交", en: "Failed submissions" },
  myFailed: { zh: "我失败的提交", en: "My failed submissions" },
  incidents: { zh: "流程异常", en: "Stuck processes" },
  show: { zh: "显示", en: "Show" },
  noFailed: { zh: "没有失败的提交", en: "No failed submissions" },
  noneOfMine: { zh: "你的提交没有失败的", en: "None of yours has failed" },
  noFailedHint: { zh: "未能变成工单的提交会连同原因列在这里。", en: "What could not become a ticket is listed here with its reason." },
  noDead: { zh: "没有死信", en: "No dead letters" },
  noDeadHint: { zh: "无法读取的消息会保留在这里，可重新投递。", en: "Messages that nobody could read are kept here, and can be sent again." },
  retry: { zh: "重试", en: "Retry" },
  retryAll: { zh: "全部重试", en: "Retry all" },
  redriveAll: { zh: "全部重新投递", en: "Send all again" },
  redrive: { zh: "重新投递", en: "Send again" },
  redriven: { zh: "已重新投递", en: "Sent again" },
  sentMore: {
    zh: (n: number) => `已重新提交 ${n} 项，还有更多，请再点一次`,
    en: (n: number) => `${n} sent again; there are more: do it once more`,
  },
  nothingSent: { zh: "没有需要重新投递的消息", en: "There was nothing to send again" },
  sent: { zh: (n: number) => `已重新提交 ${n} 项，结果稍后可见`, en: (n: number) => `${n} sent again; their outcome follows` },
  requester: { zh: "申请人", en: "Requester" },
  tries: { zh: (n: number) => `尝试 ${n} 次`, en: (n: number) => (n === 1 ? "1 try" : `${n} tries`) },
  untitled: { zh: "无标题", en: "Untitled" },
  at: { zh: (place: string) => `位置：${place}`, en: (place: string) => `At ${place}` },
  content: { zh: "消息内容", en: "What it says" },
  askAll: { zh: "重试所有失败的提交？", en: "Retry all failed submissions?" },
  askAllHint: { zh: "提交编号保持不变；修正原因之前，仍有问题的会再次失败。", en: "They keep their ids. What is still wrong with one makes it fail again." },
});

export const deadLetterWords = words({
  "no-tenant": { zh: "消息没有写明租户或提交时间。", en: "It names no tenant, or no time of acceptance." },
  "no-submission": { zh: "消息的内容不是一份提交。", en: "What it says is no submission." },
  "not-storable": { zh: "消息里有数据库无法保存的字符或数值。", en: "It holds characters or numbers that can't be stored." },
  unreadable: { zh: "消息无法读取。", en: "It could not be read." },
} satisfies Record<DeadLetterCode, { zh: string; en: string }>);
