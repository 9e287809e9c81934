import type { FieldError } from "../../../shared/contract/problem";
import { refusalWords } from "../form/render/words";
import { locale, say } from "../i18n";
import { problemWords } from "../ui/words";
import { submissionReasonWords } from "./reason-words";

type Reason = Pick<FieldError, "code" | "message"> & { params?: FieldError["params"] };

/** Why it was refused, in the reader's language where the code says enough; else the server's own sentence. */
export function reasonOf({ code, message, params }: Reason): string {
  if (locale.get() === "en" || !code) return message;
  const [fields, whole, problems] = [say(refusalWords), say(submissionReasonWords), say(problemWords)];
  if (Object.hasOwn(fields, code)) {
    const said = fields[code as keyof typeof fields](params ?? {}); // checked
    return said.includes("undefined") ? message : said;
  }
  if (Object.hasOwn(whole, code)) return whole[code as keyof typeof whole]; // checked
  return Object.hasOwn(problems, code) ? problems[code as keyof typeof problems] : message; // checked
}
