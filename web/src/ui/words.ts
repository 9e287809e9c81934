import type { ProblemCode } from "../../../shared/contract/problem";
import { words, zh } from "../i18n";

export const uiWords = words({
  loading: { zh: "正在加载", en: "Loading" },
  tryAgain: { zh: "重试", en: "Try again" },
  failed: { zh: "没能加载", en: "Couldn't load this" },
  forbidden: { zh: "你没有权限查看这里", en: "You don't have access" },
  forbiddenHint: { zh: "如需访问，请联系租户管理员。", en: "Ask an admin if you need access." },
  missing: { zh: "找不到", en: "Not found" },
  missingHint: { zh: "它可能已被删除，或者你没有权限查看。", en: "It may have been deleted, or you don't have access." },
  waking: {
    zh: "数据库正在唤醒，通常需要 15–30 秒，请求会自动继续。",
    en: "The database is waking up. This takes 15–30 seconds; your request will continue automatically.",
  },
  slow: {
    zh: "服务器响应比平时慢，可能正在唤醒数据库，请求会自动继续。",
    en: "The server is slower than usual; the database may be waking up. Your request will continue automatically.",
  },
  databaseAway: { zh: "数据库暂时不可用，请稍后重试。", en: "The database is unavailable. Try again in a moment." },
  offline: {
    zh: "网络已断开。恢复后页面会自动刷新，未成功的操作请重试。",
    en: "You're offline. This page will refresh once you're back online; retry anything that failed.",
  },
  cancel: { zh: "取消", en: "Cancel" },
  close: { zh: "关闭", en: "Close" },
  save: { zh: "保存", en: "Save" },
  remove: { zh: "删除", en: "Delete" },
  dropFilled: { zh: "放弃已填写的内容？", en: "Discard changes?" },
  goOnFilling: { zh: "继续填写", en: "Keep editing" },
  drop: { zh: "放弃", en: "Discard" },
  undo: { zh: "撤销", en: "Undo" },
  more: { zh: "加载更多", en: "Load more" },
  all: { zh: "全部", en: "All" },
  none: { zh: "无", en: "None" },
  gone: { zh: "已不存在", en: "Deleted" },
  system: { zh: "系统", en: "System" },
  someone: { zh: "某人", en: "Someone" },
  /** Who changed it, where nobody knows more. */
  somebody: { zh: "别人", en: "Someone else" },
  changedBy: {
    zh: (who: string, ago: string) => zh`${who}${ago}改过，已为你刷新，请确认后重试。`,
    en: (who: string, ago: string) => `${who} changed it ${ago}. It has been refreshed. Check it, then try again.`,
  },
  required: { zh: "必填", en: "required" },
  search: { zh: "搜索", en: "Search" },
  unreachable: { zh: "无法连接服务器，请检查网络后重试。", en: "Can't reach the server. Check your connection and try again." },
  faulty: {
    zh: (status: number) => `服务器出错了（${status}），请稍后重试。`,
    en: (status: number) => `Server error (${status}). Try again in a moment.`,
  },
  noMatch: { zh: "没有匹配的人", en: "No people match" },
  clearOf: { zh: (label: string) => zh`清除${label}`, en: (label: string) => `Clear ${label}` },
  nobody: { zh: "未指派", en: "Nobody" },
  findPerson: { zh: "按姓名或邮箱查找", en: "Find by name or email" },
  removeOne: { zh: (name: string) => `移除 ${name}`, en: (name: string) => `Remove ${name}` },
  me: { zh: "我", en: "me" },
  notifications: { zh: "消息", en: "Messages" },
});

/** What each refusal means to the one who reads it, and what to do about it. */
export const problemWords = words({
  "invalid-input": { zh: "有内容需要修改。", en: "Some fields need to be corrected." },
  "not-signed-in": { zh: "登录已过期，请重新登录。", en: "Your session has expired. Sign in again." },
  "not-allowed": { zh: "你没有权限这样做。", en: "You don't have permission to do this." },
  deactivated: { zh: "你的账户已被停用，请联系管理员。", en: "Your account is deactivated. Contact an admin." },
  "not-found": { zh: "它已不存在，或者你无权查看。", en: "It no longer exists, or you don't have access." },
  stale: { zh: "刚刚有人改过，已为你刷新，请确认后重试。", en: "Someone just changed this. It has been refreshed; check it and try again." },
  "illegal-transition": { zh: "现在的状态不允许这样做。", en: "The current status doesn't allow this." },
  conflict: { zh: "同名的已经存在。", en: "This name is already taken." },
  "not-published": { zh: "它尚未发布，暂时不能使用。", en: "It isn't published yet, so it can't be used." },
  "too-large": { zh: "内容太大了。", en: "The content is too large." },
  "too-often": { zh: "操作太频繁，请稍等片刻。", en: "Too many requests. Wait a moment." },
  "database-waking": { zh: "数据库仍在唤醒，请稍后重试。", en: "The database is still waking up. Try again in a moment." },
  "database-away": {
    zh: "数据库暂时不可用；操作可能已经生效，请先查看再重试。",
    en: "The database is unavailable. Your change may have gone through; check before you try again.",
  },
  "queue-away": { zh: "队列暂时不可用，可以放心重试。", en: "The queue is unavailable. You can safely try again." },
  "domain-away": { zh: "服务暂时没有响应，请稍后重试。", en: "A service isn't responding. Try again in a moment." },
} satisfies Record<ProblemCode, { zh: string; en: string }>);
