// What another system said, as something that an instance can keep, or why it can't.
import { limits } from "../../../shared/contract/limits";
import type { GivenReason, Json } from "../../../shared/process";
import { guardText, hasOverlongNumber } from "../../../shared/rules/text-guard";
import type { Called } from "./call";
import { CallRefused } from "./refused";

/** `retry`: it may be otherwise next time. Else `code` is a BPMN error, which the edge of the step may catch. */
export type Failure = { message: string; reason: GivenReason; retry: boolean; code?: string };

/** Tried again where the other side is busy or broken; any other refusal is its last word. */
export function failureOf({ status }: Pick<Called, "status">): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  const retry = status >= 500 || status === 408 || status === 425 || status === 429;
  return { message: `It answered ${status}.`, reason: { code: "http-status", params: { status } }, retry, ...(!retry && { code: `http-${status}` }) };
}

/** JSON where it says so, else text; null for nothing. */
export function contentOf({ contentType, text }: Called): Json {
  if (text === "") return null;
  const isJson = /^[\w.+-]+\/(?:[\w.-]+\+)?json\b/i.test(contentType);
  if (isJson && hasOverlongNumber(text)) throw new CallRefused("Its answer has a number of too many digits.", { code: "answer-digits" });
  const value = isJson ? parsed(text) : text;
  const [bad] = guardText(value, "", limits.keysOfDefinition);
  if (bad) throw new CallRefused(`Its answer can't be kept: at "${bad.path}": ${bad.message}`, { code: "answer-not-storable", params: { place: bad.path } });
  return value;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON is what it gives
  } catch {
    throw new CallRefused("It said that it answers JSON, and did not.", { code: "answer-not-json" });
  }
}
