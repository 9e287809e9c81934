import { NativeSelect } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Workflow as WorkflowIcon } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { createWorkflow, removeWorkflow, type WorkflowCard, WorkflowStatus } from "../../../shared/contract/workflow";
import { call } from "../api";
import { DefinitionList } from "../editor/definition-list";
import { NewDefinition } from "../editor/new-definition";
import { formPages } from "../form/queries";
import { useWords } from "../i18n";
import { queryClient } from "../query-client";
import { navigate, useSearch } from "../route";
import { Confirm } from "../ui/dialog";
import { Field } from "../ui/field";
import { keepWorkflow, workflowPages } from "./queries";
import { workflowWords } from "./words";

export function WorkflowListScreen() {
  const t = useWords(workflowWords);
  const { q, status } = useSearch("/workflows");
  const [leaving, setLeaving] = useState<WorkflowCard | null>(null);
  const pages = useInfiniteQuery(workflowPages({ q: useDeferredValue(q), status }));
  return (
    <DefinitionList
      words={{
        title: t.workflows,
        lead: t.workflowsLead,
        search: t.search,
        make: t.newWorkflow,
        none: t.noWorkflows,
        noneLead: t.noWorkflowsLead,
        nothingFound: t.nothingFound,
        anyStatus: t.allStatuses,
      }}
      icon={<WorkflowIcon />}
      pages={pages}
      filter={{ q, status }}
      statuses={WorkflowStatus.options}
      change={(search) => void navigate({ to: "/workflows", search, replace: true })}
      to="/workflows/$id"
      about={({ description }) => description}
      verbs={(workflow) => (workflow.status === "draft" ? [{ value: "leave", label: t.remove, danger: true }] : [])}
      choose={(_, workflow) => setLeaving(workflow)}
      making={(close) => <NewWorkflow close={close} />}
    >
      {leaving && <Leave workflow={leaving} close={() => setLeaving(null)} />}
    </DefinitionList>
  );
}

function Leave({ workflow, close }: { workflow: WorkflowCard; close: () => void }) {
  const t = useWords(workflowWords);
  const confirm = async () => {
    await call(removeWorkflow, { params: { id: workflow.id }, query: { version: workflow.version } });
    await queryClient.invalidateQueries({ queryKey: ["workflow"] });
  };
  return <Confirm open close={close} title={t.removeTitle(workflow.name)} text={t.removeLead} action={t.remove} danger confirm={confirm} />;
}

function NewWorkflow({ close }: { close: () => void }) {
  const t = useWords(workflowWords);
  const [formId, setFormId] = useState("");
  const forms = useInfiniteQuery(formPages({ status: "published" }));
  const create = async (given: { name: string; description: string }) => {
    const workflow = keepWorkflow(await call(createWorkflow, { body: { ...given, formId: formId || null } }));
    await navigate({ to: "/workflows/$id", params: { id: workflow.id } });
  };
  return (
    <NewDefinition title={t.newWorkflow} close={close} longest={2_000} create={create}>
      {(errorOf) => (
        <Field label={t.form} help={t.formHelp} error={errorOf("/formId")}>
          <NativeSelect.Root>
            <NativeSelect.Field value={formId} onChange={(event) => setFormId(event.target.value)}>
              <option value="">{t.noForm}</option>
              {(forms.data?.pages ?? [])
                .flatMap(({ data }) => data)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </NativeSelect.Field>
            <NativeSelect.Indicator />
          </NativeSelect.Root>
        </Field>
      )}
    </NewDefinition>
  );
}
