import { Button, HStack, Spinner, Text } from "@chakra-ui/react";
import { CircleAlert, CircleCheck, CircleDot } from "lucide-react";
import { useState } from "react";
import { Problem } from "../../../shared/contract/problem";
import { useWords } from "../i18n";
import { Refused, useChanger } from "../ui/async";
import { Notice } from "../ui/notice";
import { messageOf, whoAndWhen } from "../ui/problem";
import type { Draft } from "./use-draft";
import { editorWords } from "./words";

/** Whether everything is safe; said in words, not only in colour. */
export function SaveState({ draft }: { draft: Pick<Draft<unknown>, "state" | "error" | "flush"> }) {
  const t = useWords(editorWords);
  const { state, error } = draft;
  if (state === "failed")
    return (
      <HStack gap="1.5" color="fg.error" fontSize="xs" role="alert" title={error ? messageOf(error) : undefined}>
        <CircleAlert size={14} aria-hidden />
        <Text truncate maxW="18rem">
          {t.failed}
          {error ? ` · ${messageOf(error)}` : ""}
        </Text>
        <Button size="2xs" variant="outline" colorPalette="gray" onClick={() => void draft.flush()}>
          {t.saveNow}
        </Button>
      </HStack>
    );
  const text = state === "saved" ? t.saved : state === "saving" ? t.saving : state === "stale" ? t.failed : t.waiting;
  return (
    <HStack gap="1.5" color="fg.muted" fontSize="xs" role="status" data-save-state={state} flexShrink="0">
      {state === "saved" && <CircleCheck size={14} aria-hidden />}
      {state === "saving" && <Spinner size="xs" />}
      {(state === "waiting" || state === "stale") && <CircleDot size={14} aria-hidden />}
      <Text as="span" display={{ base: "none", lg: "inline" }}>
        {text}
      </Text>
    </HStack>
  );
}

type StaleProps = { refusal: Error | null; loadTheirs: () => Promise<unknown>; keepMine: () => Promise<unknown> };

/** Two people on one draft: nothing is lost until one of them says so. */
export function Stale({ refusal, loadTheirs, keepMine }: StaleProps) {
  const t = useWords(editorWords);
  const [error, setError] = useState<unknown>();
  useChanger(refusal);
  const changed = refusal instanceof Problem ? refusal.changed : undefined;
  const go = (action: () => Promise<unknown>) => () => void action().catch(setError);
  return (
    <Notice
      bar
      kind="warning"
      role="alert"
      flexShrink="0"
      title={changed ? t.staleBy(...whoAndWhen(changed)) : t.staleTitle}
      action={
        <HStack>
          <Button size="xs" variant="outline" colorPalette="gray" bg="bg.panel" onClick={go(loadTheirs)}>
            {t.loadTheirs}
          </Button>
          <Button size="xs" colorPalette="brand" onClick={go(keepMine)}>
            {t.keepMine}
          </Button>
        </HStack>
      }
    >
      {t.staleLead}
      <Refused error={error} />
    </Notice>
  );
}
