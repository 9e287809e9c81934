import { Box, Flex, HStack, SimpleGrid, Text } from "@chakra-ui/react";
import { TicketStatus } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { Link } from "../route";
import { statusWords } from "../ticket/mark-words";
import { StatusIcon, statusColour } from "../ticket/marks";
import { overviewWords } from "./words";

const quiet: readonly TicketStatus[] = ["draft", "closed", "withdrawn"];

/** One bar for all, and each status as the way to its tickets. */
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
  return (
    <Box>
      <Flex h="2.5" gap="2px" borderRadius="full" overflow="hidden" aria-hidden>
        {some.map(({ status, count }) => (
          <Box
            key={status}
            flexGrow={count}
            flexBasis="4px"
            colorPalette={statusColour[status]}
            bg={quiet.includes(status) ? "border.emphasized" : "colorPalette.solid"}
          />
        ))}
      </Flex>
      <SimpleGrid minChildWidth="8rem" gap="1" mt="3">
        {some.map(({ status, count }) => (
          <Box key={status} asChild px="2" py="1.5" borderRadius="l2" _hover={{ bg: "bg.muted" }}>
            <Link to="/tickets" search={{ status: [status] }}>
              <HStack gap="2">
                <StatusIcon status={status} />
                <Text fontSize="sm" flex="1" truncate>
                  {t[status]}
                </Text>
                <Text fontSize="sm" fontVariantNumeric="tabular-nums" color="fg.muted">
                  {count.toLocaleString()}
                </Text>
              </HStack>
            </Link>
          </Box>
        ))}
      </SimpleGrid>
    </Box>
  );
}
