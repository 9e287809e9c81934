import { Drawer, Portal } from "@chakra-ui/react";
import { useWords } from "../i18n";
import { Sidebar } from "./sidebar";
import { shellWords } from "./words";

export default function PhoneMenu({ close, search }: { close: () => void; search: () => void }) {
  const t = useWords(shellWords);
  return (
    <Drawer.Root open onOpenChange={({ open }) => !open && close()} placement="start" size="xs">
      <Portal>
        <Drawer.Backdrop />
        <Drawer.Positioner>
          <Drawer.Content maxW="16rem" aria-label={t.main} bg="bg.subtle">
            <Sidebar search={search} onGo={close} />
          </Drawer.Content>
        </Drawer.Positioner>
      </Portal>
    </Drawer.Root>
  );
}
