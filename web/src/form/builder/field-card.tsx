import { Badge, Box, HStack, IconButton, Stack, Text } from "@chakra-ui/react";
import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine, CircleAlert, Copy, Ellipsis, Eye, GripVertical, Sigma, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Field } from "../../../../shared/contract/form-definition";
import { drags } from "../../editor/drag";
import { useWords } from "../../i18n";
import { ActionMenu } from "../../ui/action-menu";
import { typeIcon } from "../field-types";
import { builderWords, fieldTypeWords } from "../words";

export type FieldVerb = "up" | "down" | "top" | "bottom" | "duplicate" | "remove";

export type FieldCardProps = {
  field: Field;
  index: number;
  count: number;
  selected: boolean;
  problems: number;
  /** Null: of none. */
  select: (index: number | null) => void;
  act: (verb: FieldVerb, index: number) => void;
};

const keysOf: Partial<Record<string, FieldVerb>> = { ArrowUp: "up", ArrowDown: "down" };

export function FieldCard({ field, index, count, selected, problems, select, act }: FieldCardProps) {
  const t = useWords(builderWords);
  const names = useWords(fieldTypeWords);
  const [dragging, setDragging] = useState(false);
  const Icon = typeIcon[field.type];
  const label = field.label || field.key || names[field.type];

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "Escape" && selected) return select(null);
    const verb = event.altKey
      ? keysOf[event.key]
      : event.key === "Delete"
        ? "remove"
        : (event.ctrlKey || event.metaKey) && event.key === "d"
          ? "duplicate"
          : undefined;
    if (!verb) return;
    event.preventDefault();
    act(verb, index);
  };

  return (
    <HStack
      {...drags({ field: index }, setDragging)}
      gap="1"
      align="stretch"
      bg="bg.panel"
      borderWidth="1px"
      borderColor={selected ? "brand.solid" : problems > 0 ? "border.error" : "border"}
      boxShadow={selected ? "0 0 0 1px var(--pf-colors-brand-solid)" : "card"}
      borderRadius="l3"
      opacity={dragging ? 0.4 : 1}
      transition="border-color 0.12s, box-shadow 0.12s"
      _hover={{ borderColor: selected ? "brand.solid" : "border.emphasized" }}
    >
      <Box color="fg.subtle" cursor="grab" display="grid" placeItems="center" ps="2" title={t.drag} aria-hidden>
        <GripVertical size={16} />
      </Box>
      <Box
        as="button"
        data-select-field={index}
        flex="1"
        minW="0"
        textAlign="start"
        py="3"
        px="1"
        cursor="pointer"
        borderRadius="l2"
        aria-label={t.selectField(label)}
        aria-pressed={selected}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete Escape"
        onClick={() => select(index)}
        onKeyDown={onKeyDown}
      >
        <HStack gap="2.5">
          <Box color="brand.fg" bg="brand.subtle" borderRadius="l2" p="1.5" aria-hidden>
            <Icon size={16} />
          </Box>
          <Stack gap="0.5" minW="0" flex="1">
            <Text fontWeight="medium" truncate>
              {field.label || (
                <Box as="span" color="fg.muted">
                  {names[field.type]}
                </Box>
              )}
              {field.required && (
                <Box as="span" color="fg.error" ms="1" aria-hidden>
                  *
                </Box>
              )}
            </Text>
            <Text fontSize="xs" color="fg.muted" truncate>
              {names[field.type]}
              <Box as="span" fontFamily="mono" ms="2">
                {field.key}
              </Box>
              {field.type === "table" && (
                <Box as="span" ms="2">
                  {field.columns.map((column) => column.label || column.key).join(" · ")}
                </Box>
              )}
            </Text>
          </Stack>
          {"computed" in field && field.computed && <Mark icon={<Sigma size={12} />} text={t.hasComputed} />}
          {field.visibleWhen && <Mark icon={<Eye size={12} />} text={t.hasCondition} />}
          {problems > 0 && (
            <Badge colorPalette="red" variant="subtle" borderRadius="full">
              <CircleAlert size={12} aria-hidden />
              {t.problems(problems)}
            </Badge>
          )}
        </HStack>
      </Box>
      <Box alignSelf="center" pe="1.5">
        <Actions label={label} first={index === 0} last={index === count - 1} act={(verb) => act(verb, index)} />
      </Box>
    </HStack>
  );
}

const Mark = ({ icon, text }: { icon: React.ReactNode; text: string }) => (
  <Badge variant="subtle" colorPalette="brand" borderRadius="full" display={{ base: "none", sm: "inline-flex" }}>
    {icon}
    {text}
  </Badge>
);

function Actions({ label, first, last, act }: { label: string; first: boolean; last: boolean; act: (verb: FieldVerb) => void }) {
  const t = useWords(builderWords);
  const entries = [
    { value: "up", label: t.moveUp, icon: <ArrowUp />, disabled: first },
    { value: "down", label: t.moveDown, icon: <ArrowDown />, disabled: last },
    { value: "top", label: t.moveTop, icon: <ArrowUpToLine />, disabled: first },
    { value: "bottom", label: t.moveBottom, icon: <ArrowDownToLine />, disabled: last },
    { value: "duplicate", label: t.duplicate, icon: <Copy />, apart: true },
    { value: "remove", label: t.remove, icon: <Trash2 />, danger: true },
  ];
  const trigger = (
    <IconButton size="xs" variant="ghost" colorPalette="gray" aria-label={t.actionsOf(label)}>
      <Ellipsis />
    </IconButton>
  );
  return <ActionMenu trigger={trigger} entries={entries} choose={(verb) => act(verb as FieldVerb)} />;
}
