import { Badge, Box, Button, Checkbox, HStack, Stack, Text, Textarea } from "@chakra-ui/react";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck, Wrench } from "lucide-react";
import { useState } from "react";
import { type Incident, listIncidents, resolveIncident } from "../../../shared/contract/incident";
import { call } from "../api";
import { useLocale, useWords } from "../i18n";
import { Person, useIsAdmin } from "../identity/people";
import { Link } from "../route";
import { Async, Nothing } from "../ui/async";
import { Field } from "../ui/field";
import { Sentinel } from "../ui/sentinel";
import { Ago } from "../ui/time";
import { toast } from "../ui/toaster";
import { nameBy } from "../workflow/kinds";
import { AskDialog } from "./ask-dialog";
import { useProcessChange } from "./changes";
import { IncidentReason } from "./incident-reason";
import { incidentCodeWords, incidentWords } from "./incident-words";
import { parsedVariables } from "./verb-dialogs";

export type IncidentStatus = "open" | "resolved";

const incidentPages = (status: IncidentStatus) =>
  infiniteQueryOptions({
    queryKey: ["incident", "pages", status],
    queryFn: ({ pageParam, signal }) => call(listIncidents, { query: { status, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

type IncidentsProps = { status: IncidentStatus; choose: (status: IncidentStatus) => void };

/** What processes can't go on from by themselves; an admin takes each up again. */
export default function Incidents({ status, choose }: IncidentsProps) {
  const t = useWords(incidentWords);
  const [resolving, setResolving] = useState<Incident | null>(null);
  const query = useInfiniteQuery(incidentPages(status));
  const all = query.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <Stack as="section" aria-label={t.incidents} gap="3">
      <HStack justify="space-between">
        <Text as="h2" fontWeight="semibold">
          {t.incidents}
        </Text>
        <HStack role="group" aria-label={t.show} gap="1">
          {(["open", "resolved"] as const).map((one) => (
            <Button
              key={one}
              size="2xs"
              variant={one === status ? "subtle" : "ghost"}
              colorPalette="gray"
              aria-pressed={one === status}
              onClick={() => choose(one)}
            >
              {t[one]}
            </Button>
          ))}
        </HStack>
      </HStack>
      <Async query={query} isEmpty={() => all.length === 0} empty={<Nothing icon={<CircleCheck />} title={t.none} hint={t.noneHint} />}>
        {() => (
          <Stack
            as="ul"
            listStyleType="none"
            gap="0"
            bg="bg.panel"
            borderWidth="1px"
            borderRadius="l3"
            boxShadow="card"
            divideY="1px"
            divideColor="border.muted"
          >
            {all.map((incident) => (
              <One key={incident.id} incident={incident} resolve={() => setResolving(incident)} />
            ))}
          </Stack>
        )}
      </Async>
      <Sentinel query={query} />
      {resolving && <Resolve incident={resolving} close={() => setResolving(null)} />}
    </Stack>
  );
}

const isKnown = (code: string): code is keyof typeof incidentCodeWords => Object.hasOwn(incidentCodeWords, code);

function One({ incident, resolve }: { incident: Incident; resolve: () => void }) {
  const t = useWords(incidentWords);
  const codes = useWords(incidentCodeWords);
  const isAdmin = useIsAdmin();
  const locale = useLocale();
  const { ticketId, ticketNumber, title, workflowName, node, nodeName, code, message, reason, at, resolvedAt, resolvedBy } = incident;
  return (
    <HStack as="li" px="4" py="3" gap="4" rowGap="2.5" align="flex-start" wrap={{ base: "wrap", md: "nowrap" }}>
      <Box flex={{ base: "1 0 100%", md: "1" }} minW="0">
        <HStack gap="2" wrap="wrap">
          {ticketId ? (
            <Text asChild fontWeight="medium" truncate>
              <Link to="/tickets/$id" params={{ id: ticketId }}>
                #{ticketNumber} {title}
              </Link>
            </Text>
          ) : (
            <Text fontWeight="medium">{title}</Text>
          )}
          <Badge size="xs" variant="subtle" colorPalette={resolvedAt ? "gray" : "orange"}>
            {isKnown(code) ? codes[code] : code}
          </Badge>
        </HStack>
        <Text fontSize="sm" color={resolvedAt ? "fg.muted" : "fg.error"} overflowWrap="anywhere" mt="0.5">
          <IncidentReason code={code} message={message} reason={reason} />
        </Text>
        <HStack gap="3" fontSize="xs" color="fg.muted" mt="1" wrap="wrap">
          <Text>
            {workflowName} · {nameBy(nodeName, node, locale)}
          </Text>
          <Ago at={at} />
          {resolvedAt && (
            <HStack gap="1.5">
              {t.resolvedBy} <Person id={resolvedBy} size={16} /> <Ago at={resolvedAt} />
            </HStack>
          )}
        </HStack>
      </Box>
      {isAdmin && !resolvedAt && (
        <Button variant="outline" colorPalette="gray" bg="bg.panel" onClick={resolve}>
          <Wrench />
          {t.resolve}
        </Button>
      )}
    </HStack>
  );
}

/** What is not better after another try stands there as an incident of its own. */
async function isStuckAgain({ instanceId, node }: Incident): Promise<boolean> {
  // It was taken up again whether this is known or not.
  const open = await call(listIncidents, { query: { status: "open", instance: instanceId } }).catch(() => undefined);
  return open?.data.some((one) => one.node === node) ?? false;
}

/** Try again, with corrected data where that helps; a refused call can also be given up. */
function Resolve({ incident, close }: { incident: Incident; close: () => void }) {
  const t = useWords(incidentWords);
  const locale = useLocale();
  const isCall = incident.code === "owed-call";
  const [json, setJson] = useState("");
  const [skip, setSkip] = useState(false);
  const variables = json.trim() === "" ? {} : parsedVariables(json);
  const { mutate, isPending, error } = useProcessChange(
    async (comment: string | undefined) => {
      const { resolvedAt } = await call(resolveIncident, {
        params: { id: incident.id },
        body: { comment, ...(skip && { skip }), ...(variables && Object.keys(variables).length > 0 && { variables: variables as never }) }, // JSON, just read
      });
      return resolvedAt === null || (await isStuckAgain(incident));
    },
    (stuck) => {
      toast(stuck ? t.stillThere : t.done, stuck ? { kind: "failed" } : {});
      close();
    },
  );
  return (
    <AskDialog
      title={t.resolve}
      hint={
        <>
          <Text as="span" display="block" fontWeight="medium">
            {incident.workflowName} · {nameBy(incident.nodeName, incident.node, locale)}
          </Text>
          <IncidentReason code={incident.code} message={incident.message} reason={incident.reason} />
        </>
      }
      action={skip ? t.skip : t.retry}
      says={{ label: t.comment }}
      ready={variables !== undefined}
      busy={isPending}
      error={error}
      close={close}
      go={mutate}
    >
      {isCall ? (
        <Checkbox.Root checked={skip} onCheckedChange={({ checked }) => setSkip(checked === true)}>
          <Checkbox.HiddenInput />
          <Checkbox.Control />
          <Checkbox.Label>{t.skipHint}</Checkbox.Label>
        </Checkbox.Root>
      ) : (
        <Field label={t.variables} help={t.variablesHint} error={variables ? undefined : t.badJson}>
          <Textarea
            data-autofocus
            rows={3}
            fontFamily="mono"
            fontSize="xs"
            placeholder={'{ "days": 3 }'}
            value={json}
            onChange={(event) => setJson(event.target.value)}
          />
        </Field>
      )}
    </AskDialog>
  );
}
