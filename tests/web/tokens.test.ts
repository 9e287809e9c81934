import { expect, test } from "vitest";
import { restoredTokens } from "../../web/src/theme/restored-tokens";
import { pflowSystem } from "../../web/src/theme/system";
import { toldTokens } from "../../web/src/theme/told-tokens";

const { tokens, token } = pflowSystem;
const told = restoredTokens(JSON.parse(JSON.stringify(toldTokens())));

test("what a browser is told of the tokens is what Chakra works out of the theme", () => {
  expect(told.flatMap).toEqual(tokens.flatMap);
  expect(told.colorPaletteMap).toEqual(tokens.colorPaletteMap);
  for (const [category, values] of Object.entries(told.byCategory)) expect(values, category).toEqual(tokens.getCategoryValues(category));
  expect([...told.tokenMap.keys()].toSorted()).toEqual([...tokens.tokenMap.keys()].toSorted());
  expect(told.tokenMap.size).toBeGreaterThan(400);
});

test("each token has its value and its variable", () => {
  for (const [name, { value, extensions }] of told.tokenMap) {
    expect((extensions.virtual ? extensions.cssVar.ref : value) || undefined, name).toBe(token(name));
    expect(extensions.cssVar.ref, name).toBe(token.var(name));
  }
});
