import { Box, Button, CloseButton, HStack, Stack, Text } from "@chakra-ui/react";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Definition } from "../../../../shared/process";
import { useLocale, useWords } from "../../i18n";
import { nameOf } from "../kinds";
import { designerWords } from "../words";
import { flowOf, nodeOf } from "./draft";
import { flowName, type Located, sentenceOf } from "./problems";

type ProblemListProps = { problems: readonly Located[]; definition: Definition; open: (id: string) => void; close: () => void };

/** Everything that stands in the way of publishing; a click leads to its element. */
export default function ProblemList({ problems, definition, open, close }: ProblemListProps) {
  const t = useWords(designerWords);
  const locale = useLocale();
  const list = useRef<HTMLElement>(null);
  // Whoever opens it goes on in it: by keyboard it is far from the button.
  useEffect(() => (list.current?.querySelector<HTMLElement>("[data-problem]") ?? list.current?.querySelector("button"))?.focus(), []);
  const titleOf = (id: string) => {
    const node = nodeOf(definition, id);
    if (node) return nameOf(node, locale);
    const flow = flowOf(definition, id);
    return flow ? flowName(definition, flow, locale) : t.processSettings;
  };
  return (
    <Box ref={list} as="section" aria-label={t.problems(problems.length)} borderTopWidth="1px" bg="bg" maxH="14rem" overflowY="auto" flexShrink="0">
      <HStack justify="space-between" px="4" py="1.5" position="sticky" top="0" bg="bg">
        <Text fontSize="xs" fontWeight="semibold" color="fg.muted">
          {problems.length > 0 ? t.problems(problems.length) : t.checks}
        </Text>
        <CloseButton size="2xs" aria-label={t.close} onClick={close} />
      </HStack>
      {problems.length === 0 && (
        <HStack px="4" pb="3" color="fg.success" fontSize="sm">
          <CircleCheck size={16} aria-hidden /> {t.noProblems}
        </HStack>
      )}
      <Stack as="ul" gap="0" px="2" pb="2" listStyleType="none" data-problems>
        {problems.map(({ elementId, code, message }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one element may have the same problem twice.
          <Box as="li" key={`${elementId} ${code} ${index}`}>
            <Button
              size="xs"
              variant="ghost"
              colorPalette="gray"
              w="full"
              h="auto"
              minH="8"
              py="1"
              justifyContent="flex-start"
              fontWeight="normal"
              data-problem={code}
              onClick={() => open(elementId)}
            >
              <Box as="span" color="fg.error" aria-hidden>
                <CircleAlert size={14} />
              </Box>
              <Text as="span" fontWeight="medium" maxW="14rem" truncate>
                {titleOf(elementId)}
              </Text>
              <Text as="span" flex="1" textAlign="start" color="fg.muted" whiteSpace="normal">
                {sentenceOf({ elementId, code, message }, definition, locale)}
              </Text>
              <Text as="span" hideBelow="md" fontFamily="mono" fontSize="2xs" color="fg.muted">
                {elementId}
              </Text>
            </Button>
          </Box>
        ))}
      </Stack>
    </Box>
  );
}
