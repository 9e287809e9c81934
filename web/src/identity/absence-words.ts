import { words } from "../i18n";

export const absenceWords = words({
  absence: { zh: "外出代理", en: "Out of office" },
  absenceOf: { zh: (name: string) => `${name} 的外出代理`, en: (name: string) => `${name} out of office` },
  hintOf: {
    zh: (name: string) => `${name} 外出期间，新的待办由代理人以其名义处理，已有的待办代理人也能处理。`,
    en: (name: string) => `While ${name} is away, new tasks go to the substitute on their behalf. Either of them can handle existing tasks.`,
  },
  backOf: { zh: "已返回", en: "Mark as back" },
  none: { zh: "没有安排外出", en: "No absence scheduled" },
  hint: {
    zh: "外出期间，新的待办由代理人以你的名义处理，已有的待办代理人也能处理。",
    en: "While you're away, new tasks go to your substitute on your behalf. Either of you can handle existing tasks.",
  },
  until: { zh: (from: string, to: string) => `${from} – ${to}`, en: (from: string, to: string) => `${from} – ${to}` },
  now: { zh: "正在外出", en: "Away now" },
  from: { zh: "开始", en: "From" },
  to: { zh: "结束", en: "Until" },
  substitute: { zh: "代理人", en: "Substitute" },
  note: { zh: "备注（选填）", en: "Note (optional)" },
  add: { zh: "安排外出", en: "Schedule absence" },
  edit: { zh: "修改", en: "Edit" },
  remove: { zh: "取消这次外出", en: "Cancel absence" },
  back: { zh: "我回来了", en: "I'm back" },
  save: { zh: "保存", en: "Save" },
  order: { zh: "结束时间应晚于开始时间。", en: "The end must be after the start." },
  manage: { zh: "设置", en: "Set up" },
});
