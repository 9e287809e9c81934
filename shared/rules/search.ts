// What a search looks for and what a row is found by: one function for both, because PostgreSQL's own parser takes a Chinese sentence for one word.

/** Runs of scripts that are written without spaces, or words of all the others (RE: letters, their marks, and digits). */
const part =
  /(?<run>(?:(?=[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}])[\p{L}\p{N}])+)|(?<word>(?:(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}])[\p{L}\p{N}]\p{M}*|_)+)/gu;

const bounds = {
  /** UTF-16 units of one text that are looked at. */
  text: 65_536,
  /** Characters of one word; a longer one is found by its beginning. */
  word: 64,
  /** Lexemes of one row: 4,000 of the longest words stay under the 1 MiB of a tsvector. */
  row: 4_000,
  query: 32,
} as const;

/**
 * The lexemes of a row, unique, for `array_to_tsvector`: each single character and each pair of neighbours of a CJK run, and
 * each word lower-cased. They are letters, marks, digits and `_` only, so that none needs quoting. Later texts lose first.
 */
export function searchVector(texts: readonly (string | null | undefined)[]): string[] {
  const lexemes = new Set<string>();
  for (const text of texts) {
    for (const { run, word } of partsOf(text ?? "")) {
      if (lexemes.size >= bounds.row) break;
      if (word) lexemes.add(word);
      else for (const lexeme of [...pairs(run), ...run]) lexemes.add(lexeme);
    }
  }
  return [...lexemes].slice(0, bounds.row);
}

/** The lexemes that a row must all have; empty where the text says nothing that can be looked for. */
export function searchQuery(text: string): string[] {
  const lexemes = new Set<string>();
  for (const { run, word } of partsOf(text)) {
    if (word) lexemes.add(word);
    // The pairs say more than their single characters, which only a search for one character needs.
    else for (const lexeme of run.length === 1 ? run : pairs(run)) lexemes.add(lexeme);
  }
  return [...lexemes].slice(0, bounds.query);
}

/** For `${…}::tsquery`; null where there is nothing to look for, and every row is wanted. */
export function searchTsquery(text: string | undefined): string | null {
  const lexemes = searchQuery(text ?? "");
  return lexemes.length === 0 ? null : lexemes.map((lexeme) => `'${lexeme}'`).join(" & ");
}

type Part = { run: readonly string[]; word?: string };

function* partsOf(text: string): Generator<Part> {
  // Compatibility forms (ＡＢＣ, ㈱, half-width kana) are found by their plain ones.
  for (const { groups } of text.slice(0, bounds.text).normalize("NFKC").toLowerCase().matchAll(part)) {
    if (groups?.word) yield { run: [], word: [...groups.word].slice(0, bounds.word).join("") };
    else yield { run: [...(groups?.run ?? "")] };
  }
}

const pairs = (run: readonly string[]): string[] => run.slice(1).map((character, index) => `${run[index]}${character}`);
