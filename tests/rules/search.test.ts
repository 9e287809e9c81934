import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { searchQuery, searchTsquery, searchVector } from "../../shared/rules/search";

const finds = (query: string, ...texts: string[]) => {
  const row = new Set(searchVector(texts));
  return searchQuery(query).every((lexeme) => row.has(lexeme));
};

describe("searching", () => {
  test("finds one, two and more characters of a Chinese text, and no others", () => {
    for (const query of ["部", "研发", "研发部", "采购申请"]) expect(finds(query, "研发部的采购申请")).toBe(true);
    for (const query of ["财", "发研", "购研发"]) expect(finds(query, "研发部的采购申请")).toBe(false);
  });

  test("finds words in any case and width, beside Chinese ones, and numbers", () => {
    for (const query of ["macbook", "ＭacBook 采购", "47987", "a4 纸", "Ünïcode"])
      expect(finds(query, "采购 MacBook Pro，A4纸 共 47987 元", "ünïcode")).toBe(true);
    expect(finds("mac", "MacBook")).toBe(false);
  });

  test("finds characters outside of the basic plane, kana and hangul", () => {
    expect(searchVector(["𠮷野家"])).toEqual(["𠮷野", "野家", "𠮷", "野", "家"]);
    expect(finds("スーパー", "新しいスーパー")).toBe(true);
    expect(finds("결재", "전자결재")).toBe(true);
  });

  test("looks for nothing where a text is empty or signs only", () => {
    expect(searchTsquery("")).toBeNull();
    expect(searchTsquery("' & ! \\ :*，。")).toBeNull();
    expect(searchTsquery(undefined)).toBeNull();
  });

  test("keeps rows and queries within bounds", () => {
    const many = Array.from({ length: 9_000 }, (_, i) => `${i}`.padStart(80, "w")).join(" ");
    const lexemes = searchVector([many, "后来的"]);
    expect(lexemes.length).toBeLessThanOrEqual(4_000);
    expect(lexemes.every((lexeme) => lexeme.length <= 64)).toBe(true);
    expect(searchQuery(many).length).toBeLessThanOrEqual(32);
  });

  test("gives lexemes that need no quoting, and finds every text by itself and its parts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.nat(60), fc.nat(60), (text, from, length) => {
        for (const lexeme of searchVector([text])) expect(lexeme).toMatch(/^[\p{L}\p{M}\p{N}_]{1,64}$/u);
        expect(new Set(searchVector([text])).size).toBe(searchVector([text]).length);
        expect(finds(text, text)).toBe(true);
        // A part of a Chinese text, wherever it is cut, is in it.
        const han = [...text].map((_, index) => String.fromCodePoint(0x4e00 + index)).join("");
        expect(finds(han.slice(from, from + length), han)).toBe(true);
      }),
    );
  });
});
