import { Button, HStack, Stack } from "@chakra-ui/react";
import { type ReactNode, useState } from "react";
import { Problem } from "../../../shared/contract/problem";
import { useWords } from "../i18n";
import { Refused } from "../ui/async";
import { Dialog } from "../ui/dialog";
import { refreshPeople } from "./queries";
import { peopleWords } from "./words";

type DialogFormProps = {
  title: string;
  close: () => void;
  action: string;
  ready: boolean;
  send: () => Promise<unknown>;
  children: (errorOf: (path: string) => string | undefined) => ReactNode;
};

/** One form in a dialog: sends, says what was refused at its field, and closes when it is done. */
export function DialogForm({ title, close, action, ready, send, children }: DialogFormProps) {
  const t = useWords(peopleWords);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const errorOf = (path: string) => (error instanceof Problem ? error.errors?.find((one) => one.path === path)?.message : undefined);
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await send();
      void refreshPeople();
      close();
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
