import { Box, HStack, Stack, Text } from "@chakra-ui/react";
import type { QueueMetrics } from "../../../shared/contract/submission";
import { useWords } from "../i18n";
import { figure } from "../i18n/formats";
import { Link } from "../route";
import { Figure, Figures } from "../ui/figures";
import { overviewWords } from "./words";

/** Whether anything waits, and for how long, in one look. */
export function QueueHealth({ metrics }: { metrics: QueueMetrics }) {
  const t = useWords(overviewWords);
  const { pending, processing, oldestPendingSeconds, failed, deadLetters } = metrics;
  const behind = oldestPendingSeconds > 60;
  const busy = pending + processing > 0;
  const [colour, said] = behind ? (["orange", t.behind] as const) : busy ? (["brand", t.busy] as const) : (["green", t.allGood] as const);
  return (
    <Stack gap="3">
      <HStack gap="2.5" colorPalette={colour}>
        <Box w="2.5" h="2.5" borderRadius="full" bg="colorPalette.solid" boxShadow="0 0 0 4px var(--pf-colors-color-palette-muted)" aria-hidden />
        <Text fontWeight="medium" role="status">
          {said}
        </Text>
      </HStack>
      <Figures>
        <Figure label={t.depth} value={figure(pending)} />
        <Figure label={t.processing} value={figure(processing)} />
        <Figure label={t.oldest} value={useWait(oldestPendingSeconds)} warn={behind} />
        <Figure label={t.failed} value={figure(failed)} warn={failed > 0} />
        <Figure label={t.deadLetters} value={figure(deadLetters)} warn={deadLetters > 0} />
      </Figures>
      <Text asChild fontSize="xs" color="brand.fg" fontWeight="medium" textDecoration="underline" textUnderlineOffset="3px" w="fit-content">
        <Link to="/queue">{t.toQueue}</Link>
      </Text>
    </Stack>
  );
}

export function useWait(seconds: number): string {
  const t = useWords(overviewWords);
  return seconds < 120 ? t.seconds(Math.round(seconds)) : t.minutes(Math.round(seconds / 60));
}
