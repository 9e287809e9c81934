import { Box, Button, Flex, IconButton, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CloudUpload, Ellipsis, History, PlayCircle, PowerOff, WandSparkles, Workflow as WorkflowIcon } from "lucide-react";
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from "react";
import { Problem } from "../../../../shared/contract/problem";
import { publishWorkflow, unpublishWorkflow, updateWorkflow, type Workflow } from "../../../../shared/contract/workflow";
import { Definition } from "../../../../shared/process/definition";
import { call } from "../../api";
import { EditorFrame } from "../../editor/editor-frame";
import { Stale } from "../../editor/save-state";
import { StatusBadge } from "../../editor/status-badge";
import { forgetUnsaved, inShapeOf } from "../../editor/unsaved";
import { useDraft } from "../../editor/use-draft";
import { catchFocus } from "../../focus";
import { formQuery, formVersionQuery } from "../../form/queries";
import { useLocale, useWords } from "../../i18n";
import { useShortcut } from "../../keyboard";
import { queryClient } from "../../query-client";
import { navigate, useSearch } from "../../route";
import { ActionMenu } from "../../ui/action-menu";
import { Nothing, Refused, Rows } from "../../ui/async";
import { toast } from "../../ui/toaster";
import type { Marks } from "../diagram/to-flow";
import { keepWorkflow, workflowQuery } from "../queries";
import { designerWords, simulateWords, workflowWords } from "../words";
import { Canvas } from "./canvas";
import { flowOf, nodeOf } from "./draft";
import { drawnOf } from "./kept-focus";
import { Palette } from "./palette";
import { canBeKept, errorsIn, errorsOf, type Located, locatedErrors } from "./problems";
import type { PanelContext } from "./properties/context";
import { useProblems } from "./use-problems";
import { useVerbs } from "./use-verbs";

const ProblemList = lazy(() => import("./problem-list"));
const Properties = lazy(() => import("./panel"));
const VersionsDialog = lazy(() => import("./versions-dialog"));
const SimulatePanel = lazy(() => import("./simulate-panel"));

type Content = { name: string; description: string; formId: string | null; definition: Definition };

const save =
  (id: string) =>
  async (version: number, { name, description, formId, definition }: Content) => {
    if (!canBeKept(definition) || name.trim() === "") throw new Problem("invalid-input", "This draft has values that can't be kept.");
    return keepWorkflow(await call(updateWorkflow, { params: { id }, body: { version, name, description, formId, definition } }));
  };

function read(kept: unknown): Content | undefined {
  const { name, description = "", formId = null, definition } = (kept ?? {}) as Partial<Content>; // checked below
  const drawn = inShapeOf(Definition, definition);
  return typeof name === "string" && drawn ? { name, description, formId, definition: drawn } : undefined;
}

/** The fields of the form's published version: publishing goes by the same. */
function useFormOf(formId: string | null) {
  const form = useQuery({ ...formQuery(formId ?? ""), enabled: formId !== null });
  const n = form.data?.publishedVersion ?? null;
  const version = useQuery({ ...formVersionQuery(formId ?? "", n ?? 0), enabled: formId !== null && n !== null });
  return formId === null ? undefined : version.data?.definition;
}

const counted = (problems: readonly Located[]) => {
  const counts = new Map<string, number>();
  for (const { elementId } of problems) counts.set(elementId, (counts.get(elementId) ?? 0) + 1);
  return counts;
};

