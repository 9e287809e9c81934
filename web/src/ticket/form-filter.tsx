import { NativeSelect } from "@chakra-ui/react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { call } from "../api";
import { useWords } from "../i18n";
import { useLater } from "../ui/time";
import { ticketWords } from "./words";

type Named = { id: string; name: string };
const named = ({ id, name }: Named): Named => ({ id, name });
/** Their contract brings what a form may be: a list is drawn without it. */
const routes = () => import("../../../shared/contract/form");

const allForms = queryOptions({
  queryKey: ["form", "names"],
  queryFn: async ({ signal }) => (await call((await routes()).listForms, { query: { limit: 100 } }, { signal })).data.map(named),
  staleTime: 5 * 60_000,
});
const oneForm = (id: string) =>
  queryOptions({
    queryKey: ["form", "name", id],
    queryFn: async ({ signal }) => named(await call((await routes()).getForm, { params: { id } }, { signal })),
    staleTime: 5 * 60_000,
  });

/** By which form a ticket was raised. The names come when the tickets are there: a list without a filter does not wait for them. */
export function FormFilter({ value, choose }: { value: string | undefined; choose: (id: string | undefined) => void }) {
  const t = useWords(ticketWords);
  const later = useLater(1_000);
  const { data: forms = [] } = useQuery({ ...allForms, enabled: later });
  const listed = forms.some(({ id }) => id === value);
  const { data: chosen } = useQuery({ ...oneForm(value ?? ""), enabled: value !== undefined && !listed });
  const options = value === undefined || listed ? forms : [{ id: value, name: chosen?.name ?? "…" }, ...forms];
  return (
    <NativeSelect.Root size="xs" w="auto" maxW="13rem">
      <NativeSelect.Field aria-label={t.form} bg="bg.panel" value={value ?? ""} onChange={({ target }) => choose(target.value || undefined)}>
        <option value="">{t.anyForm}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}
