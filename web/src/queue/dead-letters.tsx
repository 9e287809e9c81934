import { Box, Button, Code, HStack, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { MailX, RotateCcw } from "lucide-react";
import { listDeadLetters, redriveDeadLetters } from "../../../shared/contract/submission";
import { call } from "../api";
import { useWords } from "../i18n";
import { deadLetterPages } from "../submission/queries";
import { Async, Nothing, Refused } from "../ui/async";
import { Sentinel } from "../ui/sentinel";
import { Ago } from "../ui/time";
import { toast } from "../ui/toaster";
import { Told } from "../ui/told";
import { list } from "./look";
import { useSend } from "./send";
import { deadLetterWords, queueWords } from "./words";

/** How many one request names; it sends a few of them, and the next one those that are left. */
const named = 100;

/** Those that lie there now: what comes back unreadable is a letter of its own, and would go round for ever. */
async function waiting(): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await call(listDeadLetters, { query: { cursor, limit: named } });
    ids.push(...page.data.filter(({ redrivenAt }) => !redrivenAt).map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

async function sendAgain(ids: readonly string[]): Promise<number> {
  let all = 0;
  for (let from = 0; from < ids.length; from += named) {
    const part = ids.slice(from, from + named);
    let sent: number;
    do {
      ({ sent } = await call(redriveDeadLetters, { body: { ids: part } }));
      all += sent;
    } while (sent > 0 && part.length > 1);
  }
  return all;
}

/** What nobody could read, kept as it came. */
export function DeadLetters() {
  const t = useWords(queueWords);
  const reasons = useWords(deadLetterWords);
  const query = useInfiniteQuery(deadLetterPages);
  const all = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const redrive = useSend(async (ids: string[] | undefined) => {
    const sent = await sendAgain(ids ?? (await waiting()));
    toast(sent > 0 ? t.sent(sent) : t.nothingSent);
  });
  return (
    <Stack as="section" aria-label={t.deadLetters} gap="3">
      <HStack justify="space-between">
        <Text as="h2" fontWeight="semibold">
          {t.deadLetters}
        </Text>
        {all.some(({ redrivenAt }) => !redrivenAt) && (
          <Button variant="outline" colorPalette="gray" bg="bg.panel" loading={redrive.isPending} onClick={() => redrive.mutate(undefined)}>
            <RotateCcw />
            {t.redriveAll}
          </Button>
        )}
      </HStack>
      <Refused error={redrive.error} />
      <Async query={query} isEmpty={() => all.length === 0} empty={<Nothing icon={<MailX />} title={t.noDead} hint={t.noDeadHint} />}>
        {() => (
          <Stack as="ul" listStyleType="none" gap="0" {...list}>
            {all.map(({ id, queue, code, reason, place, body, receivedAt, redrivenAt }) => (
              <HStack as="li" key={id} px="4" py="3" gap="4" align="flex-start">
                <Box flex="1" minW="0">
                  <Text fontSize="sm" color="fg.error" overflowWrap="anywhere">
                    <Told text={reasons[code]} detail={code === "unreadable" ? reason : undefined} />
                    {place && (
                      <Box as="span" display="block" fontSize="xs">
                        {t.at(place)}
                      </Box>
                    )}
                  </Text>
                  <HStack gap="3" fontSize="xs" color="fg.muted" mt="0.5">
                    <Text>{queue}</Text>
                    <Ago at={receivedAt} />
                    {redrivenAt && (
                      <Text>
                        {t.redriven} <Ago at={redrivenAt} />
                      </Text>
                    )}
                  </HStack>
                  <Box as="details" mt="1.5" fontSize="xs">
                    <Box as="summary" color="fg.muted" cursor="pointer">
                      {t.content}
                    </Box>
                    <Code as="pre" display="block" whiteSpace="pre-wrap" overflowWrap="anywhere" p="2.5" mt="1" maxH="12rem" overflowY="auto" tabIndex={0}>
                      {body}
                    </Code>
                  </Box>
                </Box>
                {!redrivenAt && (
                  <Button variant="outline" colorPalette="gray" disabled={redrive.isPending} onClick={() => redrive.mutate([id])}>
                    {t.redrive}
                  </Button>
                )}
              </HStack>
            ))}
          </Stack>
        )}
      </Async>
      <Sentinel query={query} />
    </Stack>
  );
}
