import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import * as later from "../../web/src/theme/later-recipes";
import { recipes, slotRecipes } from "../../web/src/theme/recipes";

const root = "web/src";
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
const source = (file: string) => readFileSync(join(root, file), "utf8");
/** Without its comments. */
const code = (file: string) => source(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

/** Which recipe draws a component; those that have none are layout. */
const recipeOf: Record<string, string> = {
  Alert: "alert",
  Badge: "badge",
  Button: "button",
  IconButton: "button",
  CloseButton: "button",
  Checkbox: "checkbox",
  Code: "code",
  Dialog: "dialog",
  Drawer: "drawer",
  EmptyState: "emptyState",
  Field: "field",
  Fieldset: "fieldset",
  Heading: "heading",
  Input: "input",
  Kbd: "kbd",
  Link: "link",
  Menu: "menu",
  NativeSelect: "nativeSelect",
  Popover: "popover",
  RadioGroup: "radioGroup",
  SegmentGroup: "segmentGroup",
  Separator: "separator",
  Skeleton: "skeleton",
  Spinner: "spinner",
  Switch: "switch",
  Table: "table",
  Tabs: "tabs",
  Textarea: "textarea",
  Tooltip: "tooltip",
  Avatar: "avatar",
  Card: "card",
  Accordion: "accordion",
  Select: "select",
  Combobox: "combobox",
  NumberInput: "numberInput",
  Tag: "tag",
  Timeline: "timeline",
  Toast: "toast",
  Progress: "progress",
  Stat: "stat",
  Steps: "steps",
  Slider: "slider",
  Collapsible: "collapsible",
  List: "list",
  Splitter: "splitter",
  HoverCard: "hoverCard",
  Container: "container",
  Icon: "icon",
  Mark: "mark",
  Listbox: "listbox",
};

const firstRecipes = new Set([...Object.keys(recipes), ...Object.keys(slotRecipes)]);
const allRecipes = new Set([...firstRecipes, ...Object.keys(later.recipes), ...Object.keys(later.slotRecipes)]);

/** Components of Chakra in a file that would stand unstyled with these recipes. */
const unstyled = (file: string, there: ReadonlySet<string>) =>
  [...source(file).matchAll(/import \{([^}]+)\} from "@chakra-ui\/react"/g)]
    .flatMap(([, names = ""]) => names.split(",").map((name) => name.replace("type ", "").trim().split(" as ")[0]?.trim() ?? ""))
    .filter((name) => recipeOf[name] !== undefined && !there.has(recipeOf[name]))
    .map((name) => `${file}: ${name}`);

test("every component of Chakra that a screen uses has its recipe: without one it would stand unstyled", () => {
  expect(files.flatMap((file) => unstyled(file, allRecipes))).toEqual([]);
});

/** What loads with a file: its imports, and theirs, but not what is imported when it is needed. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, wanted = ""] of source(file).matchAll(/^(?:import|export) (?!type)[^;]*?from "(\.[^"]+)"/gm)) {
    const path = normalize(join(dirname(file), wanted));
    const found = [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((one) => existsSync(join(root, one)));
    if (found) loadedWith(found, seen);
  }
  return seen;
}

test("the first screen and the frame around it need none of the recipes that come later", () => {
  const first = [...loadedWith("main.tsx"), ...loadedWith("overview/screen.tsx")];
  expect(first.length).toBeGreaterThan(30);
  expect(first.flatMap((file) => unstyled(file, firstRecipes))).toEqual([]);
});

test("formats stand by themselves (z.email()), as the build leaves out what would hang on every string", () => {
  const shared = readdirSync("shared", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const code = [...files.map((file) => join(root, file)), ...shared.map((file) => join("shared", file))];
  const old =
    /\.(string|trim|min|max|regex|toLowerCase)\([^)]*\)\s*\.(email|url|jwt|emoji|guid|uuid|uuidv\d|nanoid|cuid2?|ulid|base64(url)?|xid|ksuid|ipv\d|cidrv\d|e164|datetime|date|time|duration)\(/;
  expect(code.filter((file) => old.test(readFileSync(file, "utf8")))).toEqual([]);
});

test("no component uses what needs Chakra's variables on every element, which src/theme/system.ts leaves out", () => {
  const uses = /\bring(?:Color|Offset|OffsetColor|Inset)?=|\bring(?:Color|Offset|OffsetColor|Inset)?: ["'`\d]|\b(?:filter|backdropFilter)(?:=|: )"auto"/;
  expect(uses.test('<Box ring="2px" />') && uses.test('<Box filter="auto" blur="sm" />') && uses.test('{ backdropFilter: "auto" }')).toBe(true);
  expect(files.filter((file) => uses.test(code(file)))).toEqual([]);
});

test("no sentence for people stands outside of a words file, where it would have one language only", () => {
  const spoken = files.filter((file) => !/words\.ts$/.test(file)).filter((file) => /["'`>][^"'`<>\n]*\p{Script=Han}/u.test(code(file)));
  // The languages' own names, and what stands in both languages beside each other anyway.
  expect(spoken.filter((file) => !["shell/preferences.tsx", "i18n/formats.ts"].includes(file.replaceAll("\\", "/")))).toEqual([]);
});
