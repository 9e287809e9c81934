import { Button, HStack, Input, Stack, Textarea } from "@chakra-ui/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Problem } from "../../../shared/contract/problem";
import { useWords } from "../i18n";
import { Refused } from "../ui/async";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { uiWords } from "../ui/words";
import { listWords } from "./words";

type ErrorOf = (path: string) => string | undefined;
type NewDefinitionProps = {
  title: string;
  close: () => void;
  longest: number;
  /** Makes it, and goes there. */
  create: (given: { name: string; description: string }) => Promise<unknown>;
  /** What else is asked of a form, or of a workflow. */
  children: (errorOf: ErrorOf) => ReactNode;
};

/** A name, and what it is for; all else is drawn. */
export function NewDefinition({ title, close, longest, create, children }: NewDefinitionProps) {
  const t = useWords(listWords);
  const ui = useWords(uiWords);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const errorOf: ErrorOf = (path) => (error instanceof Problem ? error.errors?.find((one) => one.path === path)?.message : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await create({ name, description });
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog open close={close} title={title}>
      <form onSubmit={submit}>
        <Stack gap="4">
          <Field label={t.name} required error={errorOf("/name")}>
            <Input autoFocus value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={t.description} error={errorOf("/description")}>
            <Textarea rows={2} value={description} maxLength={longest} onChange={(event) => setDescription(event.target.value)} />
          </Field>
          {children(errorOf)}
          <Refused error={error} />
          <HStack justify="flex-end">
            <Button size="sm" variant="ghost" colorPalette="gray" onClick={close}>
              {ui.cancel}
            </Button>
            <Button size="sm" type="submit" loading={busy} disabled={name.trim() === ""}>
              {t.create}
            </Button>
          </HStack>
        </Stack>
      </form>
    </Dialog>
  );
}
