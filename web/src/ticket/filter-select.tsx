import { NativeSelect } from "@chakra-ui/react";
import type { ReactNode } from "react";

type FilterSelectProps = { label: string; value: string; onChange: (value: string) => void; children: ReactNode };

/** One of a few, in the row of filters; for fingers as high as its buttons. Its width is its share of the row, whatever there is to choose from. */
export function FilterSelect({ label, value, onChange, children }: FilterSelectProps) {
  return (
    <NativeSelect.Root size="xs" w={{ base: "8.5rem", md: "auto" }} flex={{ md: "1 1 6.5rem" }} minW="0" maxW={{ md: "9rem" }}>
      <NativeSelect.Field
        aria-label={label}
        bg="bg.panel"
        pe="1.375rem"
        textOverflow="ellipsis"
        h={{ base: "9", md: "8" }}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {children}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}
