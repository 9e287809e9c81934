import { NativeSelect } from "@chakra-ui/react";
import type { ReactNode } from "react";

type FilterSelectProps = { label: string; value: string; onChange: (value: string) => void; maxW?: string; children: ReactNode };

/** One of a few, in the row of filters; for fingers as high as its buttons. */
export function FilterSelect({ label, value, onChange, maxW, children }: FilterSelectProps) {
  return (
    <NativeSelect.Root size="xs" w="auto" maxW={maxW}>
      <NativeSelect.Field aria-label={label} bg="bg.panel" h={{ base: "9", md: "8" }} value={value} onChange={({ target }) => onChange(target.value)}>
        {children}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}
