import { Box, Button, HStack, Input, NativeSelect, Stack, Table, Text, Textarea } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { EllipsisVertical, LayoutTemplate, Plus, SearchX } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { createForm, type FormCard, FormStatus, removeForm, unpublishForm } from "../../../shared/contract/form";
import { Problem } from "../../../shared/contract/problem";
import { call } from "../api";
import { StatusBadge } from "../editor/status-badge";
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
import { formPages, keepForm } from "./queries";
import { formWords } from "./words";

export function FormListScreen() {
  const t = useWords(formWords);
  const isAdmin = useIsAdmin();
  const { q, status } = useSearch("/forms");
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<FormCard | null>(null);
  const pages = useInfiniteQuery(formPages({ q: useDeferredValue(q), status }));
  const filter = (next: { q?: string; status?: typeof status }) => void navigate({ to: "/forms", search: { q, status, ...next }, replace: true });
  useShortcut("n", t.newForm, () => setMaking(true), { enabled: isAdmin });

  const create = isAdmin && (
    <Button size="xs" onClick={() => setMaking(true)}>
      <Plus /> {t.newForm}
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
        <NativeSelect.Field aria-label={t.status} value={status ?? ""} onChange={(event) => filter({ status: FormStatus.safeParse(event.target.value).data })}>
          <option value="">{t.allStatuses}</option>
          {FormStatus.options.map((one) => (
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
      <Nothing icon={<LayoutTemplate />} title={t.noForms} hint={t.noFormsLead}>
        {create}
      </Nothing>
    );
  return (
    <Page title={t.forms} subtitle={t.formsLead} actions={create} bar={bar} width="full">
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
                    .map((form) => (
                      <Row key={form.id} form={form} isAdmin={isAdmin} leave={() => setLeaving(form)} />
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
      {making && <NewForm close={() => setMaking(false)} />}
      {leaving && <Leave form={leaving} close={() => setLeaving(null)} />}
    </Page>
  );
}

function Row({ form, isAdmin, leave }: { form: FormCard; isAdmin: boolean; leave: () => void }) {
  const t = useWords(formWords);
  const restore = async () => keepForm(await call(unpublishForm, { params: { id: form.id }, body: { version: form.version } }));
  const isArchived = form.status === "archived";
  return (
    <Table.Row position="relative" bg="transparent" _hover={{ bg: "bg.subtle" }}>
      <Table.Cell ps="4" py="2.5">
        <Stack gap="0.5">
          <Link to="/forms/$id" params={{ id: form.id }}>
            <Text as="span" fontWeight="medium" _hover={{ textDecoration: "underline" }}>
              {form.name}
            </Text>
          </Link>
          <Text fontSize="xs" color="fg.muted" lineClamp={1}>
            {[form.definition ? t.fieldCount(form.definition.fields.length) : t.manyFields, form.description].filter(Boolean).join(" · ")}
          </Text>
        </Stack>
      </Table.Cell>
      <Table.Cell>
        <StatusBadge status={form.status} version={form.publishedVersion} />
      </Table.Cell>
      <Table.Cell display={{ base: "none", md: "table-cell" }} color="fg.muted" fontSize="xs">
        <HStack gap="3">
          <Ago at={form.updatedAt} />
          {form.createdBy && <Person id={form.createdBy} avatarOnly />}
        </HStack>
      </Table.Cell>
      <Table.Cell>
        {isAdmin && (
          <ActionMenu
            trigger={
              <Button size="2xs" variant="ghost" colorPalette="gray" aria-label={`${t.more}: ${form.name}`}>
                <EllipsisVertical />
              </Button>
            }
            entries={
              isArchived
                ? [{ value: "restore", label: t.restore }]
                : [{ value: "leave", label: form.status === "draft" ? t.remove : t.archive, danger: form.status === "draft" }]
            }
            choose={(verb) => (verb === "restore" ? void restore() : leave())}
          />
        )}
      </Table.Cell>
    </Table.Row>
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
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [key, setKey] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const errorOf = (path: string) => (error instanceof Problem ? error.errors?.find((one) => one.path === path)?.message : undefined);
  const create = async (event: React.FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const form = keepForm(await call(createForm, { body: { name, description, ...(key && { key }) } }));
      await navigate({ to: "/forms/$id", params: { id: form.id } });
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog open close={close} title={t.newForm}>
      <form onSubmit={create}>
        <Stack gap="4">
          <Field label={t.name} required error={errorOf("/name")}>
            <Input autoFocus value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={t.description} error={errorOf("/description")}>
            <Textarea rows={2} value={description} maxLength={1_000} onChange={(event) => setDescription(event.target.value)} />
          </Field>
          <Field label={t.key} help={t.keyHelp} error={errorOf("/key")}>
            <Input fontFamily="mono" value={key} maxLength={63} pattern="[a-z][a-z0-9\-]*" onChange={(event) => setKey(event.target.value)} />
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
