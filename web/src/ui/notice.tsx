import { Box, HStack, type StackProps, Text } from "@chakra-ui/react";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

type NoticeProps = Omit<StackProps, "title" | "direction"> & {
  kind: "error" | "warning" | "info";
  title?: ReactNode;
  /** At the end of it: what to do about it. */
  action?: ReactNode;
  /** Across the whole width, without corners. */
  bar?: boolean;
};

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

/** Something that its reader must know of, where it matters. An error is an alert by itself. */
export function Notice({ kind, title, action, bar = false, children, ...rest }: NoticeProps) {
  const Icon = icons[kind];
  return (
    <HStack
      role={kind === "error" ? "alert" : undefined}
      bg={`bg.${kind}`}
      color={`fg.${kind}`}
      borderWidth={bar ? "0" : "1px"}
      borderColor={`fg.${kind}/25`}
      borderRadius={bar ? "0" : "l3"}
      align="flex-start"
      gap="2.5"
      px="3"
      py="2"
      fontSize="sm"
      lineHeight="1.45"
      wrap={{ base: "wrap", md: "nowrap" }}
      {...rest}
    >
      <Box pt="0.5" flexShrink="0" aria-hidden>
        <Icon size={16} />
      </Box>
      <Box flex={{ base: action ? "1 0 70%" : "1", md: "1" }} minW="0" overflowWrap="anywhere">
        {title && <Text fontWeight="medium">{title}</Text>}
        {children}
      </Box>
      {action && (
        <Box flexShrink="0" alignSelf="center" ms={{ base: "1.625rem", md: "0" }}>
          {action}
        </Box>
      )}
    </HStack>
  );
}
