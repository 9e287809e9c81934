import { Input } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { LayoutTemplate } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { createForm, type FormCard, FormStatus, removeForm, unpublishForm } from "../../../shared/contract/form";
import { call } from "../api";
import { DefinitionList } from "../editor/definition-list";
import { NewDefinition } from "../editor/new-definition";
import { useWords } from "../i18n";
import { queryClient } from "../query-client";
import { navigate, useSearch } from "../route";
import { Confirm } from "../ui/dialog";
import { Field } from "../ui/field";
import { formPages, keepForm } from "./queries";
import { formWords } from "./words";

export function FormListScreen() {
  const t = useWords(formWords);
  const { q, status } = useSearch("/forms");
  const [leaving, setLeaving] = useState<FormCard | null>(null);
  const pages = useInfiniteQuery(formPages({ q: useDeferredValue(q), status }));
  const restore = async ({ id, version }: FormCard) => keepForm(await call(unpublishForm, { params: { id }, body: { version } }));
  return (
    <DefinitionList
      words={{
        title: t.forms,
        lead: t.formsLead,
        search: t.search,
        make: t.newForm,
        none: t.noForms,
        noneLead: t.noFormsLead,
        nothingFound: t.nothingFound,
        anyStatus: t.allStatuses,
      }}
      icon={<LayoutTemplate />}
      pages={pages}
      filter={{ q, status }}
      statuses={FormStatus.options}
      change={(search) => void navigate({ to: "/forms", search, replace: true })}
      to="/forms/$id"
      about={({ definition, description }) => [definition ? t.fieldCount(definition.fields.length) : t.manyFields, description].filter(Boolean).join(" · ")}
      verbs={(form) => {
        if (form.status === "archived") return [{ value: "restore", label: t.restore }];
        return [form.status === "draft" ? { value: "leave", label: t.remove, danger: true } : { value: "leave", label: t.archive }];
      }}
      choose={(verb, form) => (verb === "restore" ? void restore(form) : setLeaving(form))}
      making={(close) => <NewForm close={close} />}
    >
      {leaving && <Leave form={leaving} close={() => setLeaving(null)} />}
    </DefinitionList>
  );
}

function Leave({ form, close }: { form: FormCard; close: () => void }) {
  const t = useWords(formWords);
  const isDraft = form.status === "draft";
  const confirm = async () => {
    await call(removeForm, { params: { id: form.id }, query: { version: form.version } });
    await queryClient.invalidateQueries({ queryKey: ["form"] });
  };
  return (
    <Confirm
      open
      close={close}
      title={isDraft ? t.removeTitle(form.name) : t.archiveTitle(form.name)}
      text={isDraft ? t.removeLead : t.archiveLead}
      action={isDraft ? t.remove : t.archive}
      danger={isDraft}
      confirm={confirm}
    />
  );
}

function NewForm({ close }: { close: () => void }) {
  const t = useWords(formWords);
  const [key, setKey] = useState("");
  const create = async (given: { name: string; description: string }) => {
    const form = keepForm(await call(createForm, { body: { ...given, ...(key && { key }) } }));
    await navigate({ to: "/forms/$id", params: { id: form.id } });
  };
  return (
    <NewDefinition title={t.newForm} close={close} longest={1_000} create={create}>
      {(errorOf) => (
        <Field label={t.key} help={t.keyHelp} error={errorOf("/key")}>
          <Input fontFamily="mono" value={key} maxLength={63} pattern="[a-z][a-z0-9\-]*" onChange={(event) => setKey(event.target.value)} />
        </Field>
      )}
    </NewDefinition>
  );
}
