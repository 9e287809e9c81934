/** One thing that a process tells of itself, in a sentence: who did what, for whom, and at which step. */
import { Box } from "@chakra-ui/react";
import {
  Ban,
  Bell,
  Check,
  CircleAlert,
  CopyPlus,
  CornerUpLeft,
  FastForward,
  Flag,
  Hand,
  MessageSquareText,
  Send,
  Undo2,
  UserRound,
  UserRoundPlus,
  X,
} from "lucide-react";
import type { TimelineEntry } from "../../../shared/contract/ticket";
import { OwnAction } from "../../../shared/contract/ticket";
import { beside, useLocale, useWords } from "../i18n";
import { useNames } from "../identity/parties";
import { ruleInWords } from "./why";
import { becauseWords, lineWords, processWords, whyWords } from "./words";

export const isOwn = ({ action }: TimelineEntry) => OwnAction.safeParse(action).success;

const ids = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : typeof value === "string" ? [value] : [];
type Asked = { users: string[]; groups: string[]; from: string; rule: string; because?: string };

function askedIn({ after }: TimelineEntry): Asked {
  const { users, groups, from, says, rule, because } = after ?? {};
  return {
    users: ids(users),
    groups: ids(groups),
    from: typeof from === "string" ? from : "",
    rule: typeof says === "string" ? says : String(rule ?? from ?? ""),
    ...(typeof because === "string" && { because }),
  };
}

/** Several who are asked at the same time by the same rule are one line. */
export function folded(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const lines: TimelineEntry[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    const same = last && entry.action === "ask" && last.action === "ask" && last.node === entry.node && last.at === entry.at;
    if (!same) {
      lines.push(entry);
      continue;
    }
    const [a, b] = [askedIn(last), askedIn(entry)];
    const after = { ...last.after, users: [...new Set([...a.users, ...b.users])], groups: [...new Set([...a.groups, ...b.groups])] };
    lines[lines.length - 1] = { ...last, after };
  }
  return lines;
}

/** What these say of somebody is who it is; a jump says a step, a correction data. */
const namesPeople: readonly string[] = ["transfer", "delegate", "add-sign-before", "add-sign-after", "add-sign-beside", "cc"];

/** Whom a line speaks of besides who did it. */
export function whoIn(entry: TimelineEntry): { users: string[]; groups: string[] } {
  const { action, before, after } = entry;
  if (action === "ask") return askedIn(entry);
  if (action === "escalate") return { users: ids(after?.users), groups: ids(after?.groups) };
  if (action === "remove-sign") return { users: ids(before?.value), groups: [] };
  if (action === "delegate-return") return { users: ids(after?.owner), groups: [] };
  if (action === "auto-approve" || action === "auto-refuse") return { users: ids(after?.user), groups: [] };
  return { users: namesPeople.includes(action) ? ids(after?.value) : [], groups: [] };
}

type WhatProps = { entry: TimelineEntry /** Names of steps, as other lines of the same ticket tell them. */; nodeNames: ReadonlyMap<string, string> };

