import { Badge, Box, Button, Flex, HStack, IconButton, SegmentGroup, Stack, Text } from "@chakra-ui/react";
import { CircleAlert, CloudUpload, Ellipsis, Eye, EyeOff, History, PowerOff } from "lucide-react";
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from "react";
import { type Form, publishForm, unpublishForm, updateForm } from "../../../../shared/contract/form";
import { type Field, FormDefinition } from "../../../../shared/contract/form-definition";
import { type FieldError, Problem } from "../../../../shared/contract/problem";
import { call } from "../../api";
import { EditorFrame } from "../../editor/editor-frame";
import { Group, LongTextProperty } from "../../editor/properties";
import { Stale } from "../../editor/save-state";
import { StatusBadge } from "../../editor/status-badge";
import { inShapeOf } from "../../editor/unsaved";
import { useDraft } from "../../editor/use-draft";
import { catchFocus } from "../../focus";
import { told, useLocale, useWords } from "../../i18n";
import { queryClient } from "../../query-client";
import { navigate, useSearch } from "../../route";
import { ActionMenu } from "../../ui/action-menu";
import { Refused } from "../../ui/async";
import { Notice } from "../../ui/notice";
import { toast } from "../../ui/toaster";
import { formQuery, keepForm } from "../queries";
import { builderWords, fieldTypeWords } from "../words";
import { Canvas } from "./canvas";
import { addField, changeColumn, changeField, duplicateField, type FieldType, fieldPlace, moveField, type Place, removeField } from "./draft";
import type { FieldVerb } from "./field-card";
import { Palette } from "./palette";
import { Preview } from "./preview";
import { canBeKept, ownerOf, problemsOf, sentenceOf } from "./problems";
import { FieldProperties } from "./properties/field-properties";
import { TableProperties } from "./properties/table-properties";
import { RulesPanel } from "./rules-panel";
import { VersionsDialog } from "./versions-dialog";

type Content = { name: string; description: string; definition: FormDefinition };

const save =
  (id: string) =>
  async (version: number, { name, description, definition }: Content) => {
    // The server would refuse it with the same words; its places are shown already.
    if (!canBeKept(definition) || name.trim() === "") throw new Problem("invalid-input", "This draft has values that can't be kept.");
    return keepForm(await call(updateForm, { params: { id }, body: { version, name, description, definition } }));
  };

function read(kept: unknown): Content | undefined {
  const { name, description = "", definition } = (kept ?? {}) as Partial<Content>; // checked below
  const drawn = inShapeOf(FormDefinition, definition);
  return typeof name === "string" && drawn ? { name, description, definition: drawn } : undefined;
}

const knownOf = (fields: readonly Field[]) =>
  fields.flatMap((field) => [
    { key: field.key, label: field.label || field.key },
    ...(field.type === "table" ? (field.totals ?? []) : []).map(({ key, label }) => ({ key, label })),
  ]);

