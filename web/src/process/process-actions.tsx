import { IconButton } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { Bell, CircleSlash, CopyPlus, Ellipsis, FastForward, PencilRuler, RotateCcw, Undo, Undo2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Ticket } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { useMe } from "../identity/people";
import { timelineOf } from "../ticket/queries";
import { ActionMenu, type MenuEntry } from "../ui/action-menu";
import type { Verb } from "./verb-dialogs";
import { processWords } from "./words";

const VerbDialog = lazy(() => import("./verb-dialogs"));
const TakeBack = lazy(() => import("./verb-dialogs").then((module) => ({ default: module.TakeBack })));

type Taken = { taskId: string; node: string };

/** What its reader may do to a ticket's process now, and nothing else. */
export function ProcessActions({ ticket }: { ticket: Ticket }) {
  const t = useWords(processWords);
  const [verb, setVerb] = useState<Verb | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const mine = useTaken(ticket);
  if (!ticket.process) return null;
  const may = (action: Ticket["allowedActions"][number]) => ticket.allowedActions.includes(action);
  const verbs: (MenuEntry & { value: Verb })[] = [
    { value: "urge", label: t.urge, icon: <Bell /> },
    { value: "cc", label: `${t.cc}…`, icon: <CopyPlus /> },
    { value: "withdraw", label: t.withdraw, icon: <Undo2 /> },
    { value: "reopen", label: t.reopen, icon: <RotateCcw /> },
    { value: "variables", label: `${t.variables}…`, icon: <PencilRuler />, apart: true },
    { value: "jump", label: t.jump, icon: <FastForward /> },
    { value: "terminate", label: t.terminate, icon: <CircleSlash />, danger: true },
  ];
  const entries: MenuEntry[] = [
    ...mine.map(({ taskId, node }) => ({ value: taskId, label: t.takeBack(node), icon: <Undo /> })),
    // To submit again is the same with better data.
    ...verbs.filter(({ value }) => may(value) && !(value === "reopen" && may("submit"))),
  ];
  const close = () => {
    setVerb(null);
    setTaken(null);
  };
  // A dialog that is open says itself that it came too late.
  if (entries.length === 0 && !verb && !taken) return null;
  return (
    <>
      <ActionMenu
        label={t.more}
        trigger={
          <IconButton variant="outline" colorPalette="gray" bg="bg.panel" aria-label={t.more} title={t.more}>
            <Ellipsis />
          </IconButton>
        }
        entries={entries}
        choose={(value) => {
          const back = mine.find(({ taskId }) => taskId === value);
          const chosen = verbs.find((one) => one.value === value);
          if (back) setTaken(back);
          else if (chosen) setVerb(chosen.value);
        }}
      />
      <Suspense fallback={null}>
        {verb && <VerbDialog verb={verb} id={ticket.id} close={close} />}
        {taken && <TakeBack {...taken} close={close} />}
      </Suspense>
    </>
  );
}

/** Of the nodes that may be taken back, which task the reader did there: the timeline knows. */
function useTaken(ticket: Ticket): Taken[] {
  const me = useMe();
  const nodes = ticket.process?.takeBack ?? [];
  const { data = [] } = useQuery({ ...timelineOf(ticket.id), enabled: nodes.length > 0 });
  return nodes.flatMap((node) => {
    const line = data.findLast((entry) => entry.node === node && entry.actorId === me.id && entry.taskId !== null);
    return line?.taskId ? [{ taskId: line.taskId, node: line.nodeName ?? node }] : [];
  });
}
