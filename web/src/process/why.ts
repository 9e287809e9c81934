// Why somebody was asked, in the reader's language: what identity says of a rule is English.
import type * as z from "zod";
import type { Why } from "../../../shared/contract/instance";
import { beside, type Locale, type Spoken } from "../i18n";
import type { becauseWords, whyWords } from "./words";

type Words = Spoken<typeof whyWords>;

/** What identity writes, and which of our words it is. */
const patterns: readonly [RegExp, (words: Words, name: string) => string][] = [
  [/^lead of group (.+)$/, (t, name) => t.leads(name)],
  [/^group (.+)$/, (t, name) => t.groups(name)],
  [/^role (.+)$/, (t, name) => t.roles(name)],
  [/^department (.+?)(?: and below)?$/, (t, name) => t.department(name)],
  [/^head of (.+?)(?: for .+)?$/, (t, name) => t.head(name)],
  [/^manager of (.+?)(?:, .+)?$/, (t, name) => t.manager(name)],
];

/** A word of ours for where the people come from, where that is all there is to say. */
function plain(t: Words, from: string): string | undefined {
  const known = Object.hasOwn(t, from) ? t[from as keyof Words] : undefined; // one of the plain ones
  return typeof known === "string" ? known : undefined;
}

export function ruleInWords(t: Words, { from, rule }: { from: string; rule: string }): string {
  // Several rules, one after another.
  const parts = rule.split(/, (?=lead of |group |role |department |head of |manager of |named: )/);
  const said = parts.map((part) => {
    // Chosen at submit, written in the form, who did another step: identity was only told their names.
    if (part.startsWith("named: ")) return plain(t, from) ?? t.users;
    for (const [pattern, word] of patterns) {
      const [, name] = pattern.exec(part) ?? [];
      if (name !== undefined) return word(t, name);
    }
    return undefined;
  });
  if (said.every((one) => one !== undefined)) return said.join(" · ");
  // The engine's own reason says more than where its people came from; of who was added it is the place that does.
  return plain(t, rule === "added" ? from : rule) ?? plain(t, from) ?? t.other(rule);
}

export function whyInWords(t: Words, because: Spoken<typeof becauseWords>, why: Pick<z.infer<typeof Why>, "from" | "rule" | "because">, into: Locale): string {
  return beside(ruleInWords(t, why), why.because ? because[why.because] : undefined, into);
}
