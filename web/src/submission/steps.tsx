import { Box, HStack, Text } from "@chakra-ui/react";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

export function Mark({ done, last = false, children }: { done: boolean; last?: boolean; children: ReactNode }) {
  return (
    <HStack as="li" gap="2" aria-current={done ? undefined : "step"}>
      <HStack gap="1.5">
        <Box w="4" h="4" borderRadius="full" display="grid" placeItems="center" bg={done ? "brand.solid" : "bg.emphasized"} color="brand.contrast" aria-hidden>
          {done && <Check size={11} strokeWidth={3} />}
        </Box>
        <Text fontSize="xs" color={done ? "fg" : "fg.muted"}>
          {children}
        </Text>
      </HStack>
      {!last && <Box w="8" h="1px" bg={done ? "brand.solid" : "border.emphasized"} aria-hidden />}
    </HStack>
  );
}
