import { words } from "../i18n";

/** What is wrong with a field, by the code that the server gives. */
export const fieldWords = words({
  invalid_format: { zh: "格式不正确。", en: "Is not in the right form." },
  too_small: { zh: "请填写。", en: "Please fill this in." },
  too_big: { zh: "内容太长。", en: "Is too long." },
  conflict: { zh: "已被使用，请换一个。", en: "Is taken: choose another." },
  "not-found": { zh: "已不存在，请另选一个。", en: "Does not exist any more: choose another." },
});
