import { Box } from "@chakra-ui/react";

/** How many wait, beside where one goes to see them; nobody counts further than a hundred. */
export function Count({ label, count }: { label: string; count: number }) {
  return (
    <Box
      as="span"
      role="img"
      aria-label={label}
      bg="brand.solid"
      color="brand.contrast"
      fontSize="2xs"
      fontWeight="semibold"
      borderRadius="full"
      px="1.5"
      minW="4.5"
      textAlign="center"
      lineHeight="1.6"
    >
      {count >= 100 ? "99+" : count}
    </Box>
  );
}
