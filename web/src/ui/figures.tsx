import { HStack, Stack, Text } from "@chakra-ui/react";
import type { ReactNode } from "react";

/** Figures by name, one a line. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <Stack gap="0" divideY="1px" divideColor="border.muted">
      {children}
    </Stack>
  );
}

export function Figure({ label, value, warn = false }: { label: string; value: string; warn?: boolean }) {
  return (
    <HStack justify="space-between" py="1.5">
      <Text fontSize="sm" color="fg.muted">
        {label}
      </Text>
      <Text fontSize="sm" fontVariantNumeric="tabular-nums" fontWeight={warn ? "semibold" : undefined} color={warn ? "fg.warning" : undefined}>
        {value}
      </Text>
    </HStack>
  );
}
