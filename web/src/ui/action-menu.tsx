import { Box, Menu } from "@chakra-ui/react";
import { Fragment, type ReactElement, type ReactNode } from "react";

export type MenuEntry = {
  value: string;
  label: ReactNode;
  icon?: ReactNode;
  note?: ReactNode;
  disabled?: boolean;
  danger?: boolean /** A line above it. */;
  apart?: boolean;
};

type ActionMenuProps = { trigger: ReactElement; entries: readonly MenuEntry[]; choose: (value: string) => void; label?: string; minW?: string };

/** What a button opens: rendered in place, inside its landmark, but above whatever would cut it off. */
export function ActionMenu({ trigger, entries, choose, label, minW = "11rem" }: ActionMenuProps) {
  return (
    <Menu.Root lazyMount unmountOnExit onSelect={({ value }) => choose(value)} positioning={{ placement: "bottom-end", strategy: "fixed" }} aria-label={label}>
      <Menu.Trigger asChild>{trigger}</Menu.Trigger>
      <Menu.Positioner>
        <Menu.Content minW={minW} maxH="20rem" overflowY="auto" zIndex="popover">
          {entries.map(({ value, label: text, icon, note, disabled, danger, apart }) => (
            <Fragment key={value}>
              {apart && <Menu.Separator />}
              <Menu.Item value={value} disabled={disabled} color={danger ? "fg.error" : undefined}>
                {icon && (
                  <Box as="span" aria-hidden display="inline-grid" css={{ "& svg": { width: "15px", height: "15px" } }}>
                    {icon}
                  </Box>
                )}
                <Box as="span" flex="1">
                  {text}
                </Box>
                {note && (
                  <Box as="span" color="fg.muted" fontSize="xs" ps="4">
                    {note}
                  </Box>
                )}
              </Menu.Item>
            </Fragment>
          ))}
        </Menu.Content>
      </Menu.Positioner>
    </Menu.Root>
  );
}
