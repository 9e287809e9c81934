import { Box, Button, HStack, Spinner, Stack, Text } from "@chakra-ui/react";
import { Check, CircleX } from "lucide-react";
import { useWords } from "../i18n";
import { Link } from "../route";
import { messageOf } from "../ui/problem";
import { placedReason } from "./places";
import type { Progress } from "./send";
import { Mark } from "./steps";
import { submissionWords } from "./words";

const reached = { sending: 0, waiting: 0, queued: 1, completed: 3, failed: 0 } as const;

/** The first of its errors says it, in the reader's language. */
function whyFailed({ reason, errors, error }: Extract<Progress, { step: "failed" }>): string {
  const [first] = errors;
  return first ? placedReason(first) : (reason ?? messageOf(error));
}

/** Where a submission is on its way: sent, queued, created. */
export function SubmissionProgress({ progress, again, correct }: { progress: Progress; again: () => void; correct: () => void }) {
  const t = useWords(submissionWords);
  const at = reached[progress.step];
  const failed = progress.step === "failed";
  const said = {
    sending: () => t.sending,
    waiting: () => t.waiting,
    queued: () => t.queued,
    completed: () => (progress.step === "completed" ? t.created(progress.submission.ticketNumber ?? 0) : ""),
    failed: () => t.failed,
  }[progress.step]();
  return (
    <Stack gap="6" align="center" py="12" textAlign="center" data-step={progress.step}>
      <Box color={failed ? "fg.error" : progress.step === "completed" ? "fg.success" : "brand.fg"}>
        {failed ? (
          <CircleX size={40} strokeWidth={1.5} />
        ) : progress.step === "completed" ? (
          <Check size={40} strokeWidth={1.75} />
        ) : (
          <Spinner size="lg" borderWidth="2.5px" />
        )}
      </Box>
      <Stack gap="1.5" role="status" aria-live="polite">
        <Text fontSize="lg" fontWeight="semibold">
          {said}
        </Text>
        {progress.step === "completed" && progress.submission.mismatch && <Text color="fg.warning">{t.mismatch}</Text>}
        {failed && <Text color="fg.muted">{whyFailed(progress)}</Text>}
        {progress.step === "queued" && <Text color="fg.muted">{t.safe}</Text>}
        {progress.step === "waiting" && <Text color="fg.muted">{t.stay}</Text>}
      </Stack>
      {!failed && (
        <HStack as="ol" gap="2" listStyleType="none">
          <Mark step={0} at={at}>
            {t.stepSent}
          </Mark>
          <Mark step={1} at={at}>
            {t.stepQueued}
          </Mark>
          <Mark step={2} at={at} last>
            {t.stepCreated}
          </Mark>
        </HStack>
      )}
      <HStack gap="2">
        {progress.step === "completed" && progress.submission.ticketId && (
          <Button asChild size="sm">
            <Link to="/tickets/$id" params={{ id: progress.submission.ticketId }}>
              {t.open}
            </Link>
          </Button>
        )}
        {progress.step === "completed" && (
          <Button size="sm" variant="outline" colorPalette="gray" onClick={again}>
            {t.another}
          </Button>
        )}
        {failed && (
          <Button size="sm" onClick={correct}>
            {t.correctIt}
          </Button>
        )}
      </HStack>
    </Stack>
  );
}
