import { Box, Button, HStack, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck, RotateCcw } from "lucide-react";
import { useState } from "react";
import { redriveSubmissions, retrySubmission, type Submission } from "../../../shared/contract/submission";
import { call } from "../api";
import { useWords } from "../i18n";
import { Person } from "../identity/people";
import { placedReason } from "../submission/places";
import { failedPages } from "../submission/queries";
import { Async, Nothing, Refused } from "../ui/async";
import { Confirm } from "../ui/dialog";
import { Sentinel } from "../ui/sentinel";
import { Ago } from "../ui/time";
import { toast } from "../ui/toaster";
import { Told } from "../ui/told";
import { list } from "./look";
import { useSend } from "./send";
import { queueWords } from "./words";

/** What could not become a ticket, and why. */
export function FailedSubmissions({ scope }: { scope: "mine" | "all" }) {
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
              <One key={one.id} submission={one} names={scope === "all"} />
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

/** `names`: whose it is, where they are not all one's own. */
function One({ submission, names }: { submission: Submission; names: boolean }) {
  const { address, title, reason, errors, requesterId, tries, acceptedAt } = submission;
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
        {errors.map((error) => (
          <Text key={error.path + error.message} fontSize="sm" color="fg.error" overflowWrap="anywhere" title={error.message}>
            <Told text={placedReason(error)} detail={error.code === "not-storable" ? error.message : undefined} />
          </Text>
        ))}
        <HStack gap="3" fontSize="xs" color="fg.muted" mt="1" wrap="wrap">
          {names && requesterId && (
            <HStack gap="1.5" minW="0">
              {t.requester} <Person id={requesterId} size={16} />
            </HStack>
          )}
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
