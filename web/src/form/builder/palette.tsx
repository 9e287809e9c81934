import { Box, Button, Heading, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { drags } from "../../editor/drag";
import { useWords } from "../../i18n";
import { typeGroups, typeIcon } from "../field-types";
import { builderWords, fieldTypeWords, typeGroupWords } from "../words";
import type { FieldType } from "./draft";

/** Every type of field: drawn onto the canvas, or added at its end by a click or the Enter key. */
export function Palette({ add }: { add: (type: FieldType) => void }) {
  const t = useWords(builderWords);
  const groups = useWords(typeGroupWords);
  return (
    <Stack gap={{ base: "2", lg: "4" }} p="3">
      <Text fontSize="xs" color="fg.muted" px="1">
        {t.paletteHelp}
      </Text>
      {typeGroups.map(({ group, types }) => (
        <Box key={group} as="section" aria-label={groups[group]}>
          <Heading as="h2" fontSize="xs" fontWeight="semibold" color="fg.muted" px="1" pb="1.5">
            {groups[group]}
          </Heading>
          <SimpleGrid columns={{ base: 2, sm: 3, lg: 1 }} gap="0.5">
            {types.map((type) => (
              <Piece key={type} type={type} add={() => add(type)} />
            ))}
          </SimpleGrid>
        </Box>
      ))}
    </Stack>
  );
}

function Piece({ type, add }: { type: FieldType; add: () => void }) {
  const names = useWords(fieldTypeWords);
  const Icon = typeIcon[type];
  return (
    <Button
      {...drags({ piece: type })}
      data-piece={type}
      size="xs"
      variant="ghost"
      colorPalette="gray"
      justifyContent="flex-start"
      fontWeight="medium"
      cursor="grab"
      _hover={{ bg: "brand.subtle" }}
      onClick={add}
    >
      <Box as="span" color="brand.fg">
        <Icon size={15} aria-hidden />
      </Box>
      {names[type]}
    </Button>
  );
}
