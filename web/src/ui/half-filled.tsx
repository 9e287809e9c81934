import { Button, HStack, Text } from "@chakra-ui/react";
import { createContext, useCallback, useEffect, useId, useRef, useState } from "react";
import { useWords } from "../i18n";
import { uiWords } from "./words";

/** Tells the dialog around a control that something was filled in there: what is typed, ticked or selected is heard without it. */
export const Filled = createContext<(control: EventTarget) => void>(() => undefined);

/** Escape and a click beside a dialog may be accidents: with something filled in they lead to a question, and Escape from it back again. */
export function useHalfFilled(trial: boolean) {
  // A form that is gone was kept, or given up.
  const filled = useRef<Element | null>(null);
  const [left, setLeft] = useState<Element | null>(null);
  const fill = useCallback((control: EventTarget) => {
    if (control instanceof Element) filled.current = control.closest('form, [role="dialog"]');
  }, []);
  const withdraw = () => setLeft(null);
  const goOn = () => {
    if (left instanceof HTMLElement) left.focus();
    withdraw();
  };
  const leave = (event: Event) => {
    if (trial || !filled.current?.isConnected) return;
    event.preventDefault();
    setLeft(left ?? document.activeElement);
  };
  const onEscape = (event: KeyboardEvent) => {
    if (!left) return leave(event);
    event.preventDefault();
    goOn();
  };
  return { fill, leave, onEscape, goOn, withdraw, isAsking: left !== null };
}

type DropQuestionProps = { goOn: () => void; withdraw: () => void; drop: () => void };

/** Stands where the dialog's own buttons are, and is withdrawn when one goes back to what is filled in. */
export function DropQuestion({ goOn, withdraw, drop }: DropQuestionProps) {
  const t = useWords(uiWords);
  const text = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <HStack
      role="alertdialog"
      aria-labelledby={text}
      // Safari gives the focus to no button that is clicked, but to what is around it.
      tabIndex={-1}
      onBlur={({ currentTarget, relatedTarget }) => relatedTarget && !currentTarget.contains(relatedTarget) && withdraw()}
      position="absolute"
      bottom="0"
      insetX="0"
      px="6"
      pt="3"
      pb="4"
      gap="2"
      wrap="wrap"
      justify="flex-end"
      bg="bg.panel"
      borderTopWidth="1px"
      borderBottomRadius="inherit"
      outline="none"
    >
      <Text id={text} flex="1" fontSize="sm" fontWeight="medium" whiteSpace="nowrap">
        {t.dropFilled}
      </Text>
      <Button ref={first} variant="ghost" colorPalette="gray" size="sm" onClick={goOn}>
        {t.goOnFilling}
      </Button>
      <Button colorPalette="red" size="sm" onClick={drop}>
        {t.drop}
      </Button>
    </HStack>
  );
}
