import { Box, Button, HStack, IconButton, Stack, Text } from "@chakra-ui/react";
import { ArrowDown, ArrowUp, ChevronRight, CircleAlert, Ellipsis, Plus, Sigma, Trash2 } from "lucide-react";
import type { FieldOf, FormDefinition } from "../../../../../shared/contract/form-definition";
import { Group, TextProperty } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { ActionMenu } from "../../../ui/action-menu";
import { typeGroups, typeIcon } from "../../field-types";
import { builderWords, fieldTypeWords } from "../../words";
import { addColumn, type ColumnType, moved, removeColumn, toggleTotal } from "../draft";
import { type Change, type ErrorAt, InlineError } from "./field-properties";

const columnTypes = typeGroups.flatMap(({ types }) => types).filter((type): type is ColumnType => type !== "table");

type TablePropertiesProps = {
  definition: FormDefinition;
  field: FieldOf<"table">;
  change: Change<FieldOf<"table">>;
  error: ErrorAt;
  hasProblem: (column: number) => boolean;
  open: (column: number) => void;
};

export function TableProperties({ definition, field, change, error, hasProblem, open }: TablePropertiesProps) {
  const t = useWords(builderWords);
  const names = useWords(fieldTypeWords);
  const add = (type: ColumnType) => {
    change(addColumn(field, type, { label: names[type], option: t.optionN }));
    open(field.columns.length);
  };
  const act = (verb: string, index: number) => {
    const column = field.columns[index];
    if (!column) return;
    if (verb === "remove") change(removeColumn(field, index));
    else if (verb === "total") change(toggleTotal(definition, field, column, t.total));
    else change({ ...field, columns: moved(field.columns, index, index + (verb === "up" ? -1 : 1)) });
  };
  return (
    <Group title={t.columns}>
      <Stack as="ol" gap="1" listStyleType="none">
        {field.columns.map((column, index) => {
          const Icon = typeIcon[column.type];
          const hasTotal = field.totals?.some((total) => total.column === column.key);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a key may stand twice while somebody types.
            <HStack as="li" key={index} gap="1">
              <Button
                flex="1"
                minW="0"
                size="xs"
                variant="outline"
                colorPalette="gray"
                justifyContent="flex-start"
                fontWeight="normal"
                borderColor={hasProblem(index) ? "border.error" : undefined}
                onClick={() => open(index)}
              >
                <Icon size={14} aria-hidden />
                <Text as="span" flex="1" textAlign="start" truncate>
                  {column.label || column.key}
                </Text>
                {hasTotal && <Sigma size={13} aria-label={t.total} />}
                {hasProblem(index) && (
                  <Box as="span" color="fg.error">
                    <CircleAlert size={13} aria-label={t.problems(1)} />
                  </Box>
                )}
                <ChevronRight size={13} aria-hidden />
              </Button>
              <ActionMenu
                trigger={
                  <IconButton size="2xs" variant="ghost" colorPalette="gray" aria-label={t.actionsOf(column.label || column.key)}>
                    <Ellipsis />
                  </IconButton>
                }
                entries={[
                  { value: "up", label: t.moveUp, icon: <ArrowUp />, disabled: index === 0 },
                  { value: "down", label: t.moveDown, icon: <ArrowDown />, disabled: index === field.columns.length - 1 },
                  ...(column.type === "number" ? [{ value: "total", label: t.showTotal, icon: <Sigma />, note: hasTotal ? "✓" : undefined }] : []),
                  { value: "remove", label: t.remove, icon: <Trash2 />, danger: true, apart: true },
                ]}
                choose={(verb) => act(verb, index)}
              />
            </HStack>
          );
        })}
      </Stack>
      <InlineError text={error("/columns")} />
      <Box>
        <ActionMenu
          trigger={
            <Button size="2xs" variant="outline" colorPalette="gray">
              <Plus /> {t.addColumn}
            </Button>
          }
          entries={columnTypes.map((type) => {
            const Icon = typeIcon[type];
            return { value: type, label: names[type], icon: <Icon /> };
          })}
          choose={(type) => add(type as ColumnType)}
        />
      </Box>
      {field.totals?.map((total, index) => (
        <HStack key={total.column} gap="2" align="start">
          <TextProperty
            label={t.totalLabel}
            value={total.label}
            error={error(`/totals/${index}/label`) ?? error(`/totals/${index}/column`)}
            onChange={(label) => change({ ...field, totals: field.totals?.with(index, { ...total, label }) }, `${field.key}:total${index}`)}
          />
          <TextProperty
            label={t.totalKey}
            mono
            value={total.key}
            error={error(`/totals/${index}/key`)}
            onChange={(key) => change({ ...field, totals: field.totals?.with(index, { ...total, key }) }, `${field.key}:totalKey${index}`)}
          />
        </HStack>
      ))}
    </Group>
  );
}
