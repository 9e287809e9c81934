import { words, zh } from "../i18n";

export const editorWords = words({
  saved: { zh: "已保存", en: "Saved" },
  saving: { zh: "正在保存…", en: "Saving…" },
  waiting: { zh: "有未保存的修改", en: "Unsaved changes" },
  failed: { zh: "没能保存", en: "Couldn't save" },
  saveNow: { zh: "重试保存", en: "Retry" },
  staleTitle: { zh: "别人刚刚保存了新的内容", en: "Someone else just saved changes" },
  staleBy: { zh: (who: string, ago: string) => zh`${who}${ago}保存了新的内容`, en: (who: string, ago: string) => `${who} saved it ${ago}` },
  staleLead: {
    zh: "你的修改还在这里，尚未保存。可以载入对方的版本，或用你的覆盖它。",
    en: "Your changes are still here but not saved. Load theirs, or overwrite them with yours.",
  },
  loadTheirs: { zh: "载入对方的版本", en: "Load theirs" },
  keepMine: { zh: "用我的覆盖", en: "Keep mine" },
  undo: { zh: "撤销", en: "Undo" },
  redo: { zh: "重做", en: "Redo" },
  insertField: { zh: "插入字段", en: "Insert field" },
  feelHelp: { zh: "FEEL 表达式，例如 amount > 5000", en: "FEEL expression, e.g. amount > 5000" },
  noNumber: { zh: "请输入数字。", en: "Enter a number." },
  name: { zh: "名称", en: "Name" },
  none: { zh: "无", en: "None" },
  bad: { zh: "表达式写法有误。", en: "This expression isn't valid." },
  version: { zh: (n: number) => `版本 ${n}`, en: (n: number) => `Version ${n}` },
  draft: { zh: "草稿", en: "Draft" },
  published: { zh: "已发布", en: "Published" },
  unpublished: { zh: "已停用", en: "Unpublished" },
  archived: { zh: "已归档", en: "Archived" },
});

export const listWords = words({
  name: { zh: "名称", en: "Name" },
  description: { zh: "说明", en: "Description" },
  status: { zh: "状态", en: "Status" },
  draft: { zh: "草稿", en: "Draft" },
  published: { zh: "已发布", en: "Published" },
  unpublished: { zh: "已停用", en: "Unpublished" },
  archived: { zh: "已归档", en: "Archived" },
  updated: { zh: "更新", en: "Updated" },
  more: { zh: "更多", en: "More" },
  create: { zh: "创建", en: "Create" },
});
