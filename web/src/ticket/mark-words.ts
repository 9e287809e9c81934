import type { Priority, TicketStatus } from "../../../shared/contract/ticket";
import { words } from "../i18n";

export const statusWords = words({
  draft: { zh: "草稿", en: "Draft" },
  open: { zh: "待处理", en: "Open" },
  in_progress: { zh: "处理中", en: "In progress" },
  resolved: { zh: "已解决", en: "Resolved" },
  rejected: { zh: "已驳回", en: "Rejected" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  terminated: { zh: "已终止", en: "Terminated" },
  closed: { zh: "已关闭", en: "Closed" },
} satisfies Record<TicketStatus, { zh: string; en: string }>);

export const priorityWords = words({
  low: { zh: "低", en: "Low" },
  medium: { zh: "中", en: "Medium" },
  high: { zh: "高", en: "High" },
  urgent: { zh: "紧急", en: "Urgent" },
} satisfies Record<Priority, { zh: string; en: string }>);

export const dueWords = words({
  due: { zh: "截止", en: "Due" },
  overdue: { zh: "已逾期", en: "Overdue" },
});
