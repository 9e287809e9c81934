import { Box, Button, Grid, HStack, Input, Stack, Text, Textarea } from "@chakra-ui/react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Form } from "../../../shared/contract/form";
import type { FormDefinition } from "../../../shared/contract/form-definition";
import { SubmissionBody } from "../../../shared/contract/submission";
import type { Priority } from "../../../shared/contract/ticket";
import { refreshLive, stir } from "../changes";
import { type Data, type FilledForm, FormFields, focusFirstError, useFilledForm } from "../form/render";
import { say, useWords } from "../i18n";
import { useMe } from "../identity/people";
import { navigate } from "../route";
import { PrioritySelect } from "../ticket/priority-select";
import { Field } from "../ui/field";
import { Panel } from "../ui/page";
import { type Chosen, Preview, usePreview } from "./preview";
import { SubmissionProgress } from "./progress";
import { type Draft, keepDraft, keptDraft, type Progress, submit } from "./send";
import { submissionWords } from "./words";

const nothingAsked: FormDefinition = { fields: [], rules: [] };

type Typed = { title: string; description: string; priority: Priority };

/** Whatever it asks: validated by the rules of the server, sent once however often it is sent. */
type NewTicketFormProps = { form?: Form; workflow?: string; reference: string };

export function NewTicketForm({ form, workflow, reference }: NewTicketFormProps) {
  const me = useMe();
  const kept = useState(() => keptDraft(reference))[0];
  const values = kept?.values ?? {};
  const first = form ? `${form.name} · ${me.name}` : "";
  const [typed, setTyped] = useState<Typed>({ title: first, description: "", priority: "medium", ...(values.typed as Partial<Typed> | undefined) });
  const filled = useFilledForm(form?.definition ?? nothingAsked, (values.data as Data | undefined) ?? {});
  const [chosen, setChosen] = useState<Chosen>({ ...(values.chosen as Chosen | undefined) });
  const { progress, refused, send, correct } = useSubmission(reference, kept, filled);
  useEffect(() => {
    if (progress === null) keepDraft(reference, { values: { typed, data: filled.data, chosen }, sent: null });
  }, [reference, typed, filled.data, chosen, progress]);
  const again = () => void navigate({ to: "/tickets/new" });
  const renew = () => {
    // The same each time: it too becomes one ticket, however often somebody comes back here.
    const key = `${reference}-2`;
    if (!keptDraft(key)) keepDraft(key, { values: { typed, data: filled.data, chosen }, sent: null });
    void navigate({ to: "/tickets/new", search: { form: form?.id, workflow, key } });
  };
  if (progress) return <SubmissionProgress progress={progress} correct={correct} again={again} renew={renew} />;
  const more = { form, workflow, reference, typed, filled, chosen };
  return <Fill {...more} refused={refused} type={setTyped} choose={setChosen} send={(body) => send(body, { typed, data: filled.data, chosen })} />;
}

