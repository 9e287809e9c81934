import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guardText, hasOverlongNumber, pointerPart } from "../../shared/rules/text-guard";

const codes = (value: unknown) => guardText(value, "/body").map(({ path, code }) => `${path} ${code}`);

describe("the text guard", () => {
  test("lets pass whatever JSON a queue and a database can hold", () => {
    expect(guardText({ text: "好 \t\n\r 😀 \u0085", list: [1, -1.5, 0, 1e33, 1e-33, true, null], "": { ключ: [] } })).toEqual([]);
  });

  test("locates characters that can't be stored, in values and in keys", () => {
    for (const bad of ["\0", "\u0001", "\u000b", "\u001f", "\ufffe", "\uffff", "\ud800", "\udc00", "\udc00\ud800"]) {
      expect(codes({ a: [`x${bad}y`] })).toEqual(["/body/a/0 forbidden-character"]);
      expect(codes({ [`a${bad}`]: 1 }).map((one) => one.split(" ").at(-1))).toEqual(["forbidden-key"]);
    }
  });

  test("refuses numbers that are not finite or would be written with over 34 digits", () => {
    for (const bad of [Number.POSITIVE_INFINITY, Number.NaN, 1e34, -1e300, 1e-40]) expect(codes([bad])).toEqual(["/body/0 number-too-large"]);
  });

  test("refuses over 32 levels, over 2,000 keys and items, and __proto__, however large the rest is", () => {
    const nested = (depth: number): unknown => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
    expect(codes(nested(32))).toEqual([]);
    expect(codes(nested(33)).map((one) => one.split(" ")[1])).toEqual(["too-deep"]);
    expect(codes(nested(20_000))).toHaveLength(1);
    expect(codes(Array(2_000).fill(0))).toEqual([]);
    expect(codes(Array(100_000).fill(0))).toEqual(["/body too-many-keys"]);
    expect(codes(JSON.parse('{"a":{"__proto__":1}}'))).toEqual(["/body/a/__proto__ forbidden-key"]);
  });

  test("names ten places at most", () => {
    expect(guardText(Array(50).fill("\0"))).toHaveLength(10);
  });

  test("points by RFC 6901", () => {
    expect(pointerPart("a/b~c")).toBe("a~1b~0c");
    expect(codes({ "a/b": "\0" })).toEqual(["/body/a~1b forbidden-character"]);
  });

  test("accepts just what survives a round trip through UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const lossless = Buffer.from(text).toString() === text;
        if (guardText(text).length === 0) expect(lossless).toBe(true);
      }),
    );
  });
});

describe("overlong numbers", () => {
  const digits = (count: number) => "1".repeat(count);
  test("are found in the JSON itself, and only where they are numbers", () => {
    for (const json of [digits(35), `-${digits(35)}`, `{"a":[0.${digits(35)}]}`, `${digits(20)}.${digits(20)}`, `[1,${digits(40)}e2]`])
      expect([json, hasOverlongNumber(json)]).toEqual([json, true]);
    for (const json of [digits(34), `"${digits(50)}"`, `{"${digits(50)}":1}`, `["\\"${digits(50)}"]`, "1e300", `[${Array(40).fill(1)}]`])
      expect([json, hasOverlongNumber(json)]).toEqual([json, false]);
  });
});
