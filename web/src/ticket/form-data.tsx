import { Box, SimpleGrid, Stack, Table, Text } from "@chakra-ui/react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { getFormVersion } from "../../../shared/contract/form";
import type { Field, FieldOf } from "../../../shared/contract/form-definition";
import type { Ticket } from "../../../shared/contract/ticket";
import type { Json } from "../../../shared/rules/form";
import { call } from "../api";
import { Shown } from "../form/render/shown";
import { useWords } from "../i18n";
import { Async, Rows } from "../ui/async";
import { Panel } from "../ui/page";
import { ticketWords } from "./words";

/** A version never changes. */
const versionQuery = (id: string, n: number) =>
  queryOptions({
    queryKey: ["form", "version", id, n],
    queryFn: ({ signal }) => call(getFormVersion, { params: { id, n } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What was filled in, by the form's version of that day. */
export function FormData({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  const { formId, formVersion } = ticket;
  const query = useQuery({ ...versionQuery(formId ?? "", formVersion ?? 0), enabled: formId !== null && formVersion !== null });
  const data = (ticket.data ?? {}) as Record<string, Json>; // it came as JSON
  return (
    <Panel title={t.formData}>
      <Async query={query} skeleton={<Rows count={3} />}>
        {({ definition }) => (
          <Stack gap="4">
            <SimpleGrid columns={{ base: 1, sm: 2 }} gapX="6" gapY="3.5">
              {definition.fields.map(
                (field) => field.type !== "table" && data[field.key] !== undefined && <Value key={field.key} field={field} value={data[field.key]} />,
              )}
            </SimpleGrid>
            {definition.fields.map((field) => field.type === "table" && data[field.key] !== undefined && <Lines key={field.key} field={field} data={data} />)}
          </Stack>
        )}
      </Async>
    </Panel>
  );
}

type Simple = Exclude<Field, { type: "table" }>;

function Value({ field, value }: { field: Simple; value: Json | undefined }) {
  return (
    <Box gridColumn={field.type === "textarea" ? "1 / -1" : undefined} minW="0">
      <Text fontSize="xs" color="fg.muted" mb="0.5">
        {field.label}
      </Text>
      <Shown field={field} value={value} />
    </Box>
  );
}

function Lines({ field, data }: { field: FieldOf<"table">; data: Record<string, Json> }) {
  const value = data[field.key];
  const rows = Array.isArray(value) ? (value as Record<string, Json>[]) : []; // a table's rows
  return (
    <Box>
      <Text fontSize="xs" color="fg.muted" mb="1.5">
        {field.label}
      </Text>
      <Box borderWidth="1px" borderRadius="l2" overflowX="auto" tabIndex={0} role="group" aria-label={field.label}>
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
                  <Table.Cell key={column.key} textAlign={column.type === "number" ? "end" : undefined}>
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
          {String(data[key] ?? "—")}
        </Text>
      ))}
    </Box>
  );
}
