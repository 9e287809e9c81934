import { words } from "../i18n";
import { refusalOf } from "../ui/field-errors";

/** Why people, groups, departments and absences can't be so: by the code of an error, and its field where that matters. */
export const refusalWords = words({
  "email conflict": { zh: "已有人使用这个邮箱。", en: "This email is already in use." },
  "email invalid_format": { zh: "不是有效的邮箱地址。", en: "Enter a valid email address." },
  "subject conflict": { zh: "已有程序使用这个客户端标识。", en: "Another program already uses this client ID." },
  "name conflict": { zh: "同名的已经存在。", en: "This name is already taken." },
  "managerId circle": { zh: "不能是本人，也不能是自己的下属。", en: "Choose someone other than this person or their reports." },
  "parentId circle": { zh: "部门不能放在自己或自己的下级之下。", en: "A department can't be moved under itself." },
  "too-deep": { zh: "部门的层级太深了。", en: "Departments can't be nested this deeply." },
  "last-admin": { zh: "这是最后一位在用的管理员，请先指定另一位。", en: "This is the last active admin. Add another one first." },
  "has-departments": { zh: "它还有下级部门，请先移走或删除。", en: "This department has sub-departments. Move or delete them first." },
  "has-people": { zh: "部门里还有人员，请先把他们调到别的部门。", en: "This department still has people. Move them to another one first." },
  order: { zh: "结束时间应晚于开始时间。", en: "The end must be after the start." },
  over: { zh: "结束时间已经过去。", en: "The end is in the past." },
  self: { zh: "不能由本人代理。", en: "You can't choose the person who is away." },
  deactivated: { zh: "此人已停用，请换一位。", en: "This person is deactivated. Choose someone else." },
  overlap: { zh: "这段时间已经安排了外出，请修改或取消那一次。", en: "Another absence overlaps with this one. Edit or cancel it." },
  "substitute-away": { zh: "代理人在这段时间也外出，请换一位。", en: "The substitute is away during this time. Choose someone else." },
  "too-many": { zh: "安排的外出太多了，请先取消几次。", en: "There are too many absences. Cancel some first." },
});

export const peopleRefusal = (error: unknown): string => refusalOf(error, refusalWords);
