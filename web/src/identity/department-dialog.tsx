import { Input } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { createDepartment, type Department, updateDepartment } from "../../../shared/contract/identity";
import { call } from "../api";
import { useWords } from "../i18n";
import { Field } from "../ui/field";
import { PersonPicker } from "../ui/person-picker";
import { DepartmentSelect } from "./department-select";
import { departmentsQuery } from "./people";
import { PeopleForm } from "./people-form";
import { peopleWords } from "./words";

/** Makes a department, or moves, renames and heads one. */
export function DepartmentDialog({ department, below = null, close }: { department?: Department; below?: string | null; close: () => void }) {
  const t = useWords(peopleWords);
  const { data } = useQuery(departmentsQuery);
  const [name, setName] = useState(department?.name ?? "");
  const [parentId, setParentId] = useState(department ? department.parentId : below);
  const [headId, setHeadId] = useState(department?.headId ?? null);
  const within = new Set(department ? [department.id] : []);
  // Each stands before those below it, so one walk finds them all.
  for (const one of data?.data ?? []) if (one.parentId && within.has(one.parentId)) within.add(one.id);
  const send = () =>
    department
      ? call(updateDepartment, { params: { id: department.id }, body: { version: department.version, name, parentId, headId } })
      : call(createDepartment, { body: { name, parentId, headId } });
  return (
    <PeopleForm
      title={department ? t.editOf(department.name) : t.newDepartment}
      close={close}
      action={department ? t.save : t.create}
      ready={name.trim() !== ""}
      send={send}
    >
      {(errorOf) => (
        <>
          <Field label={t.groupName} required error={errorOf("/name")}>
            <Input data-autofocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={t.parent} error={errorOf("/parentId")}>
            <DepartmentSelect label={t.parent} none={t.top} value={parentId} onChange={setParentId} except={within} />
          </Field>
          <Field label={t.head} error={errorOf("/headId")}>
            <PersonPicker label={t.head} value={headId} onChange={setHeadId} />
          </Field>
        </>
      )}
    </PeopleForm>
  );
}
