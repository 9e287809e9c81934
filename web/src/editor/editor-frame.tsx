import { Box, chakra, Flex, HStack, IconButton } from "@chakra-ui/react";
import { Redo2, Undo2 } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useWords } from "../i18n";
import { useShortcut } from "../keyboard";
import { SaveState } from "./save-state";
import type { Draft } from "./use-draft";
import { editorWords } from "./words";

type EditorFrameProps = {
  /** Of the window, and what the name's field says while it is empty. */
  title: string;
  back: ReactNode;
  name: string;
  rename?: (name: string) => void;
  badge: ReactNode;
  draft?: Pick<Draft<unknown>, "state" | "error" | "flush" | "undo" | "redo" | "canUndo" | "canRedo">;
  actions: ReactNode;
  /** Under the bar: what is wrong, and with all of it. */
  notice?: ReactNode;
  children: ReactNode;
};

/** An editor fills the window: one bar with its name and what can be done, and the work below. */
export function EditorFrame({ title, back, name, rename, badge, draft, actions, notice, children }: EditorFrameProps) {
  const t = useWords(editorWords);
  useEffect(() => {
    document.title = `${name || title} · PFlow`;
  }, [name, title]);
  return (
    <Flex direction="column" flex="1" minH="0" h="full">
      <Flex as="header" align="center" gap="2" minH="12" px="3" py="1.5" borderBottomWidth="1px" bg="bg" flexShrink="0" wrap={{ base: "wrap", lg: "nowrap" }}>
        {/* One row, whatever it is called: a long name is the one that gives way. */}
        <HStack gap="2" minW="0" w={{ base: "full", lg: "auto" }}>
          {back}
          <Box as="h1" srOnly>
            {name || title}
          </Box>
          {rename ? (
            <chakra.input
              aria-label={t.name}
              title={name}
              value={name}
              maxLength={200}
              placeholder={title}
              onChange={(event) => rename(event.target.value)}
              bg="transparent"
              borderRadius="l2"
              _hover={{ bg: "bg.muted" }}
              outline="none"
              _focusVisible={{ outline: "2px solid", outlineColor: "brand.focusRing", outlineOffset: "-2px" }}
              fontSize="sm"
              fontWeight="semibold"
              h="9"
              px="2"
              // As wide as what it says: its state stands right behind it.
              css={{ fieldSizing: "content" }}
              textOverflow="ellipsis"
              flexShrink="1"
              minW="4rem"
              maxW={{ lg: "24rem" }}
            />
          ) : (
            <Box aria-hidden title={name} fontWeight="semibold" truncate px="2">
              {name}
            </Box>
          )}
          {badge}
          {draft && <SaveState draft={draft} />}
        </HStack>
        <Box flex="1" display={{ base: "none", lg: "block" }} />
        <HStack
          gap="1.5"
          flexShrink={{ lg: "0" }}
          wrap="wrap"
          w={{ base: "full", lg: "auto" }}
          // What it all leads to stands at the end, also where the bar has two rows.
          css={{ "& > :last-child": { marginInlineStart: "auto" } }}
        >
          {draft && <UndoRedo draft={draft} />}
          {actions}
        </HStack>
      </Flex>
      {notice}
      <Flex flex="1" minH="0">
        {children}
      </Flex>
    </Flex>
  );
}

function UndoRedo({ draft }: { draft: Pick<Draft<unknown>, "undo" | "redo" | "canUndo" | "canRedo"> }) {
  const t = useWords(editorWords);
  useShortcut("mod+z", t.undo, draft.undo);
  useShortcut("mod+shift+z", t.redo, draft.redo);
  useShortcut("mod+y", t.redo, draft.redo);
  // Not `disabled`: the last step that can be taken leaves the focus where it is.
  return (
    <HStack gap="0">
      <IconButton
        size="xs"
        variant="ghost"
        colorPalette="gray"
        aria-label={t.undo}
        title={`${t.undo} (Ctrl+Z)`}
        aria-disabled={!draft.canUndo}
        onClick={draft.undo}
      >
        <Undo2 />
      </IconButton>
      <IconButton
        size="xs"
        variant="ghost"
        colorPalette="gray"
        aria-label={t.redo}
        title={`${t.redo} (Ctrl+Shift+Z)`}
        aria-disabled={!draft.canRedo}
        onClick={draft.redo}
      >
        <Redo2 />
      </IconButton>
    </HStack>
  );
}
