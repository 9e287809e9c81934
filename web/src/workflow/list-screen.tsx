import { Box, Button, HStack, Input, NativeSelect, Stack, Table, Text, Textarea } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { EllipsisVertical, Plus, SearchX, Workflow as WorkflowIcon } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { Problem } from "../../../shared/contract/problem";
import { createWorkflow, removeWorkflow, type WorkflowCard, WorkflowStatus } from "../../../shared/contract/workflow";
import { call } from "../api";
import { StatusBadge } from "../editor/status-badge";
import { formPages } from "../form/queries";
import { useWords } from "../i18n";
import { Person, useIsAdmin } from "../identity/people";
import { useShortcut } from "../keyboard";
import { queryClient } from "../query-client";
import { Link, navigate, useSearch } from "../route";
import { ActionMenu } from "../ui/action-menu";
import { Async, Nothing, Refused } from "../ui/async";
import { Confirm, Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Page } from "../ui/page";
import { Ago } from "../ui/time";
import { keepWorkflow, workflowPages } from "./queries";
import { workflowWords } from "./words";

export function WorkflowListScreen() {
  const t = useWords(workflowWords);
  const isAdmin = useIsAdmin();
  const { q, status } = useSearch("/workflows");
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<WorkflowCard | null>(null);
  const pages = useInfiniteQuery(workflowPages({ q: useDeferredValue(q), status }));
  const filter = (next: { q?: string; status?: typeof status }) => void navigate({ to: "/workflows", search: { q, status, ...next }, replace: true });
  useShortcut("n", t.newWorkflow, () => setMaking(true), { enabled: isAdmin });

  const create = isAdmin && (
    <Button size="xs" onClick={() => setMaking(true)}>
      <Plus /> {t.newWorkflow}
    </Button>
  );
  const bar = (
    <HStack gap="2" wrap="wrap">
      <Input
        size="xs"
        type="search"
        w={{ base: "full", sm: "16rem" }}
        aria-label={t.search}
        placeholder={t.search}
        value={q ?? ""}
        onChange={(event) => filter({ q: event.target.value || undefined })}
      />
      <NativeSelect.Root size="xs" w="9rem">
        <NativeSelect.Field
          aria-label={t.status}
          value={status ?? ""}
          onChange={(event) => filter({ status: WorkflowStatus.safeParse(event.target.value).data })}
        >
          <option value="">{t.allStatuses}</option>
          {WorkflowStatus.options.map((one) => (
            <option key={one} value={one}>
              {t[one]}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
    </HStack>
  );
  const empty =
    q || status ? (
      <Nothing icon={<SearchX />} title={t.nothingFound} />
    ) : (
      <Nothing icon={<WorkflowIcon />} title={t.noWorkflows} hint={t.noWorkflowsLead}>
        {create}
      </Nothing>
    );
  return (
    <Page title={t.workflows} subtitle={t.workflowsLead} actions={create} bar={bar} width="full">
      <Async query={pages} isEmpty={({ pages: all }) => all[0]?.data.length === 0} empty={empty}>
        {({ pages: all }) => (
          <>
            <Box borderWidth="1px" borderRadius="l3" overflowX="auto" bg="bg.panel" boxShadow="card">
              <Table.Root size="sm" interactive>
                <Table.Header>
                  <Table.Row bg="bg.subtle">
                    <Table.ColumnHeader ps="4">{t.name}</Table.ColumnHeader>
                    <Table.ColumnHeader>{t.status}</Table.ColumnHeader>
                    <Table.ColumnHeader display={{ base: "none", md: "table-cell" }}>{t.updated}</Table.ColumnHeader>
                    <Table.ColumnHeader w="12">
                      <Box srOnly>{t.more}</Box>
                    </Table.ColumnHeader>
                  </Table.Row>
                </Table.Header>
                <Table.Body>
                  {all
                    .flatMap(({ data }) => data)
                    .map((workflow) => (
                      <Row key={workflow.id} workflow={workflow} isAdmin={isAdmin} leave={() => setLeaving(workflow)} />
                    ))}
                </Table.Body>
              </Table.Root>
            </Box>
            {pages.hasNextPage && (
              <Button
                mt="3"
                alignSelf="center"
                variant="outline"
                colorPalette="gray"
                loading={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                {t.loadMore}
              </Button>
            )}
          </>
        )}
      </Async>
      {making && <NewWorkflow close={() => setMaking(false)} />}
      {leaving && <Leave workflow={leaving} close={() => setLeaving(null)} />}
    </Page>
  );
}

function Row({ workflow, isAdmin, leave }: { workflow: WorkflowCard; isAdmin: boolean; leave: () => void }) {
  const t = useWords(workflowWords);
  return (
    <Table.Row position="relative" bg="transparent" _hover={{ bg: "bg.subtle" }}>
      <Table.Cell ps="4" py="2.5">
        <Stack gap="0.5">
          <Link to="/workflows/$id" params={{ id: workflow.id }}>
            <Text as="span" fontWeight="medium" _hover={{ textDecoration: "underline" }}>
              {workflow.name}
            </Text>
          </Link>
          <Text fontSize="xs" color="fg.muted" lineClamp={1}>
            {workflow.description}
          </Text>
        </Stack>
      </Table.Cell>
      <Table.Cell>
        <StatusBadge status={workflow.status} version={workflow.publishedVersion} />
      </Table.Cell>
      <Table.Cell display={{ base: "none", md: "table-cell" }} color="fg.muted" fontSize="xs">
        <HStack gap="3">
          <Ago at={workflow.updatedAt} />
          {workflow.createdBy && <Person id={workflow.createdBy} avatarOnly />}
        </HStack>
      </Table.Cell>
      <Table.Cell>
        {isAdmin && workflow.status === "draft" && (
          <ActionMenu
            trigger={
              <Button size="2xs" variant="ghost" colorPalette="gray" aria-label={`${t.more}: ${workflow.name}`}>
                <EllipsisVertical />
              </Button>
            }
            entries={[{ value: "remove", label: t.remove, danger: true }]}
            choose={leave}
          />
        )}
      </Table.Cell>
    </Table.Row>
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
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [formId, setFormId] = useState("");
  const forms = useInfiniteQuery(formPages({ status: "published" }));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const errorOf = (path: string) => (error instanceof Problem ? error.errors?.find((one) => one.path === path)?.message : undefined);
  const create = async (event: React.FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const workflow = keepWorkflow(await call(createWorkflow, { body: { name, description, formId: formId || null } }));
      await navigate({ to: "/workflows/$id", params: { id: workflow.id } });
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog open close={close} title={t.newWorkflow}>
      <form onSubmit={create}>
        <Stack gap="4">
          <Field label={t.name} required error={errorOf("/name")}>
            <Input autoFocus value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={t.description} error={errorOf("/description")}>
            <Textarea rows={2} value={description} maxLength={2_000} onChange={(event) => setDescription(event.target.value)} />
          </Field>
          <Field label={t.form} help={t.formHelp} error={errorOf("/formId")}>
            <NativeSelect.Root>
              <NativeSelect.Field value={formId} onChange={(event) => setFormId(event.target.value)}>
                <option value="">{t.noForm}</option>
                {(forms.data?.pages ?? [])
                  .flatMap(({ data }) => data)
                  .map(({ id, name: title }) => (
                    <option key={id} value={id}>
                      {title}
                    </option>
                  ))}
              </NativeSelect.Field>
              <NativeSelect.Indicator />
            </NativeSelect.Root>
          </Field>
          <Refused error={error} />
          <HStack justify="flex-end">
            <Button size="sm" variant="ghost" colorPalette="gray" onClick={close}>
              {t.cancel}
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
