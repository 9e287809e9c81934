import { Box, Input, type InputProps } from "@chakra-ui/react";
import { Search } from "lucide-react";

/** Where a list is searched: the same field over each of them. */
export function SearchBox({ label, w, flex = { base: "1", md: "none" }, ...input }: InputProps & { label: string }) {
  return (
    <Box position="relative" flex={flex} minW="0" w={w}>
      <Box position="absolute" insetStart="2.5" top="50%" transform="translateY(-50%)" color="fg.muted" pointerEvents="none" zIndex="1">
        <Search size={14} aria-hidden />
      </Box>
      <Input type="search" size="xs" ps="8" bg="bg.panel" aria-label={label} placeholder={label} {...input} />
    </Box>
  );
}
