import { NativeSelect } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { useWords } from "../i18n";
import { FailedLine } from "../ui/failed-line";
import { uiWords } from "../ui/words";
import { departmentsQuery } from "./people";

type DepartmentSelectProps = {
  value: string | null;
  onChange: (id: string | null) => void;
  label: string;
  none?: string;
  disabled?: boolean;
  /** That it is wrong, and where that is said, if no field around it does. */
  told?: { "aria-invalid": true; "aria-errormessage"?: string };
  size?: "xs" | "sm" /** Not these: a department can't stand below itself. */;
  except?: ReadonlySet<string>;
};

/** The whole tree in one list, each department indented below the one above it. */
export function DepartmentSelect({ value, onChange, label, none, disabled, size = "sm", except, told }: DepartmentSelectProps) {
  const t = useWords(uiWords);
  const { data, error, refetch } = useQuery(departmentsQuery);
  const tree = data?.data.filter(({ id }) => !except?.has(id)) ?? [];
  // What was chosen is never shown as nothing: not before the tree is there, and not when it has left the tree.
  const missing = value !== null && !tree.some(({ id }) => id === value);
  // Within a form's field that field's word would count; its types do not know that a select has one of its own.
  const own = { disabled, ...told };
  return (
    <>
      <NativeSelect.Root size={size} disabled={disabled}>
        <NativeSelect.Field {...own} aria-label={label} value={value ?? ""} onChange={(event) => onChange(event.target.value || null)}>
          <option value="">{none ?? t.none}</option>
          {missing && <option value={value}>{data ? t.gone : error ? "…" : t.loading}</option>}
          {tree.map(({ id, name, path }) => (
            <option key={id} value={id}>
              {"\u2003".repeat(path.length - 1)}
              {name}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
      {error && !data && <FailedLine error={error} retry={refetch} />}
    </>
  );
}

export function useDepartmentName(id: string | null | undefined): string {
  const { data } = useQuery({ ...departmentsQuery, enabled: Boolean(id) });
  return data?.data.find((one) => one.id === id)?.name ?? "";
}

export const DepartmentName = ({ id }: { id: string }) => useDepartmentName(id);
