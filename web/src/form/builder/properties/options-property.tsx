import { Button, HStack, IconButton, Input, Stack } from "@chakra-ui/react";
import { ArrowDown, ArrowUp, Ellipsis, Plus, Trash2 } from "lucide-react";
import type { FieldOf } from "../../../../../shared/contract/form-definition";
import { Group } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { ActionMenu } from "../../../ui/action-menu";
import { builderWords } from "../../words";
import { freeKey, moved } from "../draft";
import { type Change, type ErrorAt, InlineError } from "./field-properties";

type Choice = FieldOf<"select"> | FieldOf<"radio"> | FieldOf<"multiselect">;
type OptionsPropertyProps = { field: Choice; change: Change<Choice>; error: ErrorAt };

/** What can be chosen, in its order: the words that people read, and the value that conditions compare. */
export function OptionsProperty({ field, change, error }: OptionsPropertyProps) {
  const t = useWords(builderWords);
  const { options } = field;
  const set = (next: typeof options, tag?: string) => change({ ...field, options: next }, tag && `${field.key}:${tag}`);
  const act = (verb: string, index: number) => {
    if (verb === "remove") set(options.toSpliced(index, 1));
    else set(moved(options, index, index + (verb === "up" ? -1 : 1)));
  };
  const add = () => {
    const taken = options.map(({ value }) => value);
    const n = options.length + 1;
    set([...options, { value: freeKey(`option${n}`, taken), label: t.optionN(n) }]);
  };
  return (
    <Group title={t.options}>
      <Stack as="ul" gap="1.5" listStyleType="none">
        {options.map((option, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: values may be alike while somebody types.
          <Stack as="li" key={index} gap="1">
            <HStack gap="1">
              <Input
                size="xs"
                flex="3"
                aria-label={t.optionLabel(index + 1)}
                value={option.label}
                onChange={(event) => set(options.with(index, { ...option, label: event.target.value }), `label${index}`)}
              />
              <Input
                size="xs"
                flex="2"
                fontFamily="mono"
                aria-label={t.optionValue(index + 1)}
                value={option.value}
                onChange={(event) => set(options.with(index, { ...option, value: event.target.value }), `value${index}`)}
              />
              <ActionMenu
                trigger={
                  <IconButton size="2xs" variant="ghost" colorPalette="gray" aria-label={t.actionsOf(option.label)}>
                    <Ellipsis />
                  </IconButton>
                }
                entries={[
                  { value: "up", label: t.moveUp, icon: <ArrowUp />, disabled: index === 0 },
                  { value: "down", label: t.moveDown, icon: <ArrowDown />, disabled: index === options.length - 1 },
                  { value: "remove", label: t.remove, icon: <Trash2 />, danger: true, apart: true },
                ]}
                choose={(verb) => act(verb, index)}
              />
            </HStack>
            <InlineError text={error(`/options/${index}/label`) ?? error(`/options/${index}/value`)} />
          </Stack>
        ))}
      </Stack>
      <InlineError text={error("/options")} />
      <Button size="2xs" variant="outline" colorPalette="gray" alignSelf="flex-start" onClick={add}>
        <Plus /> {t.addOption}
      </Button>
    </Group>
  );
}
