import { Box, Button, Heading, HStack, Spinner, Stack, Text } from "@chakra-ui/react";
import { Check, CircleX } from "lucide-react";
import { useWords } from "../i18n";
import { Link } from "../route";
import { messageOf } from "../ui/problem";
import { placedReason } from "./places";
import type { Progress } from "./send";
import { Mark } from "./steps";
import { submissionWords } from "./words";

const quiet = { variant: "outline", colorPalette: "gray" } as const;
const reached = { sending: 0, waiting: 0, queued: 1, completed: 3, failed: 0 } as const;

/** The first of its errors says it, in the reader's language. */
function whyFailed({ reason, errors, error }: Extract<Progress, { step: "failed" }>): string {
  const [first] = errors;
  return first ? placedReason(first) : (reason ?? messageOf(error));
}

/** The form, and what had the focus in it, is gone when this comes. */
const goOn = (said: HTMLElement | null) => said?.focus({ preventScroll: true });

type SubmissionProgressProps = {
  progress: Progress;
  again: () => void;
  correct: () => void;
  /** What was typed and is in no ticket, under another reference. */
  renew: () => void;
};

/** Where a submission is on its way: sent, queued, created. */
export function SubmissionProgress({ progress, again, correct, renew }: SubmissionProgressProps) {
  const t = useWords(submissionWords);
  const at = reached[progress.step];
  const failed = progress.step === "failed";
  const made = progress.step === "completed" ? progress.made : undefined;
  const number = made?.ticketNumber ?? 0;
  const said = {
    sending: () => t.sending,
    waiting: () => t.waiting,
    queued: () => t.queued,
    completed: () => (made?.mismatch ? t.createdBefore(number) : t.created(number)),
    failed: () => t.failed,
  }[progress.step]();
  return (
    <Stack gap="6" align="center" py="12" textAlign="center" data-step={progress.step}>
      <Box color={failed ? "fg.error" : made ? "fg.success" : "brand.fg"}>
        {failed ? <CircleX size={40} strokeWidth={1.5} /> : made ? <Check size={40} strokeWidth={1.75} /> : <Spinner size="lg" borderWidth="2.5px" />}
      </Box>
      <Stack gap="1.5" role="status" aria-live="polite">
        <Heading as="h2" fontSize="lg" fontWeight="semibold" tabIndex={-1} outline="none" ref={goOn}>
          {said}
        </Heading>
        {made?.mismatch && (
          <Text color="fg.warning" textWrap="balance">
            {t.mismatch}
          </Text>
        )}
        {failed && <Text color="fg.muted">{whyFailed(progress)}</Text>}
        {progress.step === "queued" && <Text color="fg.muted">{t.safe}</Text>}
        {progress.step === "waiting" && <Text color="fg.muted">{t.stay}</Text>}
      </Stack>
      {!failed && !made?.mismatch && (
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
        {made?.mismatch && (
          <Button size="sm" onClick={renew}>
            {t.renew}
          </Button>
        )}
        {made?.ticketId && (
          <Button asChild size="sm" {...(made.mismatch && quiet)}>
            <Link to="/tickets/$id" params={{ id: made.ticketId }}>
              {t.open}
            </Link>
          </Button>
        )}
        {made && !made.mismatch && (
          <Button size="sm" {...quiet} onClick={again}>
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