export function Builder({ form, reopen, back }: { form: Form; reopen: () => Promise<unknown>; back: ReactNode }) {
  const t = useWords(builderWords);
  const names = useWords(fieldTypeWords);
  const locale = useLocale();
  const { at = "", view } = useSearch("/forms/$id");
  const [saver] = useState(() => save(form.id));
  const draft = useDraft<Content>({
    id: `form.${form.id}`,
    initial: { version: form.version, value: { name: form.name, description: form.description, definition: form.definition } },
    save: saver,
    read,
  });
  const [card, setCard] = useState({ status: form.status, publishedVersion: form.publishedVersion });
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ error: unknown; of: FormDefinition }>();
  const [versions, setVersions] = useState(false);
  const [announced, announce] = useState("");

  const { definition, name } = draft.value;
  // Whoever types is not kept waiting for what follows from it.
  const settled = useDeferredValue(definition);
  const problems = useMemo(() => problemsOf(settled), [settled]);
  const errorAt = (path: Place) => {
    const found = problems.find((problem) => problem.path === path);
    return found && sentenceOf(found, locale);
  };
  const go = (search: { at?: string; view?: "rules" | "preview" }) => void navigate({ to: "/forms/$id", params: { id: form.id }, search, replace: true });
  const select = (place: Place) => go({ at: place || undefined, view });
  const change = (next: FormDefinition, tag?: string) => draft.change((value) => ({ ...value, definition: next }), tag);
  // Where no field is left the next thing is to add one.
  const focusCard = (index: number) =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(index < 0 ? "[data-piece]" : `[data-select-field="${index}"]`)?.focus());
  const toPublish = useRef<HTMLButtonElement>(null);

  const add = (type: FieldType, index: number) => {
    change(addField(definition, type, index, { label: names[type], option: t.optionN }));
    go({ at: fieldPlace(index), view: view === "rules" ? undefined : view });
    announce(t.addedField(names[type]));
  };
  const move = (from: number, to: number) => {
    change(moveField(definition, from, to));
    select(fieldPlace(to));
    announce(t.movedField(definition.fields[from]?.label ?? "", to + 1));
  };
  const act = (verb: FieldVerb, index: number) => {
    const last = definition.fields.length - 1;
    if (verb === "remove") {
      change(removeField(definition, index));
      select("");
      focusCard(Math.min(index, last - 1));
    } else if (verb === "duplicate") {
      change(duplicateField(definition, index));
      select(fieldPlace(index + 1));
    } else {
      const to = { up: Math.max(0, index - 1), down: Math.min(last, index + 1), top: 0, bottom: last }[verb];
      move(index, to);
      focusCard(to);
    }
  };

  const whole = async (action: (version: number) => Promise<Form>, done: (form: Form) => string) => {
    setRefused(undefined);
    setBusy(true);
    try {
      const version = await draft.flush();
      if (version === null) return;
      const next = keepForm(await action(version));
      draft.seen(next.version);
      setCard({ status: next.status, publishedVersion: next.publishedVersion });
      toast(done(next));
    } catch (error) {
      setRefused({ error, of: definition });
    } finally {
      setBusy(false);
      // A button that waits lets go of the focus.
      catchFocus(() => document.querySelector<HTMLElement>("[data-problems] button") ?? toPublish.current);
    }
  };
  const publish = () =>
    whole(
      (version) => call(publishForm, { params: { id: form.id }, body: { version } }),
      (next) => t.publishedAs(next.publishedVersion ?? 0),
    );
  const unpublish = () =>
    whole(
      (version) => call(unpublishForm, { params: { id: form.id }, body: { version } }),
      () => t.unpublishedNow,
    );

  // As many as are left: what was refused is mended one by one.
  const isLeft = ({ path }: FieldError) => refused?.of === definition || problems.some((problem) => problem.path === inDefinition(path));
  const refusals = refused?.error instanceof Problem ? refused.error.errors : undefined;
  const errors = refusals?.filter(isLeft) ?? [];
  const actions = (
    <>
      <Button
        size="xs"
        variant="outline"
        colorPalette="gray"
        onClick={() => go({ at: at || undefined, view: view === "preview" ? undefined : "preview" })}
        aria-pressed={view === "preview"}
      >
        {view === "preview" ? <EyeOff /> : <Eye />} {t.preview}
      </Button>
      <ActionMenu
        trigger={
          <IconButton size="xs" variant="ghost" colorPalette="gray" aria-label={t.actionsOf(name)}>
            <Ellipsis />
          </IconButton>
        }
        entries={[
          { value: "versions", label: t.versions, icon: <History /> },
          { value: "unpublish", label: t.unpublish, icon: <PowerOff />, disabled: card.status !== "published" },
        ]}
        choose={(verb) => (verb === "versions" ? setVersions(true) : void unpublish())}
      />
      <Button ref={toPublish} size="xs" loading={busy} onClick={() => void publish()}>
        <CloudUpload /> {t.publish}
      </Button>
    </>
  );
  const notice = (
    <>
      {draft.state === "stale" && (
        <Stale
          refusal={draft.error}
          loadTheirs={async () => {
            sessionStorage.removeItem(`pflow.unsaved.form.${form.id}`);
            await reopen();
          }}
          keepMine={async () => {
            const theirs = await queryClient.fetchQuery({ ...formQuery(form.id), staleTime: 0 });
            await draft.overwrite(theirs.version);
          }}
        />
      )}
      {errors.length > 0 ? (
        <RefusedList
          errors={errors}
          definition={definition}
          open={(path) => select(ownerOf(path))}
          view={(path) => path.startsWith("/rules") && go({ view: "rules" })}
          close={() => {
            setRefused(undefined);
            catchFocus(() => toPublish.current);
          }}
        />
      ) : (
        !refusals && <Refused error={refused?.error} />
      )}
    </>
  );

  return (
    <EditorFrame
      title={t.untitled}
      back={back}
      name={name}
      rename={(next) => draft.change((value) => ({ ...value, name: next }), "name")}
      badge={<StatusBadge status={card.status} version={card.publishedVersion} />}
      draft={draft}
      actions={actions}
      notice={notice}
    >
      <Box srOnly aria-live="polite">
        {announced}
      </Box>
      <Flex flex="1" minH="0" direction={{ base: "column", lg: "row" }} overflowY={{ base: "auto", lg: "hidden" }}>
        <Box
          as="section"
          aria-label={t.palette}
          w={{ base: "full", lg: "11.5rem" }}
          flexShrink="0"
          overflowY={{ lg: "auto" }}
          borderEndWidth={{ lg: "1px" }}
          bg="bg.subtle"
          order={{ base: 2, lg: 0 }}
          // On a small desk the preview takes its room.
          display={{ lg: view === "preview" ? "none" : "block", xl: "block" }}
        >
          <Palette add={(type) => add(type, definition.fields.length)} />
        </Box>
        <Flex direction="column" flex="1" minW="0" bg="bg.canvas">
          <HStack justify="space-between" px="4" py="2" borderBottomWidth="1px" bg="bg" gap="3">
            <SegmentGroup.Root
              size="xs"
              value={view === "rules" ? "rules" : "design"}
              onValueChange={({ value }) => go({ at: at || undefined, view: value === "rules" ? "rules" : undefined })}
            >
              <SegmentGroup.Indicator />
              <SegmentGroup.Items
                items={[
                  { value: "design", label: t.design },
                  { value: "rules", label: definition.rules.length > 0 ? `${t.rules} ${definition.rules.length}` : t.rules },
                ]}
              />
            </SegmentGroup.Root>
            {problems.length > 0 ? (
              <Badge colorPalette="red" borderRadius="full">
                <CircleAlert size={12} aria-hidden /> {t.problems(problems.length)}
              </Badge>
            ) : (
              <Text fontSize="xs" color="fg.muted">
                {t.noProblems}
              </Text>
            )}
          </HStack>
          <Box flex="1" minH={{ base: "20rem", lg: "0" }} overflowY={{ lg: "auto" }}>
            {view === "rules" ? (
              <RulesPanel definition={definition} change={change} errorAt={errorAt} known={knownOf(definition.fields)} />
            ) : (
              <Canvas definition={definition} problems={problems} selected={at} select={select} add={add} move={move} act={act} />
            )}
          </Box>
        </Flex>
        {view === "preview" && (
          <Box
            as="section"
            aria-label={t.preview}
            w={{ base: "full", lg: "20rem", xl: "22rem", "2xl": "26rem" }}
            flexShrink="0"
            overflowY={{ lg: "auto" }}
            borderStartWidth={{ lg: "1px" }}
            bg="bg.panel"
            p="5"
          >
            <Preview definition={settled} />
          </Box>
        )}
        {view !== "rules" && (
          <Box
            as="section"
            aria-label={t.properties}
            w={{ base: "full", lg: "20rem" }}
            flexShrink="0"
            overflowY={{ lg: "auto" }}
            borderStartWidth={{ lg: "1px" }}
            bg="bg"
            order={{ base: 3, lg: 0 }}
          >
            <Properties
              about={
                <FormSettings
                  formKey={form.key}
                  description={draft.value.description}
                  describe={(description) => draft.change((value) => ({ ...value, description }), "description")}
                />
              }
              definition={definition}
              at={at}
              change={change}
              errorAt={errorAt}
              select={select}
              problems={problems.map(({ path }) => path)}
            />
          </Box>
        )}
      </Flex>
      {versions && <VersionsDialog form={{ ...form, ...card, name }} close={() => setVersions(false)} take={(taken) => change(taken)} />}
    </EditorFrame>
  );
}

