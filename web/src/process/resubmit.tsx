import { Box, Button, HStack, Stack, Text, Textarea } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { FormDefinition } from "../../../shared/contract/form-definition";
import { submitInstance } from "../../../shared/contract/instance";
import { Problem } from "../../../shared/contract/problem";
import type { Ticket } from "../../../shared/contract/ticket";
import type { Json } from "../../../shared/rules/form";
import { call } from "../api";
import { formVersionQuery } from "../form/queries";
import { type FilledForm, FormFields, focusFirstError, useFilledForm } from "../form/render";
import { useWords } from "../i18n";
import { Async, Rows } from "../ui/async";
import { Field } from "../ui/field";
import { uiWords } from "../ui/words";
import { useProcessChange } from "./changes";
import { RefusedVerb } from "./refused";
import { processWords } from "./words";

export type ResubmitProps = { ticket: Pick<Ticket, "id" | "formId" | "formVersion" | "data">; close: () => void };

/** The creator's form again, as it was, to be changed and sent: after a refusal, a withdrawal or a return. */
export default function Resubmit({ ticket, close }: ResubmitProps) {
  const { formId, formVersion } = ticket;
  const version = useQuery({ ...formVersionQuery(formId ?? "", formVersion ?? 0), enabled: formId !== null && formVersion !== null });
  if (formId === null) return <Send ticket={ticket} close={close} />;
  return (
    <Async query={version} skeleton={<Rows count={4} />}>
      {({ definition }) => <WithForm ticket={ticket} close={close} definition={definition} />}
    </Async>
  );
}

function WithForm({ definition, ...props }: ResubmitProps & { definition: FormDefinition }) {
  const [initial] = useState(() =>
    Object.fromEntries(definition.fields.flatMap(({ key }) => (props.ticket.data?.[key] === undefined ? [] : [[key, props.ticket.data[key]]]))),
  );
  const form = useFilledForm(definition, initial);
  return <Send {...props} form={form} />;
}

function Send({ ticket, close, form }: ResubmitProps & { form?: FilledForm }) {
  const t = useWords(processWords);
  const ui = useWords(uiWords);
  const box = useRef<HTMLFormElement>(null);
  const [comment, setComment] = useState("");
  const send = useProcessChange(
    (data: Record<string, Json> | undefined) =>
      call(submitInstance, { params: { id: ticket.id }, body: { ...(data && { data: data as never }), comment: comment.trim() || undefined } }), // JSON as stored
    close,
  );
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const data = form?.check();
    if (form && !data) return void setTimeout(() => focusFirstError(box.current));
    send.mutate(data, {
      onError: (error) => {
        if (error instanceof Problem) form?.refuse(error.errors ?? [], "/body/data");
      },
    });
  };
  return (
    <form ref={box} noValidate onSubmit={submit}>
      <Stack gap="4">
        {form && (
          <Box>
            <FormFields form={form} />
          </Box>
        )}
        <Field label={t.comment}>
          <Textarea autoresize rows={2} maxLength={16_000} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Field>
        <RefusedVerb error={send.error} />
        <HStack gap="2">
          <Button type="submit" size="sm" loading={send.isPending} onMouseDown={(event) => event.preventDefault()}>
            {t.submitShort}
          </Button>
          <Button size="sm" variant="ghost" colorPalette="gray" onClick={close}>
            {ui.cancel}
          </Button>
          {form && form.errors.size > 0 && (
            <Text role="alert" fontSize="xs" color="fg.error">
              {t.correct(form.errors.size)}
            </Text>
          )}
        </HStack>
      </Stack>
    </form>
  );
}
