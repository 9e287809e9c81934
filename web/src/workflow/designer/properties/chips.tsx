import { Box, HStack, IconButton } from "@chakra-ui/react";
import { X } from "lucide-react";
import { useId } from "react";
import { useWords } from "../../../i18n";
import { propertyWords } from "./words";

/** The last one stays: a rule about nobody is none, and is removed as a whole. */
export function Chips({ ids, name, remove }: { ids: readonly string[]; name: (id: string) => React.ReactNode; remove: (id: string) => void }) {
  const t = useWords(propertyWords);
  const list = useId();
  if (ids.length === 0) return null;
  return (
    <HStack as="ul" gap="1" wrap="wrap" listStyleType="none">
      {ids.map((id, at) => (
        <HStack as="li" key={id} gap="0.5" bg="bg.muted" borderRadius="full" ps="2" pe={ids.length > 1 ? "0.5" : "2"} py="0.5" fontSize="xs">
          <Box id={`${list}-${at}`}>{name(id)}</Box>
          {ids.length > 1 && (
            <IconButton
              size="2xs"
              variant="ghost"
              colorPalette="gray"
              borderRadius="full"
              minW="5"
              h="5"
              id={`${list}-remove-${at}`}
              aria-label={t.remove}
              aria-labelledby={`${list}-remove-${at} ${list}-${at}`}
              onClick={() => remove(id)}
            >
              <X />
            </IconButton>
          )}
        </HStack>
      ))}
    </HStack>
  );
}
