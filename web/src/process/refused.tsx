import { Problem } from "../../../shared/contract/problem";
import { useWords } from "../i18n";
import { useNames } from "../identity/parties";
import { RefusedText } from "../ui/async";
import { messageOf } from "../ui/problem";
import { refusalWords } from "./words";

/** The engine's own reason, where the server gave one. */
function engineReason(error: unknown): { code: keyof typeof refusalWords; holder?: string } | undefined {
  if (!(error instanceof Problem)) return undefined;
  const found = error.errors?.find(({ code }) => code !== undefined && Object.hasOwn(refusalWords, code));
  if (!found) return undefined;
  const { holder } = found.params ?? {};
  return { code: found.code as keyof typeof refusalWords, ...(typeof holder === "string" && { holder }) }; // just looked up
}

export function useReason(error: unknown): string {
  const t = useWords(refusalWords);
  const reason = engineReason(error);
  const who = useNames(reason?.holder ? [reason.holder] : []);
  return reason ? t[reason.code](who) : error ? messageOf(error) : "";
}

/** Why a verb was refused, beside what was done; it names who has it. */
export function RefusedVerb({ error }: { error: unknown }) {
  const reason = useReason(error);
  return error ? <RefusedText>{reason}</RefusedText> : null;
}
