import { Input, Textarea } from "@chakra-ui/react";
import { useState } from "react";
import { createGroup, type Group, updateGroup } from "../../../shared/contract/identity";
import { call } from "../api";
import { useWords } from "../i18n";
import { Field } from "../ui/field";
import { PeopleForm } from "./people-form";
import { peopleWords } from "./words";

export function GroupDialog({ group, close, made }: { group?: Group; close: () => void; made?: (id: string) => void }) {
  const t = useWords(peopleWords);
  const [name, setName] = useState(group?.name ?? "");
  const [description, setDescription] = useState(group?.description ?? "");
  const send = async () => {
    const kept = group
      ? await call(updateGroup, { params: { id: group.id }, body: { version: group.version, name, description } })
      : await call(createGroup, { body: { name, description } });
    made?.(kept.id);
  };
  return (
    <PeopleForm title={group ? t.editOf(group.name) : t.newGroup} close={close} action={group ? t.save : t.create} ready={name.trim() !== ""} send={send}>
      {(errorOf) => (
        <>
          <Field label={t.groupName} required error={errorOf("/name")}>
            <Input data-autofocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={t.description} error={errorOf("/description")}>
            <Textarea rows={2} value={description} maxLength={500} onChange={(event) => setDescription(event.target.value)} />
          </Field>
        </>
      )}
    </PeopleForm>
  );
}
