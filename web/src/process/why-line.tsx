import { HStack, Text } from "@chakra-ui/react";
import { CircleHelp } from "lucide-react";
import type * as z from "zod";
import type { Why } from "../../../shared/contract/instance";
import { useLocale, useWords } from "../i18n";
import { whyInWords } from "./why";
import { becauseWords, whyWords } from "./words";

export function useWhy(why: z.infer<typeof Why> | null): string {
  const t = useWords(whyWords);
  const because = useWords(becauseWords);
  const locale = useLocale();
  return why ? whyInWords(t, because, why, locale) : "";
}

/** By which rule, and on which condition, somebody was asked. */
export function WhyLine({ why, label }: { why: z.infer<typeof Why>; label: string }) {
  const said = useWhy(why);
  const locale = useLocale();
  return (
    <HStack gap="1.5" fontSize="xs" color="fg.muted" align="flex-start">
      <CircleHelp size={14} aria-hidden style={{ marginTop: 2, flexShrink: 0 }} />
      <Text>
        {label}
        {locale === "en" ? ": " : "："}
        {said}
        {why.condition && (
          <Text as="span" fontFamily="mono" ms="1.5">
            {why.condition}
          </Text>
        )}
      </Text>
    </HStack>
  );
}
