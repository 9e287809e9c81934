import { Box, Button, IconButton, Table, Text } from "@chakra-ui/react";
import { Plus, Trash2 } from "lucide-react";
import { useId } from "react";
import type { FieldOf } from "../../../../shared/contract/form-definition";
import type { Json } from "../../../../shared/rules/form";
import { useWords } from "../../i18n";
import { cellOf, rowsAsCards } from "./cards";
import { Control } from "./control";
import { isFixed } from "./field-input";
import { useLeft } from "./left";
import { Shown } from "./shown";
import type { Data, FilledForm } from "./use-filled-form";
import { renderWords } from "./words";

type TableInputProps = {
  field: FieldOf<"table">;
  value: unknown;
  onChange: (value: unknown) => void;
  form: FilledForm;
  stored: Json | undefined;
  disabled: boolean;
};

const widths: Partial<Record<string, string>> = { number: "28", checkbox: "16", date: "40", datetime: "52", textarea: "56", user: "48", department: "48" };

/** Rows of a form's table: each cell a control, computed ones read only, totals below. */
export function TableInput({ field, value, onChange, form, stored, disabled }: TableInputProps) {
  const t = useWords(renderWords);
  const rows = Array.isArray(value) ? (value as Data[]) : []; // what this control gave
  const worked = Array.isArray(stored) ? (stored as Record<string, Json>[]) : []; // what the rules made of it
  const { columns, totals = [], maxRows = 200 } = field;
  const at = `/${field.key}`;
  const id = useId();
  const left = useLeft();

  const setCell = (row: number, key: string, cell: unknown) => {
    const { [key]: _, ...rest } = rows[row] ?? {};
    onChange(rows.with(row, cell === undefined ? rest : { ...rest, [key]: cell }));
  };

  return (
    <Box borderWidth="1px" borderRadius="l2" overflow="hidden" bg="bg.panel" css={rowsAsCards}>
      <Box overflowX="auto" tabIndex={0} role="region" aria-label={field.label || field.key}>
        <Table.Root size="sm" variant="line" minW="max-content">
          <Table.Header>
            <Table.Row bg="bg.subtle">
              <Table.ColumnHeader w="8" px="2" color="fg.muted" fontWeight="medium">
                #
              </Table.ColumnHeader>
              {columns.map((column) => (
                <Table.ColumnHeader key={column.key} px="1.5" minW={widths[column.type] ?? "36"} color="fg.muted" fontWeight="medium">
                  {column.label || column.key}
                  {column.required && (
                    <Text as="span" color="fg.error" ms="0.5" role="img" aria-label={t.required}>
                      *
                    </Text>
                  )}
                </Table.ColumnHeader>
              ))}
              <Table.ColumnHeader w="10">
                <Box srOnly>{t.actions}</Box>
              </Table.ColumnHeader>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place.
              <Table.Row key={index} bg="transparent" verticalAlign="top">
                <Table.Cell data-number="" px="2" pt="3" color="fg.muted" fontVariantNumeric="tabular-nums">
                  {index + 1}
                </Table.Cell>
                {columns.map((column) => {
                  const path = `${at}/${index}/${column.key}`;
                  const error = form.errors.get(path);
                  if (form.state.hidden.has(path)) return <Table.Cell key={column.key} />;
                  return (
                    <Table.Cell
                      key={column.key}
                      px="1.5"
                      py="1.5"
                      data-field={path}
                      {...cellOf({ ...column, required: form.state.required.has(path) })}
                      {...(error !== undefined && { "data-invalid-field": "" })}
                      onBlur={(event) => left(event, () => form.touch(path))}
                    >
                      {isFixed(column) ? (
                        <Box pt="1.5">
                          <Shown field={column} value={worked[index]?.[column.key]} />
                        </Box>
                      ) : (
                        <Control
                          field={column}
                          value={row[column.key]}
                          onChange={(cell) => setCell(index, column.key, cell)}
                          disabled={disabled}
                          invalid={error !== undefined}
                          errorId={`${id}${path}`}
                          required={form.state.required.has(path)}
                          name={t.cell(column.label || column.key, index + 1)}
                        />
                      )}
                      {error !== undefined && (
                        <Text id={`${id}${path}`} role="alert" fontSize="xs" fontWeight="medium" color="fg.error" pt="1">
                          {error}
                        </Text>
                      )}
                    </Table.Cell>
                  );
                })}
                <Table.Cell data-remove="" px="1" pt="2">
                  <IconButton
                    size="xs"
                    variant="ghost"
                    aria-label={t.removeRow(index + 1)}
                    disabled={disabled}
                    onClick={() => onChange(rows.toSpliced(index, 1))}
                  >
                    <Trash2 />
                  </IconButton>
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
          {totals.length > 0 && (
            <Table.Footer>
              <Table.Row bg="bg.subtle">
                <Table.Cell />
                {columns.map((column) => (
                  <Table.Cell key={column.key} px="1.5" fontWeight="semibold" fontVariantNumeric="tabular-nums" data-total={column.key}>
                    {totals
                      .filter((total) => total.column === column.key)
                      .map((total) => (
                        <Box key={total.key} lineHeight="short">
                          <Text as="span" display="block" fontSize="xs" fontWeight="normal" color="fg.muted">
                            {total.label}
                          </Text>
                          <Shown field={column} value={form.state.data[total.key]} />
                        </Box>
                      ))}
                  </Table.Cell>
                ))}
                <Table.Cell />
              </Table.Row>
            </Table.Footer>
          )}
        </Table.Root>
      </Box>
      <Box p="1.5" borderTopWidth={rows.length > 0 ? "0" : "1px"}>
        <Button size="xs" variant="ghost" disabled={disabled || rows.length >= maxRows} onClick={() => onChange([...rows, {}])}>
          <Plus /> {t.addRow}
        </Button>
      </Box>
    </Box>
  );
}
