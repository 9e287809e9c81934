import { words } from "../i18n";

/** What is wrong with a field, by the code that the server gives. */
export const fieldWords = words({
  invalid_format: { zh: "格式不正确。", en: "The format isn't valid." },
  too_small: { zh: "请填写。", en: "This field is required." },
  too_big: { zh: "内容太长。", en: "Too long." },
  conflict: { zh: "已被使用，请换一个。", en: "Already taken. Choose another." },
  "not-found": { zh: "已不存在，请另选一个。", en: "No longer exists. Choose another." },
});
