// The chapter that a problem's `type` points to: why each code is answered, and what to do about it.
import { type ProblemCode, statusOfProblem } from "../../../shared/contract/problem";

const chapter: Record<ProblemCode | "internal", { why: string; advice: string }> = {
  "invalid-input": {
    why: "Something that was sent is not well formed, or breaks a rule.",
    advice: "Mend what `errors` names: each `path` is a JSON pointer, and `elementId` the element of a process where there is one.",
  },
  "not-signed-in": {
    why: "The token names no tenant (claim `tenant`) or nobody (claim `sub`).",
    advice: "Sign in again; if that does not help, the sign-in is set up wrongly.",
  },
  "not-allowed": { why: "Your roles in this tenant don't allow this.", advice: "Ask an admin of your tenant for the role that the answer names." },
  deactivated: { why: "An admin deactivated your account in this tenant.", advice: "Ask an admin of your tenant to activate it." },
  "not-found": { why: "There is no such thing in your tenant, or none that you may see.", advice: "Check the id; it may have been deleted." },
  stale: {
    why: "Somebody changed it after you read it.",
    advice: "Read it again, then decide whether your change still makes sense, and send it with the new `version`.",
  },
  "illegal-transition": { why: "Its state does not allow this now.", advice: "Read it again; `allowedActions` says what it does allow." },
  conflict: { why: "Something with this name, e-mail or key exists already.", advice: "Choose another one, or use the one that is there." },
  "not-published": { why: "The form or workflow takes no new work.", advice: "Publish it, or choose another one." },
  "too-large": { why: "The body is larger than the limit that the answer names.", advice: "Send less." },
  "too-often": { why: "This was asked for too often.", advice: "Wait as long as `Retry-After` says." },
  "database-waking": { why: "The database was asleep. Nothing was done.", advice: "Ask again after the seconds in `Retry-After`." },
  "database-away": { why: "The database did not answer. A change may have been made all the same.", advice: "Read before you repeat a change." },
  "domain-away": { why: "Another part of PFlow did not answer in time. Nothing was done.", advice: "Ask again after the seconds in `Retry-After`." },
  "queue-away": {
    why: "The queue did not take it.",
    advice: "Ask again after the seconds in `Retry-After`; with the same `clientReference` it stays one submission.",
  },
  internal: { why: "A fault of ours.", advice: "Tell us the `requestId`." },
};

const html = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/`([^`]+)`/g, "<code>$1</code>");

export const problemChapter = `<section id="problems"><h2>Problems</h2>
<p>A refusal is <code>application/problem+json</code> (RFC 9457): <code>code</code> is for programs, <code>detail</code> for people. What the gateway refuses before it reaches us
(no token, no such path, too large, too often, no answer) is JSON with no more than a <code>message</code>.</p>
<dl>${Object.entries(chapter)
  .map(
    ([code, { why, advice }]) =>
      `<dt id="problem-${code}"><code>${code}</code> ${code === "internal" ? 500 : statusOfProblem(code as ProblemCode)}</dt><dd>${html(why)} ${html(advice)}</dd>`,
  )
  .join("\n")}</dl></section>`;
