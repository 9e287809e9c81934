/** What the stories of forms and workflows do in both editors. */
import type { Page } from "playwright-core";

export const admin = "admin@acme.test";
export const saved = (page: Page) => page.locator('[data-save-state="saved"]').waitFor();
export const pieces = (page: Page, kind: string) => page.locator(`[data-piece="${kind}"]`);
export const properties = (page: Page) => page.getByRole("region", { name: "属性" });
