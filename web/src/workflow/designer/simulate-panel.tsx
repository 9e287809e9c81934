import { Badge, Box, Button, HStack, Stack, Text, Textarea } from "@chakra-ui/react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Play, RotateCcw, TriangleAlert } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { Role } from "../../../../shared/contract/actor";
import type { FormDefinition } from "../../../../shared/contract/form-definition";
import type { Definition, SimulatedDecision, Simulation, Variables } from "../../../../shared/process";
import { Group, SelectProperty } from "../../editor/properties";
import { FormFields, focusFirstError, useFilledForm } from "../../form/render";
import { useLocale, useWords } from "../../i18n";
import { fullDate } from "../../i18n/formats";
import { departmentsQuery, Person, useMe } from "../../identity/people";
import { groupQuery, isId } from "../../identity/queries";
import { IncidentReason } from "../../process/incident-reason";
import { shellWords } from "../../shell/words";
import { Field } from "../../ui/field";
import type { Marks } from "../diagram/to-flow";
import type { StandIns } from "../engine/ask";
import { askEngine } from "../engine/engine";
import { nameOf } from "../kinds";
import { simulateWords } from "../words";
import { nodeOf } from "./draft";

const nothing: FormDefinition = { fields: [], rules: [] };
type SimulatePanelProps = { definition: Definition; form: FormDefinition | undefined; show: (marks: Marks) => void; open: (id: string) => void };
type Choice = "approve" | "refuse" | "wait";

/** A dry run on the code that runs tickets: data and decisions in, the way through the process out. */
export default function SimulatePanel({ definition, form, show, open }: SimulatePanelProps) {
  const t = useWords(simulateWords);
  const locale = useLocale();
  const me = useMe();
  const shell = useWords(shellWords);
  const groups = useQueries({ queries: groupsIn(definition).map(groupQuery) }).flatMap(({ data }) => data ?? []);
  const { data: departments } = useQuery(departmentsQuery);
  const ref = useRef<HTMLDivElement>(null);
  const filled = useFilledForm(form ?? nothing);
  const [json, setJson] = useState("{}");
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [result, setResult] = useState<Simulation | null>(null);
  const [seen, setSeen] = useState<{ definition: Definition; flows: ReadonlySet<string>; runs: number }>({ definition, flows: new Set(), runs: 0 });
  const free = useMemo(() => parsed(json), [json]);
  const steps = definition.nodes.filter(({ type }) => type === "userTask");

  const named = (list: readonly { id: string; name: string }[] | undefined, call: (name: string) => string) =>
    Object.fromEntries((list ?? []).map(({ id, name }) => [id, call(name)]));
  // No directory is asked: each rule stands for one made-up person, in the reader's language.
  const standIns: StandIns = {
    groups: named(groups, t.groupOf),
    roles: { admin: t.anyRole(shell.roleAdmin), agent: t.anyRole(shell.roleAgent), requester: t.anyRole(shell.roleRequester) } satisfies Record<Role, string>,
    members: named(departments?.data, t.memberOf),
    heads: named(departments?.data, t.headOfDepartment),
    ownHead: t.headOf,
    ownManager: t.managerOf(t.initiator),
    managerOf: t.managerOf("%"),
    http: t.byHttp,
  };

  const run = async () => {
    const data = form ? filled.check() : free;
    if (!data) {
      requestAnimationFrame(() => focusFirstError(ref.current));
      return;
    }
    const next = await askEngine("simulate", {
      definition,
      data: data as Variables, // JSON in either case
      decisions: steps.map(({ id }): SimulatedDecision => ({ node: id, do: choices[id] ?? "approve" })),
      now: new Date().toISOString(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      initiator: me.id,
      standIns,
    });
    setSeen((before) => {
      const same = before.definition === definition;
      return { definition, flows: new Set([...(same ? before.flows : []), ...next.flows]), runs: (same ? before.runs : 0) + 1 };
    });
    setResult(next);
    show({
      done: new Set(next.path),
      doneFlows: new Set(next.flows),
      current: new Set(next.waitsFor),
      failed: new Set(next.incidents.map(({ node }) => node)),
    });
  };
  const clear = () => {
    setResult(null);
    setSeen({ definition, flows: new Set(), runs: 0 });
    show({});
  };
  const covered =
    definition.flows.length === 0 || seen.definition !== definition
      ? 0
      : Math.round((definition.flows.filter(({ id }) => seen.flows.has(id)).length / definition.flows.length) * 100);

  return (
    <Stack gap="0" ref={ref}>
      <Group title={t.title}>
        <Text fontSize="xs" color="fg.muted">
          {t.lead}
        </Text>
        <HStack>
          <Button size="xs" onClick={() => void run()} disabled={definition.nodes.length === 0}>
            <Play /> {t.run}
          </Button>
          {result && (
            <Button size="xs" variant="ghost" colorPalette="gray" onClick={clear}>
              <RotateCcw /> {t.again}
            </Button>
          )}
        </HStack>
        {result && (
          <Text fontSize="xs" color="fg.muted" role="status" data-coverage={covered}>
            {t.coverage(covered, seen.runs)}
          </Text>
        )}
      </Group>
      {result && seen.definition === definition && <Result definition={definition} result={result} open={open} />}
      <Group title={form ? t.data : t.json}>
        {form ? (
          <FormFields form={filled} />
        ) : (
          <Field label={t.json} error={free ? undefined : t.badJson}>
            <Textarea size="xs" rows={4} fontFamily="mono" value={json} onChange={(event) => setJson(event.target.value)} />
          </Field>
        )}
      </Group>
      {steps.length > 0 && (
        <Group title={t.decisions}>
          {steps.map((step) => (
            <SelectProperty
              key={step.id}
              label={nameOf(step, locale)}
              value={choices[step.id] ?? "approve"}
              options={(["approve", "refuse", "wait"] as const).map((choice) => ({ value: choice, label: t[choice] }))}
              onChange={(choice) => setChoices({ ...choices, [step.id]: choice as Choice })}
            />
          ))}
        </Group>
      )}
    </Stack>
  );
}

function parsed(json: string): Variables | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Variables) : undefined; // JSON, just read
  } catch {
    return undefined;
  }
}