/** What was sent and not decided when the page went away is sent again, under its reference; what became a ticket is shown. */
function useSubmission(reference: string, kept: Draft | null, filled: FilledForm) {
  const [progress, setProgress] = useState<Progress | null>(kept?.made ? { step: "completed", made: kept.made } : null);
  const [refused, setRefused] = useState(false);
  const stop = useRef<AbortController>(null);
  const { refuse } = filled;
  const send = useCallback(
    (body: SubmissionBody, values: Data) => {
      stop.current?.abort();
      const mine = new AbortController();
      stop.current = mine;
      keepDraft(reference, { values, sent: body });
      const tell = (now: Progress) => {
        // What it did not take is all there is of it.
        if (now.step === "completed") keepDraft(reference, { values: now.made.mismatch ? values : {}, sent: null, made: now.made });
        if (now.step === "failed") {
          keepDraft(reference, { values, sent: null });
          refuse(now.errors, "/data");
        }
        // What is wrong with fields is shown at the fields.
        const inFields = now.step === "failed" && now.errors.some(({ path }) => path.startsWith("/data/"));
        setRefused(inFields);
        setProgress(inFields ? null : now);
        if (now.step === "completed") {
          stir();
          void refreshLive();
        }
      };
      void submit(body, tell, mine.signal);
    },
    [reference, refuse],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what the page found when it came.
  useEffect(() => {
    if (kept?.sent) send(kept.sent, kept.values);
    return () => stop.current?.abort();
  }, []);
  return { progress, refused, send, correct: () => setProgress(null) };
}

type FillProps = NewTicketFormProps & {
  typed: Typed;
  type: (typed: Typed) => void;
  filled: FilledForm;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  /** By the server, for what stands in its fields. */
  refused: boolean;
  send: (body: SubmissionBody) => void;
};

function Fill({ form, workflow, reference, typed, type, filled, chosen, choose, refused, send }: FillProps) {
  const t = useWords(submissionWords);
  const box = useRef<HTMLFormElement>(null);
  const [checked, setChecked] = useState(refused);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it comes back with what the server said.
  useEffect(() => {
    if (refused) focusFirstError(box.current);
  }, []);
  const title = titleProblem(typed.title);
  const preview = usePreview(workflow, form ? filled.valid : {}, chosen);
  const unchosen = (preview.data?.choose ?? []).filter(({ node, onPath }) => onPath && (chosen[node] ?? []).length === 0);
  const wrong = (title ? 1 : 0) + filled.errors.size + unchosen.length;
  const onSubmit = (event: React.FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const data = filled.check();
    if (title || !data || unchosen.length > 0) return void setTimeout(() => focusFirstError(box.current));
    const people = Object.fromEntries(Object.entries(chosen).filter(([, users]) => users.length > 0));
    send(
      SubmissionBody.parse({
        ...typed,
        title: typed.title.trim(),
        clientReference: reference,
        ...(form && { formId: form.id, data }),
        ...(workflow && { workflowId: workflow, ...(Object.keys(people).length > 0 && { chosen: people }) }),
      }),
    );
  };
  return (
    <Grid
      asChild
      gap={{ base: "4", lg: "6" }}
      columnGap={{ lg: "8" }}
      templateColumns={{ lg: workflow ? "minmax(0, 1fr) 20rem" : undefined }}
      alignItems="start"
    >
      <form ref={box} noValidate onSubmit={onSubmit}>
        <Panel>
          <Stack gap="5">
            <Box data-invalid-field={checked && title ? "" : undefined}>
              <Field label={t.title} required error={checked ? title : undefined} help={form ? undefined : t.titleHint}>
                <Input autoFocus={!form} value={typed.title} onChange={(event) => type({ ...typed, title: event.target.value })} />
              </Field>
            </Box>
            {form && <FormFields form={filled} />}
            <Field label={t.description}>
              <Textarea
                rows={form ? 2 : 6}
                autoresize
                maxLength={16_384}
                value={typed.description}
                onChange={(event) => type({ ...typed, description: event.target.value })}
              />
            </Field>
            <Field label={t.priority}>
              <PrioritySelect w="10rem" value={typed.priority} onChange={(priority) => type({ ...typed, priority })} />
            </Field>
          </Stack>
        </Panel>
        {workflow && (
          // Beside what is asked, as properties stand beside a ticket.
          <Box position={{ lg: "sticky" }} top="4.25rem">
            <Preview query={preview} ready={!form || filled.valid !== undefined} chosen={chosen} choose={choose} checked={checked} />
          </Box>
        )}
        <HStack gap="4" wrap="wrap">
          <Button type="submit" size="sm">
            {t.submit}
          </Button>
          {checked && wrong > 0 ? (
            <Text color="fg.error" fontSize="sm" role="alert">
              {t.correct(wrong)}
            </Text>
          ) : (
            <Text color="fg.muted" fontSize="xs">
              {t.draftKept}
            </Text>
          )}
        </HStack>
      </form>
    </Grid>
  );
}

function titleProblem(title: string): string | undefined {
  const t = say(submissionWords);
  if (title.trim() === "") return t.titleMissing;
  return title.trim().length > 255 ? t.titleLong : undefined;
}
