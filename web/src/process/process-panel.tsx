import { Badge, Box, Button, HStack, Skeleton, Stack, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { Check, CircleDashed, CircleDot, Clock, Mail, SkipForward, TriangleAlert, X } from "lucide-react";
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type * as z from "zod";
import type { Instance, NodeProgress } from "../../../shared/contract/instance";
import type { Definition } from "../../../shared/process";
import { useLocale, useWords } from "../i18n";
import { fullDate } from "../i18n/formats";
import { Parties } from "../identity/parties";
import { Async } from "../ui/async";
import { Panel } from "../ui/page";
import { isCode } from "../ui/problem";
import { Ago, useLater } from "../ui/time";
import { nameIn, nameOf } from "../workflow/kinds";
import { boxOf } from "../workflow/shapes";
import { instanceDefinitionQuery, instanceQuery } from "./queries";
import { statusPalette } from "./status-palette";
import { useWhy } from "./why-line";
import { instanceWords, processWords, stepWords } from "./words";

const ProcessDiagram = lazy(() => import("../workflow/diagram/process-diagram"));

type Progress = z.infer<typeof NodeProgress>;
/** Where a ticket's process is: its picture, and the same in words. */
export function ProcessPanel({ id }: { id: string }) {
  const t = useWords(processWords);
  const statuses = useWords(instanceWords);
  const query = useQuery({ ...instanceQuery(id), retry: (count, error) => count < 3 && !isCode(error, "not-found") });
  const instance = query.data;
  // A ticket is there a moment before its process.
  if (isCode(query.error, "not-found"))
    return (
      <Panel title={t.process}>
        <Text color="fg.muted" fontSize="sm" role="status">
          {t.starting}
        </Text>
      </Panel>
    );
  const aside = instance && (
    <HStack gap="2" fontSize="xs" color="fg.muted">
      <Text truncate>
        {instance.workflowName} · {t.version(instance.workflowVersion)}
        {instance.round > 1 && ` · ${t.round(instance.round)}`}
      </Text>
      <Badge colorPalette={statusPalette[instance.status]} variant="subtle" borderRadius="full">
        {statuses[instance.status]}
      </Badge>
    </HStack>
  );
  return (
    <Panel title={t.process} aside={aside}>
      <Async query={query} skeleton={<Skeleton h="16rem" />}>
        {(loaded) => <Live instance={loaded} />}
      </Async>
    </Panel>
  );
}

function Live({ instance }: { instance: Instance }) {
  const query = useQuery(instanceDefinitionQuery(instance.id, instance.workflowVersion));
  return (
    <Stack gap="4">
      <Async query={query} skeleton={<Skeleton h="16rem" />}>
        {({ definition }) => <Picture instance={instance} definition={definition} />}
      </Async>
      <Steps instance={instance} definition={query.data?.definition} />
    </Stack>
  );
}

/** Room for what stands under and around the elements. */
const margin = 34;
/** No smaller, so that its text can be read: what is wider is pushed aside. */
const smallest = { phone: 0.85, desk: 0.6 };

/** How large the drawing is with its flows, what of it lies around its elements, and how far into it (0 to 1) one of them stands. */
function sizeOf(definition: Definition) {
  const boxes = definition.nodes.map((node) => boxOf(node, definition));
  const ways = Object.values(definition.layout.flows).flat();
  const nodes = {
    left: Math.min(...boxes.map(({ x }) => x)),
    right: Math.max(...boxes.map(({ x, width }) => x + width)),
    top: Math.min(...boxes.map(({ y }) => y)),
    bottom: Math.max(...boxes.map(({ y, height }) => y + height)),
  };
  const left = Math.min(nodes.left, ...ways.map(({ x }) => x)) - margin;
  const right = Math.max(nodes.right, ...ways.map(({ x }) => x)) + margin;
  const top = Math.min(nodes.top, ...ways.map(({ y }) => y)) - margin;
  const bottom = Math.max(nodes.bottom, ...ways.map(({ y }) => y)) + margin;
  const [width, height] = [right - left, bottom - top];
  const part = (share: number) => `${share * 100}%` as const;
  const around = {
    left: part((nodes.left - left) / width),
    right: part((right - nodes.right) / width),
    top: part((nodes.top - top) / height),
    bottom: part((bottom - nodes.bottom) / height),
  };
  const placeOf = (id: string) => {
    const node = definition.nodes.find((one) => one.id === id);
    const box = node && boxOf(node, definition);
    return box ? (box.x + box.width / 2 - left) / width : 0;
  };
  return { width, height, around, placeOf };
}

function Picture({ instance, definition }: { instance: Instance; definition: Definition }) {
  const steps = useWords(stepWords);
  const locale = useLocale();
  const { nodes, flows } = instance;
  // Who only passes by, with `j` and `k`, does not wait for a drawing.
  const stays = useDeferredValue(useLater(150));
  const marks = useMemo(() => {
    const are = (...states: Progress["state"][]) => new Set(nodes.filter(({ state }) => states.includes(state)).map(({ node }) => node));
    const refused = new Set(nodes.filter(isRefused).map(({ node }) => node));
    return { current: are("active", "finding-people"), done: are("done"), refused, failed: are("failed"), doneFlows: new Set(Object.keys(flows)) };
  }, [nodes, flows]);
  const about = useCallback(
    (id: string) => {
      const progress = nodes.find(({ node }) => node === id);
      const node = definition.nodes.find((one) => one.id === id);
      if (!progress || !node) return undefined;
      const name = nameOf(node, locale);
      return { text: `${name}: ${steps[progress.state]}`, card: <About name={name} progress={progress} /> };
    },
    [nodes, definition, steps, locale],
  );
  const { width, height, around, placeOf } = sizeOf(definition);
  const place = placeOf(nodes.findLast(({ state }) => state === "active" || state === "failed")?.node ?? nodes.at(-1)?.node ?? "");
  const frame = useRef<HTMLDivElement>(null);
  // Where it stands is in sight, also on a phone.
  useEffect(() => {
    const box = frame.current;
    if (box) box.scrollLeft = place * box.scrollWidth - box.clientWidth / 2;
  }, [place]);
  return (
    <Box ref={frame} borderWidth="1px" borderRadius="l3" overflowX="auto" overflowY="hidden" bg="bg.subtle">
      <Box w="full" minW={{ base: `${width * smallest.phone}px`, md: `${width * smallest.desk}px` }} maxH={`${height}px`} aspectRatio={width / height}>
        <Suspense fallback={<Skeleton h="full" />}>
          {stays ? <ProcessDiagram definition={definition} marks={marks} about={about} height="100%" still={around} /> : <Skeleton h="full" />}
        </Suspense>
      </Box>
    </Box>
  );
}

const isRefused = ({ outcome, state }: Progress) => outcome === "refused" && state === "done";

function About({ name, progress }: { name: string; progress: Progress }) {
  const t = useWords(processWords);
  const steps = useWords(stepWords);
  const locale = useLocale();
  const why = useWhy(progress.why);
  const { state, since, until, users, groups, outcome } = progress;
  return (
    <Stack gap="1">
      <HStack justify="space-between" gap="4">
        <Text fontWeight="semibold">{name}</Text>
        <Text color="fg.muted">{outcome ? t[outcome] : steps[state]}</Text>
      </HStack>
      {users.length + groups.length > 0 && <Parties users={users} groups={groups} size={16} />}
      {why && <Text color="fg.muted">{why}</Text>}
      {since && <Text color="fg.muted">{until ? t.fromTo(fullDate(since, locale), fullDate(until, locale)) : t.since(fullDate(since, locale))}</Text>}
    </Stack>
  );
}

/** Gateways and the start say nothing to people. */
const told = (definition: Definition | undefined, { node, state }: Progress) => {
  const type = definition?.nodes.find(({ id }) => id === node)?.type;
  return state === "failed" || (type !== undefined && type !== "startEvent" && !type.endsWith("Gateway"));
};

const few = 6;

function Steps({ instance, definition }: { instance: Instance; definition: Definition | undefined }) {
  const t = useWords(processWords);
  const locale = useLocale();
  const [all, setAll] = useState(false);
  const shown = instance.nodes.filter((progress) => told(definition, progress));
  const called = (id: string) => nameIn(definition, id, locale);
  const hidden = all ? 0 : Math.max(0, shown.length - few);
  return (
    <Box as="section" aria-label={t.steps}>
      {hidden > 0 && (
        <Button size="2xs" variant="ghost" colorPalette="gray" mb="1" onClick={() => setAll(true)}>
          +{hidden}
        </Button>
      )}
      <Stack as="ol" listStyleType="none" gap="2">
        {shown.slice(hidden).map((progress) => (
          <Step key={progress.node} name={called(progress.node)} progress={progress} />
        ))}
      </Stack>
      {(instance.timers.length > 0 || instance.messages.length > 0) && (
        <Stack gap="1" mt="2.5" fontSize="xs" color="fg.muted">
          {instance.timers.map(({ node, purpose, dueAt }) => (
            <HStack key={`${node}${purpose}${dueAt}`} gap="1.5">
              <Clock size={13} aria-hidden />
              {called(node)} {t.timerUntil(fullDate(dueAt, locale))}
            </HStack>
          ))}
          {instance.messages.map(({ node, name }) => (
            <HStack key={`${node}${name}`} gap="1.5">
              <Mail size={13} aria-hidden />
              {t.waitsFor} {t.message(name)}
            </HStack>
          ))}
        </Stack>
      )}
    </Box>
  );
}

const icons = { active: CircleDot, "finding-people": CircleDashed, done: Check, failed: TriangleAlert, skipped: SkipForward } as const;
const colours = { active: "brand.fg", "finding-people": "brand.fg", done: "fg.success", failed: "fg.error", skipped: "fg.muted" } as const;

function Step({ name, progress }: { name: string; progress: Progress }) {
  const t = useWords(processWords);
  const steps = useWords(stepWords);
  const why = useWhy(progress.why);
  const { state, since, until, users, groups, outcome, times } = progress;
  const at = until ?? since;
  const refused = isRefused(progress);
  const Icon = refused ? X : icons[state];
  return (
    <HStack as="li" gap="2.5" align="flex-start" fontSize="sm" data-step={progress.node} data-state={state}>
      <Box color={refused ? "fg.error" : colours[state]} pt="0.5" aria-hidden>
        <Icon size={15} />
      </Box>
      <HStack gap="2.5" rowGap="0.5" wrap="wrap" flex="1" minW="0">
        <Text fontWeight={state === "active" ? "semibold" : "medium"}>{name}</Text>
        {users.length + groups.length > 0 && <Parties users={users} groups={groups} />}
        <Text fontSize="xs" color={refused || state === "failed" ? "fg.error" : "fg.muted"}>
          {outcome && state === "done" ? t[outcome] : steps[state]}
          {times > 1 && ` · ${t.times(times)}`}
          {at && (
            <>
              {" · "}
              <Ago at={at} />
            </>
          )}
        </Text>
        {why && state === "active" && (
          <Text fontSize="xs" color="fg.muted" w="full">
            {why}
          </Text>
        )}
      </HStack>
    </HStack>
  );
}
