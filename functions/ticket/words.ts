// What a ticket is found by: shared/rules/search.ts's lexemes, each marked as its tenant's. So the index has nothing but
// lexemes: a search reads its own tenant's tickets only, and never the list of all tickets that the tenant has.
import { createHash } from "node:crypto";
import { searchQuery, searchVector } from "../../shared/rules/search";

/** Two tenants may share a mark: their tickets are told apart by `tenant_id` all the same. As `left(md5(tenant_id), 5)` in SQL. */
export const markOf = (tenantId: string) => createHash("md5").update(tenantId).digest("hex").slice(0, 5);

/** For `array_to_tsvector`. The ticket's number is one of its words, too. */
export function wordsOf(tenantId: string, texts: readonly (string | null | undefined)[]): string[] {
  const mark = markOf(tenantId);
  return searchVector(texts).map((lexeme) => mark + lexeme);
}

/** For `${…}::tsquery`; null where there is nothing to look for, and every row is wanted. */
export function tsqueryOf(tenantId: string, text: string | undefined): string | null {
  const mark = markOf(tenantId);
  const lexemes = searchQuery(text ?? "");
  return lexemes.length === 0 ? null : lexemes.map((lexeme) => `'${mark}${lexeme}'`).join(" & ");
}
