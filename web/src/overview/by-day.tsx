import { Box, Flex } from "@chakra-ui/react";
import type { Overview } from "../../../shared/contract/overview";
import { useWords } from "../i18n";
import { dayInFigures, figure } from "../i18n/formats";
import { overviewWords } from "./words";

type Days = NonNullable<Overview["tickets"]>["byDay"];

const shown = 14;

/** The last days up to the newest that is known; days of which nothing is told had nothing. */
export function lastDays(days: Days, count: number, today: string): Days {
  const known = new Map(days.map((one) => [one.day, one]));
  const end = Math.max(Date.parse(today), ...days.map(({ day }) => Date.parse(day)));
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(end - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return known.get(day) ?? { day, created: 0, resolved: 0 };
  });
}

/** In round figures, and four steps at most. */
export function scaleOf(highest: number): { step: number; most: number } {
  const wanted = Math.max(1, highest / 4);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = ([1, 2, 5, 10].find((one) => one * power >= wanted) ?? 10) * power;
  return { step, most: Math.max(4, Math.ceil(highest / step) * step) };
}

/** Two bars a day: what came, and what was done. */
export function ByDay({ days }: { days: Days }) {
  const t = useWords(overviewWords);
  const all = lastDays(days, shown, new Date().toISOString().slice(0, 10));
  const { step, most } = scaleOf(Math.max(...all.flatMap(({ created, resolved }) => [created, resolved])));
  const bar = (value: number, colour: string) => (
    <Box w="full" maxW="3" h={`${(value / most) * 100}%`} minH={value > 0 ? "3px" : "0"} bg={colour} borderTopRadius="3px" />
  );
  return (
    <Box>
      <Box position="relative">
        {Array.from({ length: most / step }, (_, at) => (at + 1) * step).map((value) => (
          <Box key={value} aria-hidden position="absolute" insetX="0" bottom={`${(value / most) * 100}%`} borderTopWidth="1px" borderColor="border.muted">
            <Box position="absolute" insetStart="0" top="0.5" fontSize="2xs" lineHeight="1" color="fg.muted" fontVariantNumeric="tabular-nums">
              {figure(value)}
            </Box>
          </Box>
        ))}
        <Flex as="ol" position="relative" listStyleType="none" h="13rem" gap="0" ps="7" align="stretch" borderBottomWidth="1px" aria-label={t.byDay}>
          {all.map(({ day, created, resolved }) => (
            <Flex
              as="li"
              key={day}
              direction="column"
              flex="1"
              minW="0"
              title={t.onDay(dayInFigures(day), created, resolved)}
              borderTopRadius="l2"
              _hover={{ bg: "bg.muted" }}
            >
              <Box srOnly>{t.onDay(dayInFigures(day), created, resolved)}</Box>
              <Flex flex="1" align="flex-end" justify="center" gap="2px" aria-hidden px="0.5">
                {bar(created, "brand.solid")}
                {bar(resolved, "border.emphasized")}
              </Flex>
            </Flex>
          ))}
        </Flex>
      </Box>
      <Flex mt="1.5" ps="7" aria-hidden>
        {all.map(({ day }, index) => (
          <Flex
            key={day}
            flex="1"
            minW="0"
            justify="center"
            fontSize="2xs"
            color="fg.muted"
            fontVariantNumeric="tabular-nums"
            whiteSpace="nowrap"
            visibility={{ base: index % 3 === 1 ? "visible" : "hidden", md: "visible" }}
          >
            {dayInFigures(day)}
          </Flex>
        ))}
      </Flex>
    </Box>
  );
}
