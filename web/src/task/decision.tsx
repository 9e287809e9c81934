import { Box, Button, HStack, IconButton, Stack, Text, Textarea } from "@chakra-ui/react";
import { Check, CornerUpLeft, Ellipsis, Hand, MessageSquareText, UserMinus, UserPlus, UserRoundPen, UserRoundSearch, X } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { claimTask, completeTask, type Task, unclaimTask } from "../../../shared/contract/task";
import { call } from "../api";
import type { FilledForm } from "../form/render";
import { useWords } from "../i18n";
import { useShortcut } from "../keyboard";
import { readAbout } from "../notification/read";
import { useProcessChange } from "../process/changes";
import { RefusedVerb } from "../process/refused";
import { ActionMenu, type MenuEntry } from "../ui/action-menu";
import { useKept } from "../ui/kept";
import { refuseFields, writtenFields } from "./task-fields";
import { removable, type TaskVerb } from "./verbs";
import { taskWords } from "./words";

const TaskVerbDialog = lazy(() => import("./verb-dialogs"));

type DecisionProps = {
  task: Task;
  /** Where its step lets some fields be written. */
  form?: FilledForm;
  /** Leads to the word; on a ticket `e` edits it. */
  actKey?: "e" | "d";
  /** What was done, and how the task is now. */
  done: (what: string, reply: Task) => void;
};

type Outcome = "approve" | "refuse" | "opinion";

/** A word, and the decision: only what is allowed now. A key goes there; Ctrl and Enter does what was asked and waits for its word, or what stands first. */
export function Decision({ task, form, actKey = "e", done }: DecisionProps) {
  const t = useWords(taskWords);
  const box = useRef<HTMLTextAreaElement>(null);
  const [comment, setComment] = useKept(`opinion ${task.id}`, "");
  const [missing, setMissing] = useState<string>();
  const [wanted, setWanted] = useState<Outcome>();
  const [verb, setVerb] = useState<TaskVerb | null>(null);
  const said = comment.trim();
  const may = (action: Task["allowedActions"][number]) => task.allowedActions.includes(action);
  const complete = useProcessChange(
    (outcome: Outcome) => call(completeTask, { params: { id: task.id }, body: { outcome, comment: said || undefined, variables: written(outcome) } }),
    (reply) => {
      setComment(undefined);
      if (task.ticketId) void readAbout(task.ticketId);
      done(words[reply.outcome === "refused" ? "refuse" : task.part === "before" ? "opinion" : "approve"], reply);
    },
  );
  const claim = useProcessChange(() => call(claimTask, { params: { id: task.id }, body: {} }));
  const unclaim = useProcessChange(
    () => call(unclaimTask, { params: { id: task.id }, body: {} }),
    (reply) => done(t.unclaim, reply),
  );
  const words = { approve: task.part === "delegated" ? t.finishDelegated : t.approve, refuse: t.refuse, opinion: t.giveOpinion };
  const busy = complete.isPending || claim.isPending || unclaim.isPending;
  useShortcut(actKey, t.act, () => box.current?.focus(), { enabled: may("complete") });

  function written(outcome: Outcome) {
    return form && outcome === "approve" ? writtenFields(form, task) : undefined;
  }
  const decide = (outcome: Outcome) => {
    if (busy) return;
    if (outcome !== "approve" && !said) {
      setWanted(outcome);
      setMissing(t.commentMissing);
      return box.current?.focus();
    }
    setMissing(undefined);
    if (outcome === "approve" && form && !form.check()) return setMissing(t.fieldsWrong(form.errors.size || 1));
    complete.mutate(outcome, { onError: (error) => refuseFields(form, error) });
  };
  const outcomes: Outcome[] = task.part === "before" ? ["opinion"] : ["approve", "refuse"];
  /** What waits for its word, or what stands first. */
  const next = wanted ?? outcomes[0] ?? "approve";

  const entries: MenuEntry[] = [
    ...(may("transfer") ? [{ value: "transfer", label: t.transfer, icon: <UserRoundPen /> }] : []),
    ...(may("delegate") ? [{ value: "delegate", label: t.delegate, icon: <UserRoundSearch /> }] : []),
    ...(may("add-sign") ? [{ value: "add-sign", label: t.addSign, icon: <UserPlus /> }] : []),
    ...(may("remove-sign") && removable(task).length > 0 ? [{ value: "remove-sign", label: t.removeSign, icon: <UserMinus /> }] : []),
    ...(may("return") ? [{ value: "return", label: t.return, icon: <CornerUpLeft />, apart: true }] : []),
    ...(may("unclaim") ? [{ value: "unclaim", label: t.unclaim, icon: <Hand />, apart: !may("return") }] : []),
  ];
  const error = complete.error ?? claim.error ?? unclaim.error;
  // Somebody else was faster: what they left says so, and why this did not count. A dialog that is open says it itself.
  if (!may("complete") && !may("claim") && entries.length === 0 && !verb) return <RefusedVerb error={error} />;

  return (
    <Stack as="section" aria-label={t.decision} gap="2.5" data-decision>
      {may("complete") && (
        <Box>
          <Textarea
            ref={box}
            autoresize
            rows={1}
            minH="9"
            maxH="10rem"
            maxLength={16_000}
            bg="bg.panel"
            aria-label={t.comment}
            aria-invalid={missing !== undefined}
            placeholder={t.commentHint}
            value={comment}
            onChange={(event) => {
              setComment(event.target.value || undefined);
              setMissing(undefined);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) decide(next);
              else if (event.key === "Escape") {
                setWanted(undefined);
                event.currentTarget.blur();
              }
            }}
          />
          {missing && (
            <Text role="alert" fontSize="xs" color="fg.error" fontWeight="medium" mt="1">
              {missing}
            </Text>
          )}
        </Box>
      )}
      <RefusedVerb error={error} />
      <HStack gap="2" wrap="wrap">
        {may("claim") && (
          <Button size="sm" variant={may("complete") ? "outline" : "solid"} loading={claim.isPending} disabled={busy} onClick={() => claim.mutate(undefined)}>
            <Hand />
            {t.claim}
          </Button>
        )}
        {may("complete") &&
          outcomes.map((outcome) => (
            <Button
              key={outcome}
              size="sm"
              variant={outcome === next ? "solid" : "outline"}
              colorPalette={outcome === "refuse" ? "red" : "brand"}
              color={outcome === "refuse" && outcome !== next ? "fg.error" : undefined}
              loading={complete.isPending && complete.variables === outcome}
              disabled={busy}
              onClick={() => decide(outcome)}
            >
              {outcome === "refuse" ? <X /> : outcome === "opinion" ? <MessageSquareText /> : <Check />}
              {words[outcome]}
            </Button>
          ))}
        {entries.length > 0 && (
          <ActionMenu
            label={t.more}
            at="start"
            trigger={
              <IconButton size="sm" variant="ghost" colorPalette="gray" aria-label={t.more} title={t.more}>
                <Ellipsis />
              </IconButton>
            }
            entries={entries}
            choose={(value) => (value === "unclaim" ? unclaim.mutate(undefined) : setVerb(value as TaskVerb))}
          />
        )}
      </HStack>
      {verb && (
        <Suspense fallback={null}>
          <TaskVerbDialog verb={verb} task={task} close={() => setVerb(null)} done={done} />
        </Suspense>
      )}
    </Stack>
  );
}
