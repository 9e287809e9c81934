import { Heading, HStack, Kbd, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { useWords } from "../i18n";
import { keyParts, type Shortcut, shortcuts } from "../keyboard";
import { useStore } from "../store";
import { Dialog } from "../ui/dialog";
import { shellWords } from "./words";

/** Every key that works where the reader is. */
export default function KeySheet({ close }: { close: () => void }) {
  const t = useWords(shellWords);
  const all = useStore(shortcuts);
  const groups = [
    { title: t.keysHere, entries: all.filter(({ scope }) => scope === "screen") },
    { title: t.keysEverywhere, entries: all.filter(({ scope }) => scope === "everywhere") },
  ].filter(({ entries }) => entries.length > 0);
  return (
    <Dialog open close={close} title={t.keys} size="lg">
      <SimpleGrid columns={{ base: 1, md: groups.length }} gap="8" alignItems="start">
        {groups.map(({ title, entries }) => (
          <Stack key={title} gap="2.5">
            <Heading as="h3" fontSize="xs" color="fg.muted" fontWeight="medium">
              {title}
            </Heading>
            {entries.map((entry) => (
              <Row key={entry.keys + entry.label} {...entry} />
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Dialog>
  );
}

function Row({ keys, label }: Shortcut) {
  return (
    <HStack justify="space-between" gap="4">
      <Text fontSize="sm">{label}</Text>
      <HStack gap="1">
        {keyParts(keys).map((key) => (
          <Kbd key={key} size="sm" colorPalette="gray">
            {key}
          </Kbd>
        ))}
      </HStack>
    </HStack>
  );
}