/** The server says a place from the draft's top. */
const inDefinition = (path: string): Place => path.replace(/^\/definition/, "");

/** What people call the field of a place. */
function labelOf(place: Place, { fields }: FormDefinition): string | undefined {
  const at = /^\/fields\/(\d+)/.exec(place)?.[1];
  const field = at === undefined ? undefined : fields[Number(at)];
  return field && (field.label || field.key);
}

type RefusedListProps = {
  errors: readonly FieldError[];
  definition: FormDefinition;
  open: (path: Place) => void;
  view: (path: Place) => unknown;
  close: () => void;
};

/** Why publishing was refused: each reason leads to its field. */
function RefusedList({ errors, definition, open, view, close }: RefusedListProps) {
  const t = useWords(builderWords);
  const locale = useLocale();
  return (
    <Notice
      bar
      kind="error"
      flexShrink="0"
      maxH="11rem"
      overflowY="auto"
      title={t.refused(errors.length)}
      action={
        <Button size="2xs" variant="ghost" colorPalette="gray" onClick={close}>
          {t.close}
        </Button>
      }
    >
      <Stack as="ul" gap="0.5" listStyleType="none" data-problems>
        {errors.map(({ path, code = "", message }) => {
          const place = inDefinition(path);
          const label = labelOf(place, definition);
          return (
            <Box as="li" key={`${path} ${code}`}>
              <Button
                size="2xs"
                variant="plain"
                colorPalette="red"
                px="0"
                h="auto"
                whiteSpace="normal"
                textAlign="start"
                textDecoration="underline"
                color="fg.error"
                onClick={() => {
                  open(place);
                  view(place);
                }}
              >
                {label ? told(label, sentenceOf({ code, message }, locale), locale) : sentenceOf({ code, message }, locale)}
              </Button>
            </Box>
          );
        })}
      </Stack>
    </Notice>
  );
}

