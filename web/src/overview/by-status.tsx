import { Box, HStack, Stack, Text } from "@chakra-ui/react";
import { TicketStatus } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { figure } from "../i18n/formats";
import { Link } from "../route";
import { statusWords } from "../ticket/mark-words";
import { StatusIcon, statusColour } from "../ticket/marks";
import { overviewWords } from "./words";

const quiet: readonly TicketStatus[] = ["draft", "closed", "withdrawn"];

/** Each status as the way to its tickets, and how many are there beside the others. */
export function ByStatus({ counts, total }: { counts: Partial<Record<TicketStatus, number>>; total: number }) {
  const t = useWords(statusWords);
  const words = useWords(overviewWords);
  const some = TicketStatus.options.map((status) => ({ status, count: counts[status] ?? 0 })).filter(({ count }) => count > 0);
  if (total === 0)
    return (
      <Text color="fg.muted" py="4" textAlign="center">
        {words.noTickets}
      </Text>
    );
  const most = Math.max(...some.map(({ count }) => count));
  const shares = sharesOf(some.map(({ count }) => count));
  return (
    <Stack as="ul" gap="0.5" mx="-2" listStyleType="none">
      {some.map(({ status, count }, at) => (
        <Box as="li" key={status}>
          <HStack asChild gap="3" px="2" py="1.5" borderRadius="l2" _hover={{ bg: "bg.muted" }}>
            <Link to="/tickets" search={{ status: [status] }}>
              <StatusIcon status={status} />
              <Text fontSize="sm" w="6rem" truncate>
                {t[status]}
              </Text>
              <Box flex="1" aria-hidden>
                <Box
                  h="2"
                  minW="1"
                  borderRadius="full"
                  colorPalette={statusColour[status]}
                  bg={quiet.includes(status) ? "border.emphasized" : "colorPalette.solid"}
                  style={{ width: `${(100 * count) / most}%` }}
                />
              </Box>
              <Text fontSize="sm" minW="8" textAlign="end" fontVariantNumeric="tabular-nums">
                {figure(count)}
              </Text>
              <Text fontSize="xs" w="10" textAlign="end" fontVariantNumeric="tabular-nums" color="fg.muted">
                {shares[at]}
              </Text>
            </Link>
          </HStack>
        </Box>
      ))}
    </Stack>
  );
}

/** Rounded so that they are 100 together: what is left after rounding down goes to those that lost most. Some is never none, nor all but some all. */
export function sharesOf(counts: readonly number[]): string[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (100 * count) / total);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((sum, share) => sum + share, 0);
  const lost = exact.map((share, at) => ({ at, by: share - (whole[at] ?? 0) })).sort((a, b) => b.by - a.by);
  for (const { at } of lost.slice(0, left)) whole[at] = (whole[at] ?? 0) + 1;
  return whole.map((share, at) => (share === 0 ? "<1%" : share === 100 && counts[at] !== total ? ">99%" : `${share}%`));
}
