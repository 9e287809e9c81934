import { Box, HStack, Text } from "@chakra-ui/react";

export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0f766e" />
      <path d="M9 23V9h8.2a4.9 4.9 0 0 1 0 9.8H13.4" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="9" cy="23" r="2.6" fill="#5eead4" />
    </svg>
  );
}

export function Logo() {
  return (
    <HStack gap="2">
      <Mark />
      <Text fontWeight="semibold" letterSpacing="-0.01em" fontSize="md">
        PFlow
      </Text>
    </HStack>
  );
}

export const Hairline = () => <Box h="1px" bg="border" my="2" />;
