import { Box, Flex, Heading, HStack, Text } from "@chakra-ui/react";
import { type ReactNode, useEffect } from "react";

type PageProps = {
  title: string;
  /** What the window is called, where that says more. */
  windowTitle?: string;
  /** Left of the title: where this is, as a link back. */
  back?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** Under the title, still at the top while the page scrolls. */
  bar?: ReactNode;
  /** Reading width, or (full) all there is. */
  width?: "text" | "wide" | "full";
  /** As high as the window: its parts scroll, each by itself. */
  fixed?: boolean;
  children: ReactNode;
};

const widths = { text: "56rem", wide: "76rem", full: "none" } as const;

/** Every screen's frame: its title in the window too, its actions at the right, its content below. */
export function Page({ title, windowTitle = title, back, subtitle, actions, bar, width = "wide", fixed = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${windowTitle} · PFlow`;
  }, [windowTitle]);
  return (
    <Flex direction="column" minH="full" flex={fixed ? "1" : "1 0 auto"}>
      <Box as="header" position="sticky" top="0" zIndex="docked" bg="bg" borderBottomWidth="1px" px={{ base: "4", md: "6" }}>
        <Flex minH="12" align="center" gap="3" py="2" wrap={{ base: "wrap", md: "nowrap" }}>
          {back}
          <Flex flex="1" minW="0" columnGap="2.5" align="baseline" direction={{ base: "column", md: "row" }}>
            <Heading as="h1" fontSize="md" lineHeight="short" fontWeight="semibold" maxW="full" truncate>
              {title}
            </Heading>
            {subtitle && (
              // Where there is little room it goes first, and the title stays whole; on a phone it stands below.
              <Text as="span" color="fg.muted" fontSize="xs" lineClamp={{ base: 2, md: 1 }} minW="0" flexShrink={{ md: "1000" }}>
                {subtitle}
              </Text>
            )}
          </Flex>
          {actions && (
            <HStack gap="2" flexShrink="0">
              {actions}
            </HStack>
          )}
        </Flex>
        {bar && <Box pb="2.5">{bar}</Box>}
      </Box>
      <Box flex="1" minH="0" w="full" maxW={widths[width]} px={{ base: "4", md: "6" }} py="5" display="flex" flexDirection="column">
        {children}
      </Box>
    </Flex>
  );
}

type PanelProps = { title?: string; aside?: ReactNode; children: ReactNode; padded?: boolean /** As high as its neighbour. */; fill?: boolean };

/** A part of a screen with a name of its own. */
export function Panel({ title, aside, children, padded = true, fill = false }: PanelProps) {
  return (
    <Box as="section" aria-label={title} bg="bg.panel" borderWidth="1px" borderRadius="l3" boxShadow="card" h={fill ? "full" : undefined}>
      {title && (
        <Flex align="center" justify="space-between" gap="3" px="4" pt="3" pb={padded ? "0" : "3"}>
          <Heading as="h2" fontSize="sm" fontWeight="semibold">
            {title}
          </Heading>
          {aside}
        </Flex>
      )}
      <Box p={padded ? "4" : "0"}>{children}</Box>
    </Box>
  );
}
