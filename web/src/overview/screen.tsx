import { Box, HStack, SimpleGrid, Skeleton, Stack, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Overview } from "../../../shared/contract/overview";
import { listed, useLocale, useWords } from "../i18n";
import { figure } from "../i18n/formats";
import { Link } from "../route";
import { Async } from "../ui/async";
import { Later } from "../ui/later";
import { Notice } from "../ui/notice";
import { Page, Panel } from "../ui/page";
import { ByDay } from "./by-day";
import { ByStatus } from "./by-status";
import { ProcessHealth } from "./process-health";
import { overviewQuery } from "./queries";
import { QueueHealth } from "./queue-health";
import { overviewWords } from "./words";

export { expectOverview } from "./queries";

export function OverviewScreen() {
  const t = useWords(overviewWords);
  const query = useQuery(overviewQuery);
  return (
    <Page title={t.overview}>
      <Async query={query} skeleton={<Loading />}>
        {(overview) => (
          <Stack gap="4">
            {overview.degraded.length > 0 && <Degraded names={overview.degraded} />}
            <Totals overview={overview} />
            {/* The figures first; nothing stands below that could jump. */}
            <Later place={<Skeleton h="64" borderRadius="l3" />}>
              <Stack gap="4">
                <SimpleGrid columns={{ base: 1, lg: 3 }} gap="4">
                  <Box gridColumn={{ lg: "span 2" }}>
                    <Panel title={t.byDay} aside={<Legend />} fill>
                      {overview.tickets ? <ByDay days={overview.tickets.byDay} /> : <Away />}
                    </Panel>
                  </Box>
                  <Panel title={t.queue} fill>
                    {overview.tickets?.queue ? <QueueHealth metrics={overview.tickets.queue} /> : <Away />}
                  </Panel>
                </SimpleGrid>
                <SimpleGrid columns={{ base: 1, lg: 3 }} gap="4">
                  <Box gridColumn={{ lg: "span 2" }}>
                    <Panel title={t.byStatus} fill>
                      {overview.tickets ? <ByStatus counts={overview.tickets.byStatus} total={overview.tickets.total} /> : <Away />}
                    </Panel>
                  </Box>
                  <Panel title={t.processes} fill>
                    {overview.workflows ? <ProcessHealth totals={overview.workflows} /> : <Away />}
                  </Panel>
                </SimpleGrid>
              </Stack>
            </Later>
          </Stack>
        )}
      </Async>
    </Page>
  );
}

function Degraded({ names }: { names: Overview["degraded"] }) {
  const t = useWords(overviewWords);
  const locale = useLocale();
  return (
    <Notice kind="warning" role="status">
      {t.degraded(
        listed(
          names.map((name) => t[name]),
          locale,
        ),
      )}
    </Notice>
  );
}

function Totals({ overview: { tickets, forms, users, workflows } }: { overview: Overview }) {
  const t = useWords(overviewWords);
  const { open = 0, in_progress = 0 } = tickets?.byStatus ?? {};
  const today = tickets?.byDay.at(-1)?.created ?? 0;
  return (
    <SimpleGrid columns={{ base: 2, lg: 5 }} gap="3">
      <Total label={t.tickets} value={tickets?.total} hint={tickets && t.today(today)} to="/tickets" />
      <Total label={t.open} value={tickets ? open + in_progress : undefined} hint={tickets && t.waiting(open)} to="/tickets" />
      <Total label={t.forms} value={forms?.total} hint={forms && t.published(forms.published)} />
      <Total label={t.workflows} value={workflows?.total} hint={workflows && t.published(workflows.published)} />
      <Total label={t.people} value={users?.total} hint={users && t.joined(users.joined)} wide />
    </SimpleGrid>
  );
}

type TotalProps = {
  label: string;
  value: number | undefined;
  hint: string | null;
  to?: "/tickets" /** Where two stand in a row, the last one has it for itself. */;
  wide?: boolean;
};

function Total({ label, value, hint, to, wide = false }: TotalProps) {
  const card = (
    <Stack gap="0.5">
      <Text fontSize="xs" color="fg.muted">
        {label}
      </Text>
      <Text fontSize="2xl" fontWeight="semibold" letterSpacing="-0.02em" lineHeight="1.25" fontVariantNumeric="tabular-nums">
        {value === undefined ? "—" : figure(value)}
      </Text>
      <Text fontSize="xs" color="fg.muted" minH="1lh">
        {hint}
      </Text>
    </Stack>
  );
  return (
    <Box
      bg="bg.panel"
      borderWidth="1px"
      borderRadius="l3"
      boxShadow="card"
      px="4"
      py="3"
      gridColumn={wide ? { base: "span 2", lg: "auto" } : undefined}
      _hover={to ? { borderColor: "border.emphasized" } : undefined}
    >
      {to ? (
        <Link to={to} style={{ display: "block" }}>
          {card}
        </Link>
      ) : (
        card
      )}
    </Box>
  );
}

function Legend() {
  const t = useWords(overviewWords);
  const key = (colour: string, label: ReactNode) => (
    <HStack gap="1.5">
      <Box w="2.5" h="2.5" borderRadius="xs" bg={colour} aria-hidden />
      <Text fontSize="xs" color="fg.muted">
        {label}
      </Text>
    </HStack>
  );
  return (
    <HStack gap="4">
      {key("brand.solid", t.created)}
      {key("border.emphasized", t.resolved)}
    </HStack>
  );
}

function Away() {
  const t = useWords(overviewWords);
  return (
    <Text color="fg.muted" fontSize="sm" py="8" textAlign="center">
      {t.away}
    </Text>
  );
}

function Loading() {
  return (
    <Stack gap="4" role="status">
      <SimpleGrid columns={{ base: 2, lg: 5 }} gap="3">
        {["a", "b", "c", "d", "e"].map((key) => (
          <Skeleton key={key} h="24" borderRadius="l3" />
        ))}
      </SimpleGrid>
      <Skeleton h="64" borderRadius="l3" />
    </Stack>
  );
}
