import { lazy, Suspense } from "react";
import type { Reason } from "../../../shared/process";
import { useLocale, useWords } from "../i18n";
import { Told } from "../ui/told";
import { problemWords } from "../ui/words";
import { incidentReasonWords } from "./incident-words";

// Most tickets have none.
const Particulars = lazy(() => import("./particulars"));

const isKnown = (code: string): code is keyof typeof incidentReasonWords => Object.hasOwn(incidentReasonWords, code);
/** Of these the engine always says the same. */
const plain: ReadonlySet<string> = new Set(["nobody-found", "join-starved", "too-many-steps", "no-way-out", "too-large"]);

type Stop = { code: string; message: string; reason?: Reason | null };

/** Why a process can't go on, by the engine's code and what it knows of the particulars. Those from before it kept these say them in English. */
export function IncidentReason({ code, message, reason }: Stop) {
  const t = useWords(incidentReasonWords);
  if (code === "owed-call") return <RefusedCall message={message} />;
  if (!isKnown(code)) return <Told text={message} />;
  if (!reason) return <Told text={t[code]} detail={plain.has(code) ? undefined : message} />;
  return (
    <>
      <Told text={t[code]} />
      <Suspense fallback={null}>
        <Particulars reason={reason} message={message} />
      </Suspense>
    </>
  );
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
