import { Box, Button, HStack, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { QueueMetrics } from "../../../shared/contract/submission";
import { whileActive } from "../changes";
import { useWords } from "../i18n";
import { figure } from "../i18n/formats";
import { isAgent, useIsAdmin, useMe } from "../identity/people";
import { useWait } from "../overview/queue-health";
import { navigate, useSearch } from "../route";
import { queueMetrics } from "../submission/queries";
import { Async, Rows } from "../ui/async";
import { Page } from "../ui/page";
import { DeadLetters } from "./dead-letters";
import { FailedSubmissions } from "./failed-submissions";
import { queueWords } from "./words";

const Incidents = lazy(() => import("../process/incidents"));

/** How the submission queue does; admins see the whole tenant's failures, everybody their own. */
export function QueueScreen() {
  const t = useWords(queueWords);
  const isAdmin = useIsAdmin();
  const { tab = "failed", incidents = "open" } = useSearch("/queue");
  const metrics = useQuery({ ...queueMetrics, refetchInterval: whileActive(5_000) });
  const me = useMe();
  const tabs = [
    { name: "failed", label: t.failedOnes },
    ...(isAgent(me) ? [{ name: "incidents", label: t.incidents } as const] : []),
    ...(isAdmin ? [{ name: "dead", label: t.deadLetters } as const] : []),
  ] as const;
  const shown = tabs.some(({ name }) => name === tab) ? tab : "failed";
  const bar = tabs.length > 1 && (
    <HStack role="group" aria-label={t.show} gap="1">
      {tabs.map(({ name, label }) => (
        <Button
          key={name}
          variant={name === shown ? "subtle" : "ghost"}
          colorPalette="gray"
          aria-pressed={name === shown}
          onClick={() => void navigate({ to: "/queue", search: { tab: name } })}
        >
          {label}
        </Button>
      ))}
    </HStack>
  );
  return (
    <Page title={t.queue} bar={bar}>
      <Stack gap="5">
        <Async query={metrics} skeleton={<Rows count={2} />}>
          {(data) => <Metrics metrics={data} />}
        </Async>
        {shown === "dead" && <DeadLetters />}
        {shown === "failed" && <FailedSubmissions scope={isAdmin ? "all" : "mine"} />}
        {shown === "incidents" && (
          <Suspense fallback={<Rows />}>
            <Incidents
              status={incidents}
              choose={(status) => void navigate({ to: "/queue", search: { tab, incidents: status === "open" ? undefined : status } })}
            />
          </Suspense>
        )}
      </Stack>
    </Page>
  );
}

function Metrics({ metrics: { pending, processing, completed, failed, deadLetters, oldestPendingSeconds } }: { metrics: QueueMetrics }) {
  const t = useWords(queueWords);
  const wait = useWait(oldestPendingSeconds);
  const figures = [
    { label: t.pending, value: figure(pending) },
    { label: t.processing, value: figure(processing) },
    { label: t.oldest, value: wait, warn: oldestPendingSeconds > 60 },
    { label: t.completed, value: figure(completed) },
    { label: t.failed, value: figure(failed), warn: failed > 0 },
    { label: t.deadLetters, value: figure(deadLetters), warn: deadLetters > 0 },
  ];
  return (
    <SimpleGrid columns={{ base: 3, lg: 6 }} gap={{ base: "2", md: "3" }}>
      {figures.map(({ label, value, warn }) => (
        <Box key={label} bg="bg.panel" borderWidth="1px" borderRadius="l3" boxShadow="card" px={{ base: "3", md: "4" }} py="3">
          <Text fontSize="xs" color="fg.muted">
            {label}
          </Text>
          <Text fontSize="xl" fontWeight="semibold" fontVariantNumeric="tabular-nums" color={warn ? "fg.warning" : undefined}>
            {value}
          </Text>
        </Box>
      ))}
    </SimpleGrid>
  );
}
