import { Box, Stack } from "@chakra-ui/react";
import { useMemo } from "react";
import type { FormDefinition } from "../../../shared/contract/form-definition";
import type { Task } from "../../../shared/contract/task";
import { type FilledForm, FormFields, useFilledForm } from "../form/render";
import { Decision } from "./decision";
import { Sticky } from "./sticky";
import { writable } from "./task-fields";

/** The form as this task's people have it: without what they may not see, and what their step requires is required. */
function formOf(definition: FormDefinition, { fields, variables }: Pick<Task, "fields" | "variables">): FormDefinition {
  const there = definition.fields.filter(({ key }) => key in fields || variables[key] !== undefined);
  return { ...definition, fields: there.map((field) => (fields[field.key] === "required" ? { ...field, required: true } : field)) };
}

function useTaskForm(definition: FormDefinition, task: Task): FilledForm {
  const { fields, variables, allowedActions } = task;
  const form = useMemo(() => formOf(definition, { fields, variables }), [definition, fields, variables]);
  const only = useMemo(() => new Set(writable({ fields, allowedActions })), [fields, allowedActions]);
  const data = useMemo(() => Object.fromEntries(form.fields.flatMap(({ key }) => (key in variables ? [[key, variables[key]]] : []))), [form, variables]);
  return useFilledForm(form, data, only);
}

type WritingTaskProps = { task: Task; definition: FormDefinition; shows: "form" | "writable"; done: (what: string, reply: Task) => void };

/** A decision with fields to fill in: the form as it stands, and controls where this step may write. */
export default function WritingTask({ task, definition, shows, done }: WritingTaskProps) {
  const form = useTaskForm(definition, task);
  const shown = useMemo(() => {
    if (shows === "form") return form;
    const keys = new Set(writable(task));
    return { ...form, definition: { ...form.definition, fields: form.definition.fields.filter(({ key }) => keys.has(key)) } };
  }, [form, shows, task]);
  return (
    <Stack gap="4">
      <Box bg="bg.subtle" borderWidth="1px" borderRadius="l3" p="4">
        <FormFields form={shown} />
      </Box>
      {shows === "form" ? (
        <Sticky>
          <Decision task={task} form={form} done={done} actKey="e" />
        </Sticky>
      ) : (
        <Decision task={task} form={form} done={done} actKey="d" />
      )}
    </Stack>
  );
}
