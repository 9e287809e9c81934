import { Box } from "@chakra-ui/react";
import { Unplug } from "lucide-react";
import { useWords } from "../i18n";
import { Nothing } from "../ui/async";
import { messageOf } from "../ui/problem";
import { shellWords } from "./words";

export function CantStart({ error }: { error: unknown }) {
  const t = useWords(shellWords);
  return (
    <Box as="main" pt="24">
      <Nothing icon={<Unplug />} title={t.cantStart} hint={messageOf(error)} role="alert" />
    </Box>
  );
}