/** What was done; who did it stands before. */
export function ProcessWhat({ entry, nodeNames }: WhatProps) {
  const t = useWords(lineWords);
  const p = useWords(processWords);
  const why = useWords(whyWords);
  const because = useWords(becauseWords);
  const locale = useLocale();
  const { action, after, nodeName } = entry;
  const { users, groups } = whoIn(entry);
  const who = useNames(users, groups);
  const instead = useNames(entry.onBehalfOf ? [entry.onBehalfOf] : []);
  const reasonOf = (said: unknown) => (typeof said === "string" && Object.hasOwn(because, said) ? because[said as keyof typeof because] : undefined);
  const said = sentence();
  const isSomewhere = nodeName && !["finish", "submit", "withdraw", "cc", "urge"].includes(action);
  return (
    <>
      {instead && beside("", t.instead(instead), locale)}
      {isSomewhere ? t.doneAt(said, nodeName) : said}
    </>
  );

  function sentence(): string {
    switch (action) {
      case "submit":
        return t.submit;
      case "approve":
        return t.approve;
      case "refuse":
        return t.refuse;
      case "opinion":
        return t.opinion;
      case "transfer":
        return t.transfer(who);
      case "delegate":
        return t.delegate(who);
      case "delegate-return":
        return t.delegateReturn(who);
      case "add-sign-before":
        return t.addBefore(who);
      case "add-sign-after":
        return t.addAfter(who);
      case "add-sign-beside":
        return t.addBeside(who);
      case "remove-sign":
        return t.removeSign(who);
      case "claim":
        return t.claim;
      case "unclaim":
        return t.unclaim;
      case "return": {
        const to = String(after?.to ?? "");
        const name = nodeNames.get(to);
        const where = name ? `“${name}”` : p.creator;
        return beside(t.returnTo(where), after?.mode === "straight" ? t.straight : undefined, locale);
      }
      case "withdraw":
        return t.withdraw;
      case "take-back":
        return t.takeBack;
      case "urge":
        return t.urge;
      case "cc":
        return t.cc(who);
      case "jump":
        return t.jump(nodeNames.get(String(after?.value)) ?? String(after?.value ?? ""));
      case "terminate":
        return t.terminate;
      case "set-variables":
        return t.setVariables;
      case "resolve-incident":
        return t.resolveIncident;
      case "reopen":
        return t.reopen;
      case "migrate":
        return t.migrate;
      case "ask": {
        const { from, rule, because: reason } = askedIn(entry);
        const note = [from && ruleInWords(why, { from, rule }), reasonOf(reason)];
        return beside(who ? t.ask(who) : t.askNobody, note.filter(Boolean).join(locale === "en" ? ", " : "，"), locale);
      }
      case "auto-approve":
      case "auto-refuse":
      case "auto-pass": {
        const word = { "auto-approve": t.autoApprove, "auto-refuse": t.autoRefuse, "auto-pass": t.autoPass }[action];
        const reason = reasonOf(after?.because);
        return beside(who ? `${who} ${word}` : word, reason, locale);
      }
      case "timeout":
        return t.timeout;
      case "remind":
        return t.remind;
      case "escalate":
        return t.escalate(who);
      case "finish":
        return t.finish;
      case "failed":
        return t.failed;
      case "terminated":
        return t.terminated;
      case "rejected":
        return t.rejected;
      case "incident":
        return t.incident;
      case "join-forced":
        return t.joinForced;
      default:
        return t.other(action);
    }
  }
}

const icons: Record<string, [typeof Check, string]> = {
  approve: [Check, "fg.success"],
  "auto-approve": [Check, "fg.success"],
  finish: [Flag, "fg.success"],
  refuse: [X, "fg.error"],
  "auto-refuse": [X, "fg.error"],
  opinion: [MessageSquareText, "fg.muted"],
  ask: [UserRound, "brand.fg"],
  submit: [Send, "brand.fg"],
  claim: [Hand, "fg.muted"],
  unclaim: [Hand, "fg.muted"],
  transfer: [UserRoundPlus, "fg.muted"],
  delegate: [UserRoundPlus, "fg.muted"],
  "add-sign-before": [UserRoundPlus, "fg.muted"],
  "add-sign-after": [UserRoundPlus, "fg.muted"],
  "add-sign-beside": [UserRoundPlus, "fg.muted"],
  return: [CornerUpLeft, "fg.warning"],
  withdraw: [Undo2, "fg.warning"],
  "take-back": [Undo2, "fg.warning"],
  urge: [Bell, "fg.warning"],
  remind: [Bell, "fg.warning"],
  timeout: [Bell, "fg.warning"],
  cc: [CopyPlus, "fg.muted"],
  jump: [FastForward, "fg.warning"],
  terminate: [Ban, "fg.error"],
  terminated: [Ban, "fg.error"],
  failed: [CircleAlert, "fg.error"],
  incident: [CircleAlert, "fg.error"],
};

export function LineIcon({ action }: { action: string }) {
  const [Icon, colour] = icons[action] ?? [undefined, "fg.muted"];
  if (!Icon) return <Box w="1.5" h="1.5" borderRadius="full" bg="border.emphasized" />;
  return (
    <Box color={colour} display="grid">
      <Icon size={15} />
    </Box>
  );
}

/** Lines whose sentence begins with the system's own deed: nobody's name stands before. */
export const isSystems = ({ actorId, action }: TimelineEntry) => actorId === null && !isOwnAction(action);
const isOwnAction = (action: string) => OwnAction.safeParse(action).success;
