// @vitest-environment happy-dom
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { zh } from "../../web/src/i18n";

const files = readdirSync("web/src", { recursive: true, encoding: "utf8" }).filter((file) => /words\.ts$/.test(file));

type Said = { at: string; zh: unknown; en: unknown };
/** Every phrase in both languages below a value of a module. */
function phrases(value: unknown, at: string): Said[] {
  if (typeof value !== "object" || value === null) return [];
  if ("zh" in value || "en" in value) return [{ at, zh: undefined, en: undefined, ...value }];
  return Object.entries(value).flatMap(([key, inner]) => phrases(inner, `${at}.${key}`));
}

test("no key is missing in Chinese or English, and both say something with the same values", async () => {
  let all: Said[] = [];
  for (const file of files) all.push(...phrases(await import(/* @vite-ignore */ pathToFileURL(`web/src/${file}`).href), file));
  expect(all.length).toBeGreaterThan(700);
  // Both say nothing where a part has no name of its own.
  all = all.filter(({ zh, en }) => zh !== "" || en !== "");
  const said = (phrase: unknown) => typeof phrase === "function" || (typeof phrase === "string" && phrase.trim() !== "");
  expect(all.filter(({ zh, en }) => !said(zh) || !said(en)).map(({ at }) => at)).toEqual([]);
  expect(all.filter(({ zh, en }) => typeof zh !== typeof en).map(({ at }) => at)).toEqual([]);
  // English left in Chinese's place, and the other way round, is a forgotten key, too.
  expect(all.filter(({ en }) => typeof en === "string" && /\p{Script=Han}/u.test(en)).map(({ at, en }) => `${at}: ${en}`)).toEqual([]);
  const sentences = all.filter(({ zh }) => typeof zh === "string" && /[a-z]+ [a-z]+ [a-z]+/.test(zh) && !/\p{Script=Han}/u.test(zh));
  expect(sentences.map(({ at, zh }) => `${at}: ${zh}`)).toEqual([]);
});

test("a space stands between Chinese and a name in letters or figures, and none between Chinese and Chinese", () => {
  expect([zh`编辑${"finance"}`, zh`编辑${"财务组"}`, zh`停用${"ERP 集成"}？`, zh`${"Ma Qiang"}的上级`, zh`${"马强"}的上级`, zh`${3}人`, zh`“${"a"}”`]).toEqual([
    "编辑 finance",
    "编辑财务组",
    "停用 ERP 集成？",
    "Ma Qiang 的上级",
    "马强的上级",
    "3 人",
    "“a”",
  ]);
});

test("and every phrase whose value touches a character leaves it that space", () => {
  const untagged = files.flatMap((file) =>
    [...readFileSync(`web/src/${file}`, "utf8").matchAll(/(?<!zh)`[^`]*`/g)].flatMap(([text]) =>
      /\p{Script=Han}\$\{|\}\p{Script=Han}/u.test(text) ? [`${file}: ${text}`] : [],
    ),
  );
  expect(untagged).toEqual([]);
});
