import { RE2JS } from "re2js";
import type { FieldOf } from "../../../contract/form-definition";
import { Refusal } from "../refusal";
import { type FieldType, type JsonSchema, type Reader, wrongOrder } from "./field";

/** Characters, as people count them; the bound is also what a field without one has. */
const most = { text: 1_000, textarea: 10_000, email: 254, phone: 40, url: 2_000 };

type Textual = FieldOf<"text"> | FieldOf<"textarea">;

const length = (text: string) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** Most texts need no counting: characters are never more than UTF-16 units, and never fewer than half of them. */
const longerThan = (text: string, max: number) => text.length > max && length(text) > max;
const shorterThan = (text: string, min: number) => text.length < min || (text.length < min * 2 && length(text) < min);

const textual = (type: "text" | "textarea"): FieldType<Textual> => ({
  reader: ({ minLength = 0, maxLength = most[type], pattern }): Reader => {
    const matcher = pattern === undefined ? undefined : compiled(pattern);
    return (given) => {
      if (typeof given !== "string") return new Refusal("not-text");
      // Blanks at the ends of one line are typing errors; in a longer text they may be meant.
      const text = type === "text" ? given.trim() : given;
      if (shorterThan(text, minLength)) return new Refusal("too-short", { min: minLength });
      if (longerThan(text, maxLength)) return new Refusal("too-long", { max: maxLength });
      if (matcher && !matcher.matches(text)) return new Refusal("pattern");
      return { value: text, feel: text };
    };
  },
  schema: ({ minLength, maxLength = most[type], pattern }) => ({
    type: "string",
    ...(minLength && { minLength }),
    maxLength,
    ...(pattern !== undefined && portable(pattern)),
  }),
  problems: ({ minLength = 0, maxLength = most[type], pattern }) => [
    ...wrongOrder("minLength", "maxLength", minLength > maxLength),
    ...(pattern !== undefined && !compiled(pattern)
      ? [{ path: "/pattern", code: "bad-pattern", message: `Is not a regular expression (RE2): ${whyNot(pattern)}` }]
      : []),
  ],
});

function compiled(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

function whyNot(pattern: string): string {
  try {
    RE2JS.compile(pattern);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** JSON Schema's expressions are ECMAScript's: what that does not read, or reads in another way (`\s`, flags), is left to the server. */
function portable(pattern: string): JsonSchema {
  const whole = `^(?:${pattern})$`;
  if (/\\[sSzAQECpP]|\(\?[a-zA-Z]|\[:|\(\?P/.test(pattern)) return {};
  try {
    new RegExp(whole, "u");
    return { pattern: whole };
  } catch {
    return {};
  }
}

const shaped = (max: number, code: "not-an-email" | "not-a-phone" | "not-a-url", looksRight: (text: string) => boolean, schema: JsonSchema) => ({
  reader: (): Reader => (given) => {
    if (typeof given !== "string") return new Refusal("not-text");
    const text = given.trim();
    if (text.length > max) return new Refusal("too-long", { max });
    return looksRight(text) ? { value: text, feel: text } : new Refusal(code);
  },
  schema: () => ({ type: "string", maxLength: max, ...schema }),
});

/** One @, a name without blanks, and a domain of labels with at least one dot: the rest only sending can tell. */
const email = /^[^\s@,;<>()[\]"\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])$/u;

const isPhone = (text: string) =>
  /^\+?[\d ()./-]+(?:(?: ?(?:ext|x|转|#)\.? ?)\d{1,6})?$/.test(text) && text.replace(/\D/g, "").length >= 5 && text.replace(/\D/g, "").length <= 21;

function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s/]/i.test(text) || !URL.canParse(text)) return false;
  return new URL(text).username === "";
}

export const text = textual("text");
export const textarea = textual("textarea");
export const emailAddress: FieldType<FieldOf<"email">> = shaped(most.email, "not-an-email", (it) => !it.includes("..") && email.test(it), {});
export const phone: FieldType<FieldOf<"phone">> = shaped(most.phone, "not-a-phone", isPhone, {});
export const url: FieldType<FieldOf<"url">> = shaped(most.url, "not-a-url", isWebAddress, { pattern: "^[hH][tT][tT][pP][sS]?://" });
