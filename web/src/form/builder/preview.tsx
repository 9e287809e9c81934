import { Box, Button, Code, HStack, Stack, Text } from "@chakra-ui/react";
import { CircleCheck } from "lucide-react";
import { useRef, useState } from "react";
import type { FormDefinition } from "../../../../shared/contract/form-definition";
import type { Json } from "../../../../shared/rules/form";
import { useWords } from "../../i18n";
import { FormFields, focusFirstError, useFilledForm } from "../render";
import { builderWords } from "../words";

/** The form as people will see it, with what would be stored of it. */
export function Preview({ definition, lead = true }: { definition: FormDefinition; lead?: boolean }) {
  const t = useWords(builderWords);
  const ref = useRef<HTMLDivElement>(null);
  const form = useFilledForm(definition);
  const [stored, setStored] = useState<Record<string, Json> | undefined>();
  const check = () => {
    const data = form.check();
    setStored(data);
    if (!data) requestAnimationFrame(() => focusFirstError(ref.current));
  };
  return (
    <Stack ref={ref} gap="5" onChange={() => setStored(undefined)}>
      {lead && (
        <Text fontSize="xs" color="fg.muted">
          {t.previewLead}
        </Text>
      )}
      <FormFields form={form} />
      {definition.fields.length > 0 && (
        <HStack>
          <Button size="sm" onClick={check}>
            {t.tryIt}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            colorPalette="gray"
            onClick={() => {
              form.reset();
              setStored(undefined);
            }}
          >
            {t.reset}
          </Button>
        </HStack>
      )}
      {stored && (
        <Stack gap="2" role="status">
          <HStack color="fg.success" fontSize="sm" gap="1.5">
            <CircleCheck size={16} aria-hidden /> {t.looksGood}
          </HStack>
          <Box overflowX="auto" tabIndex={0} role="region" aria-label={t.looksGood}>
            <Code display="block" whiteSpace="pre" p="3" fontSize="xs" variant="surface" colorPalette="gray">
              {JSON.stringify(stored, null, 2)}
            </Code>
          </Box>
        </Stack>
      )}
    </Stack>
  );
}
