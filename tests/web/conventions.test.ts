import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recipes, slotRecipes } from "../../web/src/theme/recipes";

const root = "web/src";
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
const source = (file: string) => readFileSync(join(root, file), "utf8");

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

test("every component of Chakra that a screen uses has its recipe: without one it would stand unstyled", () => {
  const there = new Set([...Object.keys(recipes), ...Object.keys(slotRecipes)]);
  const missing = files.flatMap((file) =>
    [...source(file).matchAll(/import \{([^}]+)\} from "@chakra-ui\/react"/g)]
      .flatMap(([, names = ""]) => names.split(",").map((name) => name.replace("type ", "").trim().split(" as ")[0]?.trim() ?? ""))
      .filter((name) => recipeOf[name] !== undefined && !there.has(recipeOf[name]))
      .map((name) => `${file}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test("no sentence for people stands outside of a words file, where it would have one language only", () => {
  const spoken = files
    .filter((file) => !/words\.ts$/.test(file))
    .flatMap((file) => {
      const code = source(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      return /["'`>][^"'`<>\n]*\p{Script=Han}/u.test(code) ? [file] : [];
    });
  // The languages' own names, and Chinese punctuation or clock words that Intl lacks.
  expect(spoken.filter((file) => !["shell/preferences.tsx", "ui/time.tsx"].includes(file.replaceAll("\\", "/")))).toEqual([]);
});
