import { Badge } from "@chakra-ui/react";
import { useWords } from "../i18n";
import { editorWords } from "./words";

const palettes = { draft: "gray", published: "green", unpublished: "orange", archived: "gray" } as const;

/** Of a form or workflow: the number of the version that new work takes, where there is one. */
export function StatusBadge({ status, version }: { status: keyof typeof palettes; version?: number | null }) {
  const t = useWords(editorWords);
  return (
    <Badge colorPalette={palettes[status]} variant="subtle" size="sm" borderRadius="full" px="2" flexShrink="0">
      {t[status]}
      {status === "published" && version ? ` · v${version}` : ""}
    </Badge>
  );
}
