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
    en: "You are told here when somebody asks you, mentions you or comments on your tickets.",
  },
  allRead: { zh: "都看过了", en: "All read" },
  isNew: { zh: "未读", en: "unread" },
});

/** What was done; who did it stands before, the ticket after. */
export const typeWords = words({
  "ticket.assigned": { zh: "指派给你", en: "assigned to you" },
  "ticket.mentioned": { zh: "提到了你", en: "mentioned you in" },
  "ticket.commented": { zh: "评论了", en: "commented on" },
  "ticket.resolved": { zh: "解决了", en: "resolved" },
  "ticket.due": { zh: "已到截止时间", en: "is due:" },
  "task.assigned": { zh: "请你处理", en: "asks you to handle" },
  "task.reminded": { zh: "提醒你处理", en: "reminds you of" },
  "task.escalated": { zh: "超时升级给你", en: "passed on to you, as it was late:" },
  "task.urged": { zh: "催你处理", en: "urges you to handle" },
  "task.returned": { zh: "退回给你", en: "sent back to you" },
  "process.copied": { zh: "抄送给你", en: "sent you a copy of" },
  "process.resolved": { zh: "流程已通过", en: "completed" },
  "process.rejected": { zh: "拒绝了", en: "refused" },
  "process.terminated": { zh: "终止了", en: "ended" },
  "process.message": { zh: "通知你", en: "tells you:" },
} satisfies Record<Notification["type"], { zh: string; en: string }>);
