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
  noneOfMine: { zh: "你的提交没有失败的", en: "None of your submissions failed" },
  noFailedHint: { zh: "未能变成工单的提交会连同原因列在这里。", en: "Submissions that couldn't become tickets appear here, with the reason." },
  noDead: { zh: "没有死信", en: "No dead letters" },
  noDeadHint: { zh: "无法读取的消息会保留在这里，可重新投递。", en: "Messages that couldn't be read are kept here and can be redriven." },
  retry: { zh: "重试", en: "Retry" },
  retryAll: { zh: "全部重试", en: "Retry all" },
  redriveAll: { zh: "全部重新投递", en: "Redrive all" },
  redrive: { zh: "重新投递", en: "Redrive" },
  redriven: { zh: "已重新投递", en: "Redriven" },
  sentMore: {
    zh: (n: number) => `已重新提交 ${n} 项，还有更多，请再点一次`,
    en: (n: number) => `${n} resubmitted. There are more; retry again.`,
  },
  nothingSent: { zh: "没有需要重新投递的消息", en: "Nothing to redrive" },
  sent: { zh: (n: number) => `已重新提交 ${n} 项，结果稍后可见`, en: (n: number) => `${n} resubmitted. Results will follow.` },
  requester: { zh: "申请人", en: "Requester" },
  tries: { zh: (n: number) => `尝试 ${n} 次`, en: (n: number) => (n === 1 ? "1 try" : `${n} tries`) },
  untitled: { zh: "无标题", en: "Untitled" },
  at: { zh: (place: string) => `位置：${place}`, en: (place: string) => `At ${place}` },
  content: { zh: "消息内容", en: "Message" },
  askAll: { zh: "重试所有失败的提交？", en: "Retry all failed submissions?" },
  askAllHint: { zh: "提交编号保持不变；修正原因之前，仍有问题的会再次失败。", en: "They keep their IDs. Any that still have a problem will fail again." },
});

export const deadLetterWords = words({
  "no-tenant": { zh: "消息没有写明租户或提交时间。", en: "The message has no tenant or no submission time." },
  "no-submission": { zh: "消息的内容不是一份提交。", en: "The message isn't a submission." },
  "not-storable": { zh: "消息里有数据库无法保存的字符或数值。", en: "The message contains characters or numbers that can't be stored." },
  unreadable: { zh: "消息无法读取。", en: "The message couldn't be read." },
} satisfies Record<DeadLetterCode, { zh: string; en: string }>);
