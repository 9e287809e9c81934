import { useLocale, useWords } from "../i18n";
import { Told } from "../ui/told";
import { problemWords } from "../ui/words";
import { incidentReasonWords } from "./incident-words";

const isKnown = (code: string): code is keyof typeof incidentReasonWords => Object.hasOwn(incidentReasonWords, code);
/** Of these the engine always says the same. */
const plain: ReadonlySet<string> = new Set(["nobody-found", "join-starved", "too-many-steps", "no-way-out"]);

/** Why a process can't go on, by the engine's code. */
export function IncidentReason({ code, message }: { code: string; message: string }) {
  const t = useWords(incidentReasonWords);
  if (code === "owed-call") return <RefusedCall message={message} />;
  return isKnown(code) ? <Told text={t[code]} detail={plain.has(code) ? undefined : message} /> : message;
}

/** Why a call that follows from a change was given up: the refusal's code, a colon, and its sentence. */
export function RefusedCall({ message }: { message: string }) {
  const t = useWords(incidentReasonWords);
  const problems = useWords(problemWords);
  const locale = useLocale();
  const [code = ""] = message.split(":", 1);
  const known = Object.hasOwn(problems, code) ? problems[code as keyof typeof problems] : undefined; // checked
  return <Told text={known ? [t["owed-call"], known].join(locale === "en" ? " " : "") : t["owed-call"]} detail={message} />;
}
