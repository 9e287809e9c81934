import { Box, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import type { Field, FormDefinition } from "../../../../shared/contract/form-definition";
import type { Json } from "../../../../shared/rules/form";
import { Shown } from "./shown";
import { ShownTable } from "./shown-table";

type Data = Readonly<Record<string, Json>>;

/** A form that was sent, to read: only what has a value. */
export function FormFacts({ definition, data }: { definition: FormDefinition; data: Data }) {
  const there = definition.fields.filter(({ key }) => data[key] !== undefined && data[key] !== null);
  return (
    <Stack gap="4">
      <SimpleGrid as="dl" columns={2} gapX={{ base: "4", sm: "6" }} gapY="3.5">
        {there.map((field) => field.type !== "table" && <Fact key={field.key} field={field} value={data[field.key]} />)}
      </SimpleGrid>
      {there.map(
        (field) =>
          field.type === "table" && (
            <Box key={field.key}>
              <Text fontSize="xs" color="fg.muted" mb="1.5">
                {field.label}
              </Text>
              <ShownTable field={field} data={data} />
            </Box>
          ),
      )}
    </Stack>
  );
}

/** What is long has the line for itself. */
const isLong = (field: Field, value: Json | undefined) =>
  field.type === "textarea" || (typeof value === "string" && !("options" in field) && value.length > 24);

function Fact({ field, value }: { field: Exclude<Field, { type: "table" }>; value: Json | undefined }) {
  return (
    <Box gridColumn={isLong(field, value) ? "1 / -1" : undefined} minW="0">
      <Text as="dt" fontSize="xs" color="fg.muted" mb="0.5">
        {field.label}
      </Text>
      <Box as="dd">
        <Shown field={field} value={value} />
      </Box>
    </Box>
  );
}
