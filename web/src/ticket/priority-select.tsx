import { NativeSelect, type NativeSelectRootProps } from "@chakra-ui/react";
import { Priority } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { priorityWords } from "./mark-words";

type PrioritySelectProps = Pick<NativeSelectRootProps, "size" | "w"> & {
  value: Priority;
  onChange: (value: Priority) => void;
  /** Where no field around it names it. */
  label?: string;
};

export function PrioritySelect({ value, onChange, label, ...root }: PrioritySelectProps) {
  const words = useWords(priorityWords);
  return (
    <NativeSelect.Root {...root}>
      <NativeSelect.Field aria-label={label} value={value} onChange={(event) => onChange(Priority.parse(event.target.value))}>
        {Priority.options.map((priority) => (
          <option key={priority} value={priority}>
            {words[priority]}
          </option>
        ))}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}
