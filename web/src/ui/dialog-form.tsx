import { Button, HStack, Stack } from "@chakra-ui/react";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n";
import { RefusedText } from "./async";
import { Dialog } from "./dialog";
import { type ErrorOf, located, type RefusalWords } from "./field-errors";
import { uiWords } from "./words";

type DialogFormProps = {
  title: string;
  close: () => void;
  action: string;
  ready: boolean;
  /** Sends it, and leaves the dialog. */
  send: () => Promise<unknown>;
  /** What its refusals mean, where their codes alone say too little. */
  refusals?: RefusalWords;
  children: (errorOf: ErrorOf) => ReactNode;
};

/** One form in a dialog: sends, and says what was refused at its field. */
export function DialogForm({ title, close, action, ready, send, refusals, children }: DialogFormProps) {
  const t = useWords(uiWords);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const form = useRef<HTMLFormElement>(null);
  const { errorOf, rest } = located(error, refusals);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await send();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog open close={close} title={title}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="4">
          {children(errorOf)}
          <RefusedText>{rest()}</RefusedText>
          <HStack justify="flex-end">
            <Button size="sm" variant="ghost" colorPalette="gray" onClick={close}>
              {t.cancel}
            </Button>
            <Button size="sm" type="submit" loading={busy} disabled={!ready}>
              {action}
            </Button>
          </HStack>
        </Stack>
      </form>
    </Dialog>
  );
}
