import { Box, Button, CloseButton, HStack, Text } from "@chakra-ui/react";
import { useEffect } from "react";
import { useWords } from "../i18n";
import { createStore, useStore } from "../store";
import { uiWords } from "./words";

type Toast = { id: number; text: string; kind: "done" | "failed"; action?: { label: string; run: () => void } };
const toasts = createStore<readonly Toast[]>([]);
let last = 0;

/** Only for what has no place on the screen: the outcome of something that left it, with its undo. */
export function toast(text: string, more: Partial<Pick<Toast, "kind" | "action">> = {}) {
  last += 1;
  toasts.set([...toasts.get().slice(-2), { id: last, text, kind: "done", ...more }]);
}
const dismiss = (id: number) => toasts.set(toasts.get().filter((one) => one.id !== id));

export function Toaster() {
  const t = useWords(uiWords);
  const shown = useStore(toasts);
  return (
    <Box
      as="section"
      aria-label={t.notifications}
      aria-live="polite"
      position="fixed"
      bottom="5"
      insetX="0"
      zIndex="toast"
      pointerEvents="none"
      display="flex"
      flexDirection="column"
      alignItems="center"
      gap="2"
    >
      {shown.map((one) => (
        <One key={one.id} toast={one} />
      ))}
    </Box>
  );
}

function One({ toast: { id, text, kind, action } }: { toast: Toast }) {
  const t = useWords(uiWords);
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), action ? 8_000 : 5_000);
    return () => clearTimeout(timer);
  }, [id, action]);
  return (
    <HStack
      data-toast
      role={kind === "failed" ? "alert" : undefined}
      pointerEvents="auto"
      bg="bg.panel"
      borderWidth="1px"
      borderColor={kind === "failed" ? "border.error" : "border"}
      borderRadius="l3"
      boxShadow="lg"
      ps="4"
      pe="2"
      py="1.5"
      gap="3"
      maxW="calc(100vw - 2rem)"
    >
      <Text fontSize="sm" color={kind === "failed" ? "fg.error" : "fg"}>
        {text}
      </Text>
      {action && (
        <Button
          size="2xs"
          variant="subtle"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <CloseButton size="2xs" aria-label={t.close} onClick={() => dismiss(id)} />
    </HStack>
  );
}
