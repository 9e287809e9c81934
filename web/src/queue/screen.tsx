import { Box, Button, Code, HStack, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleCheck, RotateCcw } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { type QueueMetrics, redriveSubmissions, retrySubmission, type Submission } from "../../../shared/contract/submission";
import { call } from "../api";
import { whileActive } from "../changes";
import { useWords } from "../i18n";
import { figure } from "../i18n/formats";
import { isAgent, useIsAdmin, useMe } from "../identity/people";
import { useWait } from "../overview/queue-health";
import { navigate, useSearch } from "../route";
import { failedPages, queueMetrics } from "../submission/queries";
import { reasonOf } from "../submission/reasons";
import { Async, Nothing, Refused, Rows } from "../ui/async";
import { Confirm } from "../ui/dialog";
import { Page } from "../ui/page";
import { Sentinel } from "../ui/sentinel";
import { Ago } from "../ui/time";
import { toast } from "../ui/toaster";
import { Told } from "../ui/told";
import { DeadLetters } from "./dead-letters";
import { list } from "./look";
import { useSend } from "./send";
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
        {shown === "failed" && <Failed scope={isAdmin ? "all" : "mine"} />}
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

function Failed({ scope }: { scope: "mine" | "all" }) {
  const t = useWords(queueWords);
  const [asking, setAsking] = useState(false);
  const query = useInfiniteQuery(failedPages(scope));
  const all = query.data?.pages.flatMap(({ data }) => data) ?? [];
  // The figures above are everybody's.
  const heading = scope === "all" ? t.failedOnes : t.myFailed;
  const redrive = useSend(async () => {
    const { sent, more } = await call(redriveSubmissions, { body: {} });
    toast(more ? t.sentMore(sent) : t.sent(sent));
  });
  return (
    <Stack as="section" aria-label={heading} gap="3">
      <HStack justify="space-between">
        <Text as="h2" fontWeight="semibold">
          {heading}
        </Text>
        {scope === "all" && all.length > 0 && (
          <Button variant="outline" colorPalette="gray" bg="bg.panel" onClick={() => setAsking(true)}>
            <RotateCcw />
            {t.retryAll}
          </Button>
        )}
      </HStack>
      <Async
        query={query}
        isEmpty={() => all.length === 0}
        empty={<Nothing icon={<CircleCheck />} title={scope === "all" ? t.noFailed : t.noneOfMine} hint={t.noFailedHint} />}
      >
        {() => (
          <Stack as="ul" listStyleType="none" gap="0" {...list}>
            {all.map((one) => (
              <FailedOne key={one.id} submission={one} />
            ))}
          </Stack>
        )}
      </Async>
      <Sentinel query={query} />
      <Confirm
        open={asking}
        close={() => setAsking(false)}
        title={t.askAll}
        text={t.askAllHint}
        action={t.retryAll}
        confirm={() => redrive.mutateAsync(undefined)}
      />
    </Stack>
  );
}

function FailedOne({ submission: { address, title, reason, errors, tries, acceptedAt } }: { submission: Submission }) {
  const t = useWords(queueWords);
  const retry = useSend(async () => {
    await call(retrySubmission, { params: { id: address } });
    toast(t.sent(1));
  });
  return (
    <HStack as="li" px="4" py="3" gap="4" align="flex-start">
      <Box flex="1" minW="0">
        <Text fontWeight="medium" truncate>
          {title ?? t.untitled}
        </Text>
        {errors.length === 0 && (
          <Text fontSize="sm" color="fg.error" overflowWrap="anywhere">
            {reason}
          </Text>
        )}
        {errors.map(({ path, message, code, params }) => (
          <Text key={path + message} fontSize="sm" color="fg.error" overflowWrap="anywhere" title={message}>
            {path && (
              <Code size="xs" variant="subtle" me="1.5">
                {path.slice(1)}
              </Code>
            )}
            <Told text={reasonOf({ code, message, params })} detail={code === "not-storable" ? message : undefined} />
          </Text>
        ))}
        <HStack gap="3" fontSize="xs" color="fg.muted" mt="1">
          {acceptedAt && <Ago at={acceptedAt} />}
          <Text>{t.tries(tries)}</Text>
        </HStack>
        <Refused error={retry.error} />
      </Box>
      <Button variant="outline" colorPalette="gray" loading={retry.isPending} onClick={() => retry.mutate(undefined)}>
        <RotateCcw />
        {t.retry}
      </Button>
    </HStack>
  );
}
