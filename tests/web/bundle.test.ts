import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { screens } from "../../web/bundle/screens";
import { paths } from "../../web/src/route/paths";

test("the build knows what each route imports", () => {
  const source = readFileSync("web/src/route/screens.ts", "utf8");
  const table = source.slice(source.indexOf("const screens"), source.indexOf("const loaded"));
  const imported = Object.fromEntries(
    table
      .split(/\n {2}"(?=\/)/)
      .slice(1)
      .map((entry) => [entry.slice(0, entry.indexOf('"')), [...new Set([...entry.matchAll(/import\("\.\.\/([^"]+)"\)/g)].map(([, module]) => module))]]),
  );
  expect(Object.keys(imported)).toEqual(Object.keys(paths));
  expect(Object.fromEntries(Object.entries(screens).map(([path, module]) => [path, [module.replace(/\.tsx?$/, "")]]))).toEqual(imported);
});