export function Designer({ workflow, reopen, back }: { workflow: Workflow; reopen: () => Promise<unknown>; back: ReactNode }) {
  const t = useWords(designerWords);
  const w = useWords(workflowWords);
  const s = useWords(simulateWords);
  const locale = useLocale();
  const { at, view } = useSearch("/workflows/$id");
  const [saver] = useState(() => save(workflow.id));
  const { name, description, formId, definition: saved } = workflow;
  const draft = useDraft<Content>({
    id: `workflow.${workflow.id}`,
    initial: { version: workflow.version, value: { name, description, formId, definition: saved } },
    save: saver,
    read,
  });
  const [card, setCard] = useState({ status: workflow.status, publishedVersion: workflow.publishedVersion });
  const [several, setSeveral] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const [versions, setVersions] = useState(false);
  const [taken, setTaken] = useState<Marks>({});
  const [look, setLook] = useState(0);
  const [announced, announce] = useState("");

  const { definition } = draft.value;
  const form = useFormOf(draft.value.formId);
  const fields = form?.fields ?? [];
  const formKeys = useMemo(
    () => form?.fields.flatMap((field) => [field.key, ...(field.type === "table" ? (field.totals ?? []) : []).map(({ key }) => key)]),
    [form],
  );
  const checked = useProblems(definition, formKeys);
  const fromServer = refused instanceof Problem && refused.errors ? locatedErrors(refused.errors) : [];
  // What the server said of the form as a whole is not found here.
  const problems = [...fromServer.filter(({ code }) => code === "not-found" || code === "not-published"), ...(checked ?? [])];
  const marks = useMemo(() => ({ ...taken, problems: counted(checked ?? []) }), [taken, checked]);

  const selected = useMemo(
    () => (several.length > 1 ? several : at ? [at] : []).filter((id) => nodeOf(definition, id) !== undefined || flowOf(definition, id) !== undefined),
    [several, at, definition],
  );
  const go = (search: { at?: string; view?: "simulate" | "problems" }) =>
    void navigate({ to: "/workflows/$id", params: { id: workflow.id }, search, replace: true });
  const select = (ids: readonly string[]) => {
    setSeveral(ids);
    go({ at: ids.length === 1 ? ids[0] : undefined, view });
  };
  const change = (next: Definition, tag?: string) => {
    setTaken({});
    draft.change((value) => ({ ...value, definition: next }), tag);
  };
  const { attach, inside, append, drop, moved, add, link, take, tidy, begin } = useVerbs({
    definition,
    change,
    selected,
    select,
    announce,
    undo: draft.undo,
    lookAnew: () => setLook(look + 1),
  });

  const panel = useRef<HTMLElement>(null);
  const toProblems = useRef<HTMLButtonElement>(null);
  const toPublish = useRef<HTMLButtonElement>(null);
  useShortcut("e", t.edit, () => panel.current?.querySelector<HTMLElement>("input, select, textarea, button")?.focus());
  const backToCanvas = (event: React.KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget } = event;
    // A list that it closes is no reason to leave.
    if (event.key !== "Escape" || event.defaultPrevented || !(target instanceof HTMLElement) || target.ariaExpanded === "true") return;
    if (currentTarget.contains(target)) drawnOf(selected[0] ?? "")?.focus();
  };

  const whole = async (action: (version: number) => Promise<Workflow>, done: (next: Workflow) => string) => {
    setRefused(undefined);
    setBusy(true);
    try {
      const version = await draft.flush();
      if (version === null) return;
      const next = keepWorkflow(await action(version));
      draft.seen(next.version);
      setCard({ status: next.status, publishedVersion: next.publishedVersion });
      toast(done(next));
    } catch (error) {
      setRefused(error);
      if (error instanceof Problem && error.errors) go({ at, view: "problems" });
    } finally {
      setBusy(false);
      // A button that waits lets go of the focus.
      catchFocus(() => document.querySelector<HTMLElement>("[data-problem]") ?? toPublish.current);
    }
  };
  const params = { id: workflow.id };
  const publish = () =>
    whole(
      (version) => call(publishWorkflow, { params, body: { version } }),
      (next) => t.publishedAs(next.publishedVersion ?? 0),
    );
  const unpublish = () =>
    whole(
      (version) => call(unpublishWorkflow, { params, body: { version } }),
      () => t.unpublishedNow,
    );

  const context: PanelContext = {
    definition,
    change,
    fields,
    known: (formKeys ?? []).map((key) => ({ key, label: fields.find((field) => field.key === key)?.label ?? "" })),
    errorOf: errorsOf(problems, definition, locale),
    errorIn: errorsIn(problems, definition, locale),
    select,
  };

  const verdict = problems.length > 0 ? t.problems(problems.length) : checked ? t.noProblems : t.checking;
  const actions = (
    <>
      <Button
        ref={toProblems}
        size="xs"
        variant="ghost"
        colorPalette={problems.length > 0 ? "red" : "gray"}
        color={problems.length > 0 ? "fg.error" : "fg.muted"}
        onClick={() => go({ at, view: view === "problems" ? undefined : "problems" })}
        aria-pressed={view === "problems"}
        aria-label={verdict}
      >
        {problems.length > 0 ? <CircleAlert /> : <CircleCheck />}
        <Box as="span" hideFrom="md" aria-hidden>
          {problems.length || null}
        </Box>
        <Box as="span" hideBelow="md">
          {verdict}
        </Box>
      </Button>
      <IconButton
        size="xs"
        variant="ghost"
        colorPalette="gray"
        aria-label={t.tidy}
        title={t.tidy}
        disabled={definition.nodes.length === 0}
        onClick={() => void tidy()}
      >
        <WandSparkles />
      </IconButton>
      <Button
        size="xs"
        variant="outline"
        colorPalette="gray"
        aria-label={t.simulate}
        aria-pressed={view === "simulate"}
        onClick={() => go({ at, view: view === "simulate" ? undefined : "simulate" })}
      >
        <PlayCircle />{" "}
        <Box as="span" hideBelow="md">
          {t.simulate}
        </Box>
      </Button>
      <ActionMenu
        trigger={
          <IconButton size="xs" variant="ghost" colorPalette="gray" aria-label={t.more}>
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
            forgetUnsaved(`workflow.${workflow.id}`);
            await reopen();
          }}
          keepMine={async () => {
            const theirs = await queryClient.fetchQuery({ ...workflowQuery(workflow.id), staleTime: 0 });
            await draft.overwrite(theirs.version);
          }}
        />
      )}
      {fromServer.length > 0 ? (
        // As many as are left: what was refused is mended one by one.
        problems.length > 0 && (
          <Text role="alert" bg="bg.error" color="fg.error" fontSize="xs" fontWeight="medium" px="4" py="1.5" flexShrink="0">
            {t.refused(problems.length)}
          </Text>
        )
      ) : (
        <Refused error={refused} />
      )}
    </>
  );

  return (
    <EditorFrame
      title={w.untitled}
      back={back}
      name={draft.value.name}
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
          w={{ base: "full", lg: "12rem" }}
          flexShrink="0"
          overflowY={{ lg: "auto" }}
          borderEndWidth={{ lg: "1px" }}
          bg="bg.subtle"
          order={{ base: 2, lg: 0 }}
        >
          <Palette add={add} />
        </Box>
        <Flex direction="column" flex="1" minW="0" minH={{ base: view === "problems" ? "34rem" : "24rem", lg: "0" }} bg="bg.canvas">
          <Box position="relative" flex="1" minH="0">
            <Canvas
              definition={definition}
              marks={marks}
              selected={selected}
              select={select}
              change={change}
              moved={moved}
              connect={link}
              drop={drop}
              append={append}
              remove={take}
              view={look}
            />
            {definition.nodes.length === 0 && (
              <Flex position="absolute" inset="0" align="center" justify="center" pointerEvents="none">
                <Box pointerEvents="auto">
                  <Nothing icon={<WorkflowIcon />} title={t.emptyCanvas} hint={t.emptyCanvasLead}>
                    <Button size="xs" variant="outline" onClick={begin}>
                      {t.template}
                    </Button>
                  </Nothing>
                </Box>
              </Flex>
            )}
          </Box>
          {view === "problems" && (
            <Suspense fallback={null}>
              <ProblemList
                problems={problems}
                definition={definition}
                open={(id) => select([id])}
                close={() => {
                  go({ at });
                  catchFocus(() => toProblems.current);
                }}
              />
            </Suspense>
          )}
        </Flex>
        <Box
          ref={panel}
          as="section"
          onKeyDown={backToCanvas}
          aria-label={view === "simulate" ? s.title : t.properties}
          w={{ base: "full", lg: "20rem" }}
          flexShrink="0"
          overflowY={{ lg: "auto" }}
          borderStartWidth={{ lg: "1px" }}
          bg="bg"
          order={{ base: 3, lg: 0 }}
        >
          {view === "simulate" ? (
            <Suspense fallback={<Rows />}>
              <SimulatePanel definition={definition} form={form} show={setTaken} open={(id) => go({ at: id, view })} />
            </Suspense>
          ) : (
            <Suspense fallback={<Rows />}>
              <Properties
                context={context}
                selected={selected}
                append={append}
                inside={inside}
                attach={attach}
                connect={link}
                remove={take}
                description={draft.value.description}
                describe={(text) => draft.change((value) => ({ ...value, description: text.slice(0, 2_000) }), "description")}
                formId={draft.value.formId}
                chooseForm={(id) => draft.change((value) => ({ ...value, formId: id }))}
              />
            </Suspense>
          )}
        </Box>
      </Flex>
      {versions && (
        <Suspense fallback={null}>
          <VersionsDialog
            workflow={{ ...workflow, ...card, name: draft.value.name }}
            close={() => setVersions(false)}
            take={(version) => {
              draft.change((value) => ({ ...value, definition: version.definition, formId: version.formId }));
              setLook(look + 1);
            }}
          />
        </Suspense>
      )}
    </EditorFrame>
  );
}
