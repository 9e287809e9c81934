import { Button, HStack, Stack } from "@chakra-ui/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Problem } from "../../../shared/contract/problem";
import { useWords } from "../i18n";
import { Refused } from "./async";
import { Dialog } from "./dialog";
import { uiWords } from "./words";

/** What is wrong with the part of what was sent that has this JSON pointer. */
export type ErrorOf = (path: string) => string | undefined;

type DialogFormProps = {
  title: string;
  close: () => void;
  action: string;
  ready: boolean;
  /** Sends it, and leaves the dialog. */
  send: () => Promise<unknown>;
  children: (errorOf: ErrorOf) => ReactNode;
};

/** One form in a dialog: sends, and says what was refused at its field. */
export function DialogForm({ title, close, action, ready, send, children }: DialogFormProps) {
  const t = useWords(uiWords);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const errorOf: ErrorOf = (path) => (error instanceof Problem ? error.errors?.find((one) => one.path === path)?.message : undefined);
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
      <form onSubmit={submit}>
        <Stack gap="4">
          {children(errorOf)}
          <Refused error={error} />
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
