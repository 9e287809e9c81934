import { Box, Button, Heading, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { drags } from "../../editor/drag";
import { useWords } from "../../i18n";
import { kindWords } from "../kind-words";
import { type Group, type Kind, kindsOf } from "../kinds";
import { designerWords, groupWords } from "../words";
import { KindIcon } from "./kind-icon";

const shelves: readonly Group[] = ["tasks", "gateways", "events", "boundaries"];

/** Everything that can be drawn: onto the canvas, or after the selected step by a click or the Enter key. */
export function Palette({ add }: { add: (kind: Kind) => void }) {
  const t = useWords(designerWords);
  const groups = useWords(groupWords);
  const kinds = useWords(kindWords);
  return (
    <Stack gap={{ base: "2", lg: "4" }} p="3">
      <Text fontSize="xs" color="fg.muted" px="1">
        {t.paletteHelp}
      </Text>
      {shelves.map((group) => (
        <Box key={group} as="section" aria-label={groups[group]}>
          <Heading as="h2" fontSize="xs" fontWeight="semibold" color="fg.muted" px="1" pb="1.5">
            {groups[group]}
          </Heading>
          <SimpleGrid columns={{ base: 2, sm: 3, lg: 1 }} gap="0.5">
            {kindsOf(group).map((kind) => (
              <Button
                key={kind}
                {...drags({ piece: kind })}
                data-piece={kind}
                size="xs"
                variant="ghost"
                colorPalette="gray"
                justifyContent="flex-start"
                fontWeight="medium"
                cursor="grab"
                _hover={{ bg: "brand.subtle" }}
                onClick={() => add(kind)}
              >
                <KindIcon kind={kind} />
                {kinds[kind]}
              </Button>
            ))}
          </SimpleGrid>
        </Box>
      ))}
    </Stack>
  );
}
