import { Box, CloseButton, HStack, Input, Stack, Text } from "@chakra-ui/react";
import { type ReactNode, useContext, useDeferredValue, useId, useRef, useState } from "react";
import { useWords } from "../i18n";
import { FailedLine } from "./failed-line";
import { Filled } from "./half-filled";
import { useLater } from "./time";
import { uiWords } from "./words";

export type PickerProps = {
  value: string | null;
  onChange: (id: string | null) => void;
  label: string;
  disabled?: boolean;
  placeholder?: string;
  size?: "xs" | "sm";
  /** That it is wrong, and where that is said, if no field around it does. */
  told?: { "aria-invalid": true; "aria-errormessage"?: string };
};

type Found<T> = { data?: { data: T[] }; error: Error | null; isPlaceholderData: boolean; refetch: () => unknown };

type SearchPickerProps<T> = PickerProps & {
  /** What the chosen one is called. */
  name: string;
  /** What the server finds by a part of the name, once the list is open; meanwhile what it found before. */
  useFound: (part: string, open: boolean) => Found<T>;
  draw: (one: T) => ReactNode;
  nothing: string;
};

/** A combobox that searches on the server: type, arrows, Enter; Escape leaves it as it was. */
export function SearchPicker<T extends { id: string }>({ value, onChange, label, disabled, placeholder, size = "sm", told, ...props }: SearchPickerProps<T>) {
  const { name, useFound, draw, nothing } = props;
  const t = useWords(uiWords);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const fill = useContext(Filled);
  const [side, setSide] = useState<"insetStart" | "insetEnd">("insetStart");
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const open = text !== null;
  const wanted = (text ?? "").trim();
  const asked = useDeferredValue(wanted);
  const { data, error, isPlaceholderData, refetch } = useFound(asked, open);
  const options = data?.data ?? [];
  /** The list answers what was typed, and not what was typed before. */
  const answered = data !== undefined && asked === wanted && !isPlaceholderData;
  const current = answered ? options[Math.min(at, options.length - 1)] : undefined;

  const choose = (id: string | null) => {
    setText(null);
    if (input.current) fill(input.current);
    onChange(id);
  };
  /** Enter in an open list is the list's, and never the form's around it. */
  const enter = () => {
    if (current) choose(current.id);
    else if (error) void refetch();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !open) setText("");
    else if (step) setAt((Math.min(at, options.length - 1) + step + options.length) % Math.max(1, options.length));
    else if (event.key === "Enter" && open) enter();
    else if (event.key === "Escape" && open) setText(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Box position="relative" w="full">
      <Input
        ref={input}
        size={size}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && current ? `${list}-${current.id}` : undefined}
        autoComplete="off"
        disabled={disabled}
        {...told}
        placeholder={placeholder}
        pe="9"
        value={text ?? (value ? name : "")}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onClick={() => !open && setText("")}
        onBlur={() => setText(null)}
        onKeyDown={onKeyDown}
      />
      {value && !disabled && !open && (
        <CloseButton
          size="2xs"
          position="absolute"
          insetEnd="1.5"
          top="50%"
          transform="translateY(-50%)"
          aria-label={t.clearOf(label)}
          onClick={() => choose(null)}
        />
      )}
      {open && (
        <Box
          data-list
          position="absolute"
          zIndex="dropdown"
          top="full"
          mt="1"
          {...{ [side]: "0" }}
          w="full"
          minW="14rem"
          ref={(list: HTMLDivElement | null) => {
            // A narrow field at the right edge has its list reach to the left.
            if (list && list.getBoundingClientRect().right > innerWidth) setSide("insetEnd");
          }}
          bg="bg.panel"
          borderWidth="1px"
          borderRadius="l2"
          boxShadow="lg"
          p="1"
        >
          <Stack id={list} role="listbox" aria-label={label} gap="0" maxH="16rem" overflowY="auto">
            {options.map((one) => (
              <Option key={one.id} id={`${list}-${one.id}`} active={one === current} choose={() => choose(one.id)}>
                {draw(one)}
              </Option>
            ))}
          </Stack>
          {error && <FailedLine inList error={error} retry={refetch} />}
          {!error && options.length === 0 && (answered ? <Note>{nothing}</Note> : <Waiting />)}
        </Box>
      )}
    </Box>
  );
}

function Note({ children }: { children: string }) {
  return (
    <Text p="2" fontSize="sm" color="fg.muted" role="status">
      {children}
    </Text>
  );
}

/** Said only where an answer takes its time. */
function Waiting() {
  const t = useWords(uiWords);
  return useLater(400) ? <Note>{t.loading}</Note> : null;
}

type OptionProps = { id: string; active: boolean; choose: () => void; children: ReactNode };

function Option({ id, active, choose, children }: OptionProps) {
  return (
    <HStack
      id={id}
      role="option"
      aria-selected={active}
      px="2"
      py="1.5"
      gap="2"
      borderRadius="l1"
      cursor="pointer"
      bg={active ? "bg.emphasized" : undefined}
      _hover={{ bg: active ? undefined : "bg.muted" }}
      ref={(element: HTMLDivElement | null) => {
        if (active) element?.scrollIntoView({ block: "nearest" });
      }}
      // Before the input loses the focus, and with it the list.
      onMouseDown={(event) => {
        event.preventDefault();
        choose();
      }}
    >
      {children}
    </HStack>
  );
}
