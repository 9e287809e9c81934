import { Badge, Box, Button, HStack, Input, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarOff, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import {
  type Absence,
  type AbsenceInput,
  getAbsence,
  getMyAbsence,
  putAbsence,
  putMyAbsence,
  removeAbsence,
  removeMyAbsence,
} from "../../../shared/contract/absence";
import { call } from "../api";
import { useLocale, useWords } from "../i18n";
import { fullDate } from "../i18n/formats";
import { Async, Nothing, Refused, RefusedText, Rows } from "../ui/async";
import { DateInput } from "../ui/date-input";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { located } from "../ui/field-errors";
import { PersonPicker } from "../ui/person-picker";
import { localInput } from "../ui/time";
import { uiWords } from "../ui/words";
import { absenceWords } from "./absence-words";
import { Person } from "./people";
import { peopleRefusal, refusalWords } from "./refusal-words";

/** Somebody whose absences an admin plans. */
export type Away = { id: string; name: string };

const absenceQuery = (of?: Away) =>
  queryOptions({
    queryKey: ["identity", "absence", of?.id ?? "me"],
    queryFn: ({ signal }) => (of ? call(getAbsence, { params: { id: of.id } }, { signal }) : call(getMyAbsence, {}, { signal })),
  });
const put = (of: Away | undefined, body: AbsenceInput) => (of ? call(putAbsence, { params: { id: of.id }, body }) : call(putMyAbsence, { body }));
const takeBack = (of: Away | undefined, id: string) =>
  of ? call(removeAbsence, { params: { id: of.id }, query: { id } }) : call(removeMyAbsence, { query: { id } });

type Draft = { id?: string; version?: number; from: string; to: string; substituteId: string | null; note: string };

const day = 86_400_000;
function fresh(): Draft {
  const tomorrow = new Date(Date.now() + day);
  tomorrow.setHours(9, 0, 0, 0);
  return { from: localInput(tomorrow.toISOString()), to: localInput(new Date(tomorrow.getTime() + 5 * day).toISOString()), substituteId: null, note: "" };
}
const draftOf = ({ id, version, from, to, substituteId, note }: Absence): Draft => ({
  id,
  version,
  from: localInput(from),
  to: localInput(to),
  substituteId,
  note,
});

/** When I am away, or `of` is, and who stands in. */
export default function AbsenceDialog({ of, close }: { of?: Away; close: () => void }) {
  const t = useWords(absenceWords);
  const query = useQuery(absenceQuery(of));
  const [draft, setDraft] = useState<Draft | null>(null);
  return (
    <Dialog open close={close} title={of ? t.absenceOf(of.name) : t.absence} size="lg">
      <Stack gap="4">
        <Text fontSize="sm" color="fg.muted">
          {of ? t.hintOf(of.name) : t.hint}
        </Text>
        {draft ? (
          <Edit of={of} draft={draft} change={setDraft} close={() => setDraft(null)} />
        ) : (
          <>
            <Async
              query={query}
              isEmpty={({ data }) => data.length === 0}
              skeleton={<Rows count={2} />}
              empty={<Nothing icon={<CalendarOff />} title={t.none} />}
            >
              {({ data }) => (
                <Stack as="ul" listStyleType="none" gap="2">
                  {data.map((absence) => (
                    <One key={absence.id} of={of} absence={absence} edit={() => setDraft(draftOf(absence))} />
                  ))}
                </Stack>
              )}
            </Async>
            <Button size="sm" variant="outline" alignSelf="flex-start" onClick={() => setDraft(fresh())}>
              {t.add}
            </Button>
          </>
        )}
      </Stack>
    </Dialog>
  );
}

function useChange<T>(of: Away | undefined, change: (given: T) => Promise<unknown>, done?: () => void) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: done, onSettled: () => client.invalidateQueries({ queryKey: absenceQuery(of).queryKey }) });
}

function One({ of, absence, edit }: { of?: Away; absence: Absence; edit: () => void }) {
  const t = useWords(absenceWords);
  const locale = useLocale();
  const { id, from, to, substituteId, note } = absence;
  const remove = useChange(of, () => takeBack(of, id));
  const back = of ? t.backOf : t.back;
  const isNow = Date.parse(from) <= Date.now() && Date.now() < Date.parse(to);
  return (
    <Box as="li" borderWidth="1px" borderRadius="l3" px="3" py="2.5">
      <HStack justify="space-between" gap="3">
        <Stack gap="0.5" minW="0">
          <HStack gap="2" wrap="wrap" fontSize="sm">
            <Text fontWeight="medium">{t.until(fullDate(from, locale), fullDate(to, locale))}</Text>
            {isNow && (
              <Badge size="xs" colorPalette="orange">
                {t.now}
              </Badge>
            )}
          </HStack>
          <HStack gap="2" fontSize="sm" color="fg.muted">
            {t.substitute} <Person id={substituteId} size={18} />
          </HStack>
          {note && (
            <Text fontSize="xs" color="fg.muted" overflowWrap="anywhere">
              {note}
            </Text>
          )}
        </Stack>
        <HStack gap="1" flexShrink="0">
          <Button size="2xs" variant="ghost" colorPalette="gray" aria-label={t.edit} title={t.edit} onClick={edit}>
            <Pencil />
          </Button>
          <Button
            size="2xs"
            variant="ghost"
            colorPalette="gray"
            aria-label={isNow ? back : t.remove}
            title={isNow ? back : t.remove}
            loading={remove.isPending}
            onClick={() => remove.mutate(undefined)}
          >
            {isNow ? back : <Trash2 />}
          </Button>
        </HStack>
      </HStack>
      <Refused error={remove.error} say={peopleRefusal} />
    </Box>
  );
}

function Edit({ of, draft, change, close }: { of?: Away; draft: Draft; change: (draft: Draft) => void; close: () => void }) {
  const t = useWords(absenceWords);
  const ui = useWords(uiWords);
  const { id, version, from, to, substituteId, note } = draft;
  const ordered = from !== "" && to !== "" && Date.parse(from) < Date.parse(to);
  const save = useChange(
    of,
    () =>
      put(of, {
        ...(id && { id, version }),
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        substituteId: substituteId ?? "",
        note: note.trim(),
      }),
    close,
  );
  const { errorOf, rest } = located(save.error, refusalWords);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (ordered && substituteId) save.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="4">
        <SimpleGrid columns={{ base: 1, md: 2 }} gap="3" css={{ "& input": { minW: 0 } }}>
          <Field label={t.from} required error={errorOf("/from")}>
            <DateInput time value={from} onChange={(event) => change({ ...draft, from: event.target.value })} />
          </Field>
          <Field label={t.to} required error={ordered ? errorOf("/to") : t.order}>
            <DateInput time value={to} onChange={(event) => change({ ...draft, to: event.target.value })} />
          </Field>
        </SimpleGrid>
        <Field label={t.substitute} required error={errorOf("/substituteId")}>
          <PersonPicker label={t.substitute} value={substituteId} onChange={(next) => change({ ...draft, substituteId: next })} placeholder="" />
        </Field>
        <Field label={t.note} error={errorOf("/note")}>
          <Input maxLength={500} value={note} onChange={(event) => change({ ...draft, note: event.target.value })} />
        </Field>
        <RefusedText>{rest()}</RefusedText>
        <HStack justify="flex-end">
          <Button size="sm" variant="ghost" colorPalette="gray" onClick={close}>
            {ui.cancel}
          </Button>
          <Button type="submit" size="sm" loading={save.isPending} disabled={!ordered || !substituteId}>
            {t.save}
          </Button>
        </HStack>
      </Stack>
    </form>
  );
}
