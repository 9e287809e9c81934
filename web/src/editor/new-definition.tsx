import { Input, Textarea } from "@chakra-ui/react";
import { type ReactNode, useState } from "react";
import { useWords } from "../i18n";
import { DialogForm } from "../ui/dialog-form";
import { Field } from "../ui/field";
import type { ErrorOf } from "../ui/field-errors";
import { listWords } from "./words";

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
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  return (
    <DialogForm title={title} close={close} action={t.create} ready={name.trim() !== ""} send={() => create({ name, description })}>
      {(errorOf) => (
        <>
          <Field label={t.name} required error={errorOf("/name")}>
            <Input data-autofocus value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={t.description} error={errorOf("/description")}>
            <Textarea rows={2} value={description} maxLength={longest} onChange={(event) => setDescription(event.target.value)} />
          </Field>
          {children(errorOf)}
        </>
      )}
    </DialogForm>
  );
}
