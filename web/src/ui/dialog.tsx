import { Button, Dialog as ChakraDialog, CloseButton, Portal, Stack, Text } from "@chakra-ui/react";
import { type ReactNode, useRef, useState } from "react";
import { useWords } from "../i18n";
import { Refused } from "./async";
import { DropQuestion, Filled, useHalfFilled } from "./half-filled";
import { messageOf } from "./problem";
import { toast } from "./toaster";
import { uiWords } from "./words";

type DialogProps = {
  open: boolean;
  close: () => void;
  title: string;
  children: ReactNode;
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
  role?: "dialog" | "alertdialog";
  /** What is filled in there only tries something out: nobody loses it. */
  trial?: boolean;
};

/** What is typed into it looks for what may be chosen, and while its list is open it has Escape first: the list shuts. */
const isPicker = (target: EventTarget | null): target is Element => target instanceof Element && target.matches('[role="combobox"]');
const isOpenList = (target: EventTarget | null) => isPicker(target) && target.matches('[aria-expanded="true"]');

/**
 * Focus goes in, to what is marked `data-autofocus` or first, Escape and the cross lead out, and focus goes back to where it was.
 * `autoFocus` would take it before that is known. What was filled in is not dropped without a word.
 */
export function Dialog({ open, close, title, children, footer, size = "sm", role = "dialog", trial = false }: DialogProps) {
  const t = useWords(uiWords);
  const { fill, leave, onEscape, isAsking, goOn, withdraw } = useHalfFilled(trial);
  return (
    <ChakraDialog.Root
      open={open}
      onOpenChange={(change) => !change.open && close()}
      onEscapeKeyDown={(event) => (isOpenList(event.target) ? event.preventDefault() : onEscape(event))}
      onInteractOutside={leave}
      size={size}
      role={role}
      placement="center"
      lazyMount
      unmountOnExit
    >
      <Portal>
        <ChakraDialog.Backdrop />
        {/* A press beside it takes the focus from nothing in it. */}
        <ChakraDialog.Positioner px="4" onMouseDown={(event) => event.target === event.currentTarget && event.preventDefault()}>
          <ChakraDialog.Content onChange={({ target }) => isPicker(target) || fill(target)}>
            <ChakraDialog.Header pb="2">
              <ChakraDialog.Title fontSize="md">{title}</ChakraDialog.Title>
            </ChakraDialog.Header>
            <ChakraDialog.Body pb={footer ? "2" : "5"}>
              <Filled value={fill}>{children}</Filled>
            </ChakraDialog.Body>
            {footer && <ChakraDialog.Footer>{footer}</ChakraDialog.Footer>}
            <ChakraDialog.CloseTrigger asChild>
              <CloseButton size="sm" aria-label={t.close} />
            </ChakraDialog.CloseTrigger>
            {isAsking && <DropQuestion goOn={goOn} withdraw={withdraw} drop={close} />}
          </ChakraDialog.Content>
        </ChakraDialog.Positioner>
      </Portal>
    </ChakraDialog.Root>
  );
}

type ConfirmProps = {
  open: boolean;
  close: () => void;
  title: string;
  text: ReactNode;
  action: string;
  danger?: boolean;
  confirm: () => Promise<unknown> /** What a refusal means here. */;
  say?: (error: unknown) => string;
};

/** Asks before what can't be undone; stays open with the reason if it was refused. */
export function Confirm({ open, close, title, text, action, danger = false, confirm, say = messageOf }: ConfirmProps) {
  const t = useWords(uiWords);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const asking = useRef(0);
  const leave = () => {
    asking.current += 1;
    setBusy(false);
    setError(undefined);
    close();
  };
  const go = async () => {
    const mine = asking.current;
    setBusy(true);
    setError(undefined);
    try {
      await confirm();
      if (mine === asking.current) leave();
    } catch (refused) {
      // Whoever left before the answer finds it in a message: the next question is another.
      if (mine !== asking.current) return toast(say(refused), { kind: "failed" });
      setError(refused);
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button variant="ghost" colorPalette="gray" size="sm" onClick={leave}>
        {t.cancel}
      </Button>
      <Button colorPalette={danger ? "red" : "brand"} size="sm" loading={busy} onClick={go}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog open={open} close={leave} title={title} role="alertdialog" footer={footer}>
      <Stack gap="3">
        <Text color="fg.muted">{text}</Text>
        <Refused error={error} say={say} />
      </Stack>
    </Dialog>
  );
}
