import { Box, HStack, Text } from "@chakra-ui/react";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

/** `at` is how many steps are behind: the one after them is what it waits for now. */
export function Mark({ step, at, last = false, children }: { step: number; at: number; last?: boolean; children: ReactNode }) {
  const done = at > step;
  const now = at === step;
  return (
    <HStack as="li" gap="2" aria-current={now ? "step" : undefined}>
      <HStack gap="1.5">
        <Box
          w="4"
          h="4"
          borderRadius="full"
          display="grid"
          placeItems="center"
          bg={done ? "brand.solid" : now ? "bg" : "bg.emphasized"}
          borderWidth={now ? "2px" : "0"}
          borderColor="brand.solid"
          color="brand.contrast"
          aria-hidden
        >
          {done && <Check size={11} strokeWidth={3} />}
        </Box>
        <Text fontSize="xs" color={done || now ? "fg" : "fg.muted"} fontWeight={now ? "medium" : undefined}>
          {children}
        </Text>
      </HStack>
      {!last && <Box w="8" h="1px" bg={done ? "brand.solid" : "border.emphasized"} aria-hidden />}
    </HStack>
  );
}