const palettes: Partial<Record<Simulation["status"], string>> = { completed: "green", active: "blue", rejected: "orange" };

function Result({ definition, result, open }: { definition: Definition; result: Simulation; open: (id: string) => void }) {
  const t = useWords(simulateWords);
  const locale = useLocale();
  const name = (id: string) => {
    const node = nodeOf(definition, id);
    return node ? nameOf(node, locale) : id;
  };
  const { status, incidents, asked, timers, waitsFor } = result;
  const stuck = incidents.length > 0;
  const said = stuck ? t.failed : status === "completed" ? t.completed : status === "active" ? t.active : status === "rejected" ? t.rejected : t.other(status);
  return (
    <Group
      title={t.result}
      aside={
        <Badge colorPalette={stuck ? "red" : (palettes[status] ?? "gray")} borderRadius="full" data-result={stuck ? "incident" : status}>
          {said}
        </Badge>
      }
    >
      {incidents.map(({ id, node, code, message, reason }) => (
        <HStack key={id} align="start" color="fg.error" fontSize="xs" gap="1.5">
          <TriangleAlert size={14} aria-hidden />
          <Box>
            <NodeLink name={name(node)} go={() => open(node)} /> <IncidentReason code={code} message={message} reason={reason} />
          </Box>
        </HStack>
      ))}
      {asked.length > 0 && (
        <Stack as="ol" gap="1.5" listStyleType="none" aria-label={t.asked}>
          {asked.map(({ node, users, groups, found }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what happened, in its order.
            <HStack as="li" key={index} fontSize="sm" gap="2" align="start">
              <Text as="span" color="fg.muted" fontVariantNumeric="tabular-nums">
                {index + 1}.
              </Text>
              <Box minW="0">
                <NodeLink name={name(node)} go={() => open(node)} />
                <HStack fontSize="xs" color="fg.muted" wrap="wrap" gap="1.5" title={found.from}>
                  {[...users, ...groups].map((who) => (isId(who) ? <Person key={who} id={who} size={16} /> : <Text key={who}>{who}</Text>))}
                </HStack>
              </Box>
            </HStack>
          ))}
        </Stack>
      )}
      {timers.map(({ node, dueAt, purpose }) => (
        <Text key={`${node}${dueAt}${purpose}`} fontSize="xs" color="fg.muted">
          {t.timers}: {name(node)}, {t.dueAt(fullDate(dueAt, locale))}
        </Text>
      ))}
      {waitsFor.length > 0 && !stuck && (
        <Text fontSize="xs" color="fg.muted">
          {t.waitsFor}: {waitsFor.map(name).join(", ")}
        </Text>
      )}
    </Group>
  );
}

const groupsIn = ({ nodes }: Definition): string[] => {
  const rules = nodes.flatMap((node) => (node.type === "userTask" ? [...node.participants, ...(node.timeout?.escalateTo ?? [])] : []));
  return [...new Set(rules.flatMap((rule) => (rule.from === "groups" ? rule.groups : [])))];
};

const NodeLink = ({ name, go }: { name: string; go: () => void }) => (
  <Button
    variant="plain"
    size="2xs"
    h="auto"
    minH="0"
    px="0"
    color="fg"
    fontWeight="medium"
    whiteSpace="normal"
    textAlign="start"
    _hover={{ textDecoration: "underline" }}
    onClick={go}
  >
    {name}
  </Button>
);
