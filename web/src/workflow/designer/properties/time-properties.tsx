import { Button, HStack, IconButton, SimpleGrid, Stack } from "@chakra-ui/react";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { FeelInput, type Known } from "../../../editor/feel-input";
import { CountProperty, DateProperty, Group, SelectProperty, TextProperty } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { localInput } from "../../../ui/time";
import { inIso, instantFrom, momentOf, type Unit, units, waitOf } from "./time-text";
import { propertyWords, unitWords } from "./words";

type Changes = (next: string, tag: string) => void;

type DurationProps = {
  label: string;
  value: string;
  change: Changes;
  error?: string;
  /** What an expression may name; without it there can be none. */
  known?: readonly Known[];
};

const isUnit = (text: string): text is Unit => units.includes(text as Unit);

/** How long: a number and its unit, or an expression; what neither can say stays as it was written. */
export function DurationProperty({ label, value, change, error, known }: DurationProps) {
  const t = useWords(propertyWords);
  const names = useWords(unitWords);
  const wait = waitOf(value);
  // Of an emptied number the unit is still the one that stands there.
  const [last, setLast] = useState<Unit>("hours");
  const unit = wait.by === "unit" ? wait.unit : last;
  const isEmpty = value === "";
  const how = wait.by === "unit" || isEmpty ? unit : wait.by;
  const turn = (next: string) => {
    if (isUnit(next)) {
      setLast(next);
      if (!isEmpty) change(inIso(wait.by === "unit" ? wait.count : 1, next), "unit");
    } else if (next === "expression") change(`=duration("${isEmpty ? inIso(1, unit) : value}")`, "unit");
  };
  const options = [
    ...units.map((one) => ({ value: one as string, label: names[one] })),
    ...(known ? [{ value: "expression", label: names.expression }] : []),
    ...(how === "written" ? [{ value: "written", label: names.written }] : []),
  ];
  const choice = <SelectProperty label={t.unit} spoken={t.unitOf(label)} value={how} options={options} onChange={turn} />;
  if (how === "expression" && wait.by === "expression")
    return (
      <Stack gap="3">
        {choice}
        <FeelInput
          label={label}
          value={wait.source}
          known={known ?? []}
          help={t.durationFeel}
          error={error}
          onChange={(source) => change(`=${source ?? ""}`, "duration")}
        />
      </Stack>
    );
  return (
    <SimpleGrid columns={2} gap="3">
      {how === "written" ? (
        <TextProperty label={label} mono value={value} error={error} onChange={(text) => change(text, "duration")} />
      ) : (
        <CountProperty
          label={label}
          max={9_999_999}
          value={wait.by === "unit" ? wait.count : undefined}
          error={error}
          onChange={(count) => {
            setLast(unit);
            change(count === undefined ? "" : inIso(count, unit), "duration");
          }}
        />
      )}
      {choice}
    </SimpleGrid>
  );
}

type MomentProps = { label: string; value: string; change: Changes; error?: string; known: readonly Known[] };

/** When: a date and a time in the zone of whoever draws, or an expression. */
export function MomentProperty({ label, value, change, error, known }: MomentProps) {
  const t = useWords(propertyWords);
  const names = useWords(unitWords);
  const moment = value === "" ? ({ by: "moment", at: "" } as const) : momentOf(value);
  const options = [
    { value: "moment", label: names.moment },
    { value: "expression", label: names.expression },
    ...(moment.by === "written" ? [{ value: "written", label: names.written }] : []),
  ];
  const turn = (next: string) => {
    if (next === "moment") change(tomorrow(), "how");
    else if (next === "expression") change(value === "" ? "=now()" : `=date and time("${value}")`, "how");
  };
  return (
    <>
      <SelectProperty label={t.givenAs} value={moment.by} options={options} onChange={turn} />
      {moment.by === "moment" && (
        <DateProperty
          time
          label={label}
          help={t.inYourZone(Intl.DateTimeFormat().resolvedOptions().timeZone)}
          value={moment.at && localInput(moment.at)}
          error={error}
          onChange={(local) => change(local ? instantFrom(local) : "", "date")}
        />
      )}
      {moment.by === "expression" && (
        <FeelInput
          label={label}
          value={moment.source}
          known={known}
          help={t.momentFeel}
          error={error}
          onChange={(source) => change(`=${source ?? ""}`, "date")}
        />
      )}
      {moment.by === "written" && (
        <TextProperty label={label} mono help={t.momentWritten} value={value} error={error} onChange={(text) => change(text, "date")} />
      )}
    </>
  );
}

/** At this hour, as a place to begin from. */
export const tomorrow = (): string => instantFrom(new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000).toISOString());

type Timer = { type: "timer"; duration?: string; date?: string };
type TimerProps = { value: Timer; change: (next: Timer, tag?: string) => void; error?: string; known: readonly Known[] };

export function TimerProperties({ value, change, error, known }: TimerProps) {
  const t = useWords(propertyWords);
  const { date, duration = "" } = value;
  return (
    <Group title={t.timer}>
      <SelectProperty
        label={t.timerKind}
        value={date === undefined ? "duration" : "date"}
        options={[
          { value: "duration", label: t.duration },
          { value: "date", label: t.date },
        ]}
        onChange={(kind) => change(kind === "date" ? { type: "timer", date: tomorrow() } : { type: "timer", duration: "PT1H" })}
      />
      {date === undefined ? (
        <DurationProperty
          label={t.duration}
          value={duration}
          error={error}
          known={known}
          change={(next, tag) => change({ type: "timer", duration: next }, tag)}
        />
      ) : (
        <MomentProperty label={t.date} value={date} error={error} known={known} change={(next, tag) => change({ type: "timer", date: next }, tag)} />
      )}
    </Group>
  );
}

type BackoffProps = { value: readonly string[]; change: (next: string[], tag?: string) => void; errorOf: (wait: string) => string | undefined };

/** The waits before each try; the last one repeats. */
export function BackoffProperty({ value, change, errorOf }: BackoffProps) {
  const t = useWords(propertyWords);
  return (
    <Stack gap="3" role="group" aria-label={t.backoff}>
      {value.map((wait, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a wait has no identity but its place.
        <HStack key={index} gap="1" align="end">
          <DurationProperty
            label={t.waitN(index + 1)}
            value={wait}
            error={errorOf(wait)}
            change={(next, tag) => change(value.with(index, next) as string[], `backoff${index}:${tag}`)}
          />
          <IconButton
            size="2xs"
            mb="1"
            variant="ghost"
            colorPalette="gray"
            aria-label={t.removeEntry(t.waitN(index + 1))}
            disabled={value.length === 1}
            onClick={() => change(value.toSpliced(index, 1) as string[])}
          >
            <Trash2 />
          </IconButton>
        </HStack>
      ))}
      <Button
        size="2xs"
        variant="outline"
        colorPalette="gray"
        alignSelf="flex-start"
        disabled={value.length >= 20}
        onClick={() => change([...value, value.at(-1) ?? "PT1M"])}
      >
        <Plus /> {t.addWait}
      </Button>
    </Stack>
  );
}
