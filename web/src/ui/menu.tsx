import { Box, Menu as ChakraMenu } from "@chakra-ui/react";
import { Check } from "lucide-react";
import { Fragment } from "react";
import type { MenuAt, MenuEntry } from "./action-menu";

export type MenuProps = MenuAt & {
  label?: string;
  /** Stands above the entries, to be seen. */
  heading?: string;
  entries: readonly MenuEntry[];
  choose: (value: string) => void;
  close: () => void;
  /** It stays open while one chooses several. */
  several?: boolean;
  at?: "start" | "end";
  minW?: string;
};

/** An open menu: arrows, letters, Enter and Escape. It is rendered in place, inside its landmark, but above whatever would cut it off. */
export default function Menu({ anchor, byKey, label, heading, entries, choose, close, several = false, at = "end", minW = "11rem" }: MenuProps) {
  return (
    <ChakraMenu.Root
      open
      defaultHighlightedValue={byKey ? entries.find(({ disabled }) => !disabled)?.value : undefined}
      onOpenChange={({ open }) => {
        if (open) return;
        close();
        anchor.focus();
      }}
      // Its own button closes it by itself.
      onInteractOutside={(event) => anchor.contains(event.detail.originalEvent.target as Node | null) && event.preventDefault()} // a node of this document
      onSelect={({ value }) => choose(value)}
      closeOnSelect={!several}
      positioning={{ getAnchorRect: () => anchor.getBoundingClientRect(), placement: `bottom-${at}`, strategy: "fixed" }}
    >
      <ChakraMenu.Positioner>
        <ChakraMenu.Content
          minW={minW}
          maxH="min(20rem, 60dvh)"
          overflowY="auto"
          zIndex="popover"
          aria-label={label}
          onClick={(event) => event.stopPropagation()}
        >
          {heading && (
            <Box px="2" py="1" fontSize="xs" color="fg.muted" aria-hidden>
              {heading}
            </Box>
          )}
          {entries.map((entry) => (
            <Fragment key={entry.value}>
              {entry.apart && <ChakraMenu.Separator />}
              {entry.checked === undefined ? (
                <ChakraMenu.Item value={entry.value} disabled={entry.disabled} color={entry.danger ? "fg.error" : undefined}>
                  <Content entry={entry} />
                </ChakraMenu.Item>
              ) : (
                <ChakraMenu.CheckboxItem value={entry.value} checked={entry.checked} disabled={entry.disabled} ps="2">
                  <Content entry={entry} />
                  <Box w="4" aria-hidden>
                    {entry.checked && <Check size={14} />}
                  </Box>
                </ChakraMenu.CheckboxItem>
              )}
            </Fragment>
          ))}
        </ChakraMenu.Content>
      </ChakraMenu.Positioner>
    </ChakraMenu.Root>
  );
}

function Content({ entry: { label, icon, note } }: { entry: MenuEntry }) {
  return (
    <>
      {icon && (
        <Box as="span" aria-hidden display="inline-grid" css={{ "& svg": { width: "15px", height: "15px" } }}>
          {icon}
        </Box>
      )}
      <Box as="span" flex="1">
        {label}
      </Box>
      {note && (
        <Box as="span" color="fg.muted" fontSize="xs" ps="4">
          {note}
        </Box>
      )}
    </>
  );
}
