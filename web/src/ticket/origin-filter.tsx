import { queryOptions, useQuery } from "@tanstack/react-query";
import { call } from "../api";
import { useWords } from "../i18n";
import { useLater } from "../ui/time";
import { FilterSelect } from "./filter-select";
import { ticketWords } from "./words";

type Named = { id: string; name: string };
const named = ({ id, name }: Named): Named => ({ id, name });
const staleTime = 5 * 60_000;

/** Their contracts bring what a form and a process may be: a list is drawn without them. */
const forms = () => import("../../../shared/contract/form");
const workflows = () => import("../../../shared/contract/workflow");

const origins = {
  form: {
    all: async (signal: AbortSignal) => (await call((await forms()).listForms, { query: { limit: 100 } }, { signal })).data.map(named),
    one: async (id: string, signal: AbortSignal) => named(await call((await forms()).getForm, { params: { id } }, { signal })),
  },
  workflow: {
    all: async (signal: AbortSignal) => (await call((await workflows()).listWorkflows, { query: { limit: 100 } }, { signal })).data.map(named),
    one: async (id: string, signal: AbortSignal) => named(await call((await workflows()).getWorkflow, { params: { id } }, { signal })),
  },
};
type Kind = keyof typeof origins;

const allOf = (kind: Kind) => queryOptions({ queryKey: [kind, "names"], queryFn: ({ signal }) => origins[kind].all(signal), staleTime });
const oneOf = (kind: Kind, id: string) => queryOptions({ queryKey: [kind, "name", id], queryFn: ({ signal }) => origins[kind].one(id, signal), staleTime });

type OriginFilterProps = { kind: Kind; value: string | undefined; choose: (id: string | undefined) => void };

/** By which form a ticket was raised, or which process it goes through. The names come when the tickets are there: a list without a filter does not wait for them. */
export function OriginFilter({ kind, value, choose }: OriginFilterProps) {
  const t = useWords(ticketWords);
  const later = useLater(1_000);
  const { data: all = [] } = useQuery({ ...allOf(kind), enabled: later });
  const listed = all.some(({ id }) => id === value);
  const { data: chosen } = useQuery({ ...oneOf(kind, value ?? ""), enabled: value !== undefined && !listed });
  const options = value === undefined || listed ? all : [{ id: value, name: chosen?.name ?? "…" }, ...all];
  return (
    <FilterSelect label={t[kind]} value={value ?? ""} onChange={(id) => choose(id || undefined)}>
      <option value="">{kind === "form" ? t.anyForm : t.anyWorkflow}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </FilterSelect>
  );
}
