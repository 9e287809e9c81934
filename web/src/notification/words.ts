import type { Notification } from "../../../shared/contract/notification";
import { words } from "../i18n";

export const notificationWords = words({
  notifications: { zh: "通知", en: "Notifications" },
  all: { zh: "全部", en: "All" },
  unread: { zh: "未读", en: "Unread" },
  show: { zh: "显示", en: "Show" },
  readAll: { zh: "全部标为已读", en: "Mark all as read" },
  none: { zh: "没有通知", en: "No notifications" },
  noneHint: {
    zh: "有人请你处理、提到你或评论你的工单时，会在这里告诉你。",
    en: "You'll be notified here when someone assigns you work, mentions you or comments on your tickets.",
  },
  allRead: { zh: "都看过了", en: "You're all caught up" },
  isNew: { zh: "未读", en: "unread" },
});

/** What was done; who did it stands before, the ticket after. */
export const typeWords = words({
  "ticket.assigned": { zh: "指派给你", en: "assigned you" },
  "ticket.mentioned": { zh: "提到了你", en: "mentioned you in" },
  "ticket.commented": { zh: "评论了", en: "commented on" },
  "ticket.resolved": { zh: "解决了", en: "resolved" },
  "ticket.due": { zh: "已到截止时间", en: "says this is due:" },
  "task.assigned": { zh: "请你处理", en: "asked you to handle" },
  "task.reminded": { zh: "提醒你处理", en: "reminded you about" },
  "task.escalated": { zh: "超时升级给你", en: "escalated to you:" },
  "task.urged": { zh: "催你处理", en: "nudged you about" },
  "task.returned": { zh: "退回给你", en: "sent back to you" },
  "process.copied": { zh: "抄送给你", en: "sent you a copy of" },
  "process.resolved": { zh: "流程已通过", en: "completed" },
  "process.rejected": { zh: "拒绝了", en: "refused" },
  "process.terminated": { zh: "终止了", en: "ended" },
  "process.message": { zh: "通知你", en: "notified you:" },
} satisfies Record<Notification["type"], { zh: string; en: string }>);
