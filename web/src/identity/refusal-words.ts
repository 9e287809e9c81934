import { words } from "../i18n";
import { refusalOf } from "../ui/field-errors";

/** Why people, groups, departments and absences can't be so: by the code of an error, and its field where that matters. */
export const refusalWords = words({
  "email conflict": { zh: "已有人使用这个邮箱。", en: "Somebody here has this e-mail already." },
  "email invalid_format": { zh: "不是有效的邮箱地址。", en: "Is not an e-mail address." },
  "subject conflict": { zh: "已有程序使用这个客户端标识。", en: "Another program has this client id." },
  "name conflict": { zh: "同名的已经存在。", en: "There is one of this name already." },
  "managerId circle": { zh: "不能是本人，也不能是自己的下属。", en: "Can't be themselves, nor anybody who reports to them." },
  "parentId circle": { zh: "部门不能放在自己或自己的下级之下。", en: "A department can't be below itself." },
  "too-deep": { zh: "部门的层级太深了。", en: "Departments can't be that deep." },
  "last-admin": { zh: "这是最后一位在用的管理员，请先指定另一位。", en: "This is the last active admin. Make another one first." },
  "has-departments": { zh: "它还有下级部门，请先移走或删除。", en: "There are departments below it: move or delete them first." },
  "has-people": { zh: "部门里还有人员，请先把他们调到别的部门。", en: "There are people in it: give them another department first." },
  order: { zh: "结束时间应晚于开始时间。", en: "It must end after it begins." },
  over: { zh: "结束时间已经过去。", en: "It is over already." },
  self: { zh: "不能由本人代理。", en: "Nobody stands in for themselves." },
  deactivated: { zh: "此人已停用，请换一位。", en: "They were deactivated. Name somebody else." },
  overlap: { zh: "这段时间已经安排了外出，请修改或取消那一次。", en: "There is another absence in this time. Change that one, or take it back." },
  "substitute-away": { zh: "代理人在这段时间也外出，请换一位。", en: "They are away themselves in this time. Name somebody else." },
  "too-many": { zh: "安排的外出太多了，请先取消几次。", en: "There are too many absences. Take some back first." },
});

export const peopleRefusal = (error: unknown): string => refusalOf(error, refusalWords);