type FormSettingsProps = { formKey: string | null; description: string; describe: (text: string) => void };

/** Of the form itself, while no field of it is selected. */
function FormSettings({ formKey, description, describe }: FormSettingsProps) {
  const t = useWords(builderWords);
  return (
    <Group title={t.formSettings}>
      <LongTextProperty label={t.description} help={t.descriptionHelp} maxLength={1_000} value={description} onChange={describe} />
      {formKey && (
        <Text fontSize="xs" color="fg.muted">
          {t.key}{" "}
          <Text as="span" fontFamily="mono">
            {formKey}
          </Text>
        </Text>
      )}
      <Text fontSize="xs" color="fg.muted">
        {t.nothingSelected}
      </Text>
    </Group>
  );
}

type PropertiesProps = {
  about: ReactNode;
  definition: FormDefinition;
  at: Place;
  change: (next: FormDefinition, tag?: string) => void;
  errorAt: (path: Place) => string | undefined;
  select: (place: Place) => void;
  problems: readonly Place[];
};

/** Of the field, or the column, that is selected. */
function Properties({ about, definition, at, change, errorAt, select, problems }: PropertiesProps) {
  const [, atField, atColumn] = /^\/fields\/(\d+)(?:\/columns\/(\d+))?/.exec(at) ?? [];
  const index = Number(atField);
  const field = atField === undefined ? undefined : definition.fields[index];
  if (!field) return about;
  const place = fieldPlace(index);
  const setField = (next: Field, tag?: string) => change(changeField(definition, index, next), tag && `${index}:${tag}`);
  const column = field.type === "table" && atColumn !== undefined ? field.columns[Number(atColumn)] : undefined;
  if (field.type === "table" && column) {
    const number = Number(atColumn);
    return (
      <FieldProperties
        key={`${place}/${number}`}
        field={column}
        known={field.columns.map(({ key, label }) => ({ key, label: label || key }))}
        error={(below) => errorAt(`${place}/columns/${number}${below}`)}
        change={(next, tag) => next.type !== "table" && setField(changeColumn(field, number, next), tag && `c${number}:${tag}`)}
        leave={{ label: field.label || field.key, go: () => select(place) }}
      />
    );
  }
  return (
    <FieldProperties
      key={place}
      field={field}
      known={knownOf(definition.fields)}
      error={(below) => errorAt(place + below)}
      change={(next, tag) => setField(next, tag)}
    >
      {field.type === "table" && (
        <TableProperties
          definition={definition}
          field={field}
          change={setField}
          error={(below) => errorAt(place + below)}
          hasProblem={(number) => problems.some((path) => path.startsWith(`${place}/columns/${number}/`) || path === `${place}/columns/${number}`)}
          open={(number) => select(`${place}/columns/${number}`)}
        />
      )}
    </FieldProperties>
  );
}
