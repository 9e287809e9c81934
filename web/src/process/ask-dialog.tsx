import { Button, Stack, Text, Textarea } from "@chakra-ui/react";
import { type ReactNode, useState } from "react";
import { useWords } from "../i18n";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { uiWords } from "../ui/words";
import { RefusedVerb } from "./refused";

type AskDialogProps = {
  title: string;
  hint?: ReactNode;
  action: string;
  danger?: boolean;
  /** What is written beside it: asked for, needed, or not asked at all. */
  says?: { label: string; required?: boolean };
  /** More than words: whom, where to. */
  children?: ReactNode;
  /** False while something is missing that only the caller knows of. */
  ready?: boolean;
  busy: boolean;
  error: unknown;
  close: () => void;
  go: (said: string | undefined) => void;
};

/** What a verb needs to know before it is done; it stays open with the reason where it is refused. Ctrl and Enter does it. */
export function AskDialog({ title, hint, action, danger = false, says, children, ready = true, busy, error, close, go }: AskDialogProps) {
  const ui = useWords(uiWords);
  const [text, setText] = useState("");
  const said = text.trim();
  const may = ready && !(says?.required && !said) && !busy;
  const submit = () => may && go(said || undefined);
  const footer = (
    <>
      <Button variant="ghost" colorPalette="gray" size="sm" onClick={close}>
        {ui.cancel}
      </Button>
      <Button size="sm" colorPalette={danger ? "red" : "brand"} loading={busy} disabled={!may && !busy} onClick={submit}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog open close={close} title={title} footer={footer}>
      <Stack
        gap="4"
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
        }}
      >
        {hint && (
          <Text color="fg.muted" fontSize="sm">
            {hint}
          </Text>
        )}
        {children}
        {says && (
          <Field label={says.label} required={says.required}>
            <Textarea
              data-autofocus={children ? undefined : true}
              rows={3}
              maxLength={says.required ? 2_000 : 16_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        )}
        <RefusedVerb error={error} />
      </Stack>
    </Dialog>
  );
}
