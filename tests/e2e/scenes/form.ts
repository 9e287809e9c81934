/** Forms and their builder. */
import { settled } from "../browser";
import type { Demo } from "../demo";
import { button, click, dialog, type Scene } from "./scene";

export function form({ forms }: Demo): Scene[] {
  return [
    { name: "forms", kind: "screen", path: "/forms" },
    { name: "builder", kind: "screen", path: `/forms/${forms.purchase}`, act: click('[data-select-field="1"]', settled) },
    { name: "builder-condition", kind: "screen", path: `/forms/${forms.expense}`, act: click('[data-select-field="3"]', settled) },
    { name: "builder-rules", kind: "screen", path: `/forms/${forms.leave}?view=rules` },
    { name: "builder-preview", kind: "screen", path: `/forms/${forms.leave}?view=preview` },
    { name: "new-form", kind: "overlay", overlay: '[role="dialog"]', path: "/forms", act: button(/^(新建表单|New form)$/, dialog) },
  ];
}
