import { Box, Table, Text } from "@chakra-ui/react";
import type { FieldOf } from "../../../../shared/contract/form-definition";
import type { Json } from "../../../../shared/rules/form";
import { cellOf, rowsAsCards } from "./cards";
import { grouped, Shown } from "./shown";

/** A table's rows and totals, to read. */
export function ShownTable({ field, data }: { field: FieldOf<"table">; data: Readonly<Record<string, Json>> }) {
  const value = data[field.key];
  const rows = Array.isArray(value) ? (value as Record<string, Json>[]) : []; // a table's rows
  return (
    <Box>
      <Box
        borderWidth="1px"
        borderRadius="l2"
        overflowX="auto"
        tabIndex={0}
        role="group"
        aria-label={field.label}
        containerType="inline-size"
        css={rowsAsCards}
      >
        <Table.Root size="sm">
          <Table.Header>
            <Table.Row bg="bg.subtle">
              {field.columns.map(({ key, label, type }) => (
                <Table.ColumnHeader key={key} fontSize="xs" color="fg.muted" textAlign={type === "number" ? "end" : undefined}>
                  {label}
                </Table.ColumnHeader>
              ))}
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows that never move.
              <Table.Row key={index} bg="bg.panel">
                {field.columns.map((column) => (
                  <Table.Cell key={column.key} {...cellOf({ ...column, required: false })} textAlign={column.type === "number" ? "end" : undefined}>
                    <Shown field={column} value={row[column.key]} />
                  </Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
        </Table.Root>
      </Box>
      {field.totals?.map(({ key, label }) => (
        <Text key={key} textAlign="end" mt="2" fontWeight="semibold" fontVariantNumeric="tabular-nums">
          <Text as="span" color="fg.muted" fontWeight="normal" me="2">
            {label}
          </Text>
          {grouped(String(data[key] ?? "—"))}
        </Text>
      ))}
    </Box>
  );
}
