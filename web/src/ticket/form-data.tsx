import { useQuery } from "@tanstack/react-query";
import type { Ticket } from "../../../shared/contract/ticket";
import type { Json } from "../../../shared/rules/form";
import { formVersionQuery } from "../form/queries";
import { FormFacts } from "../form/render/facts";
import { useWords } from "../i18n";
import { Async, Rows } from "../ui/async";
import { Panel } from "../ui/page";
import { ticketWords } from "./words";

/** What was filled in, by the form's version of that day. */
export function FormData({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  const { formId, formVersion } = ticket;
  const query = useQuery({ ...formVersionQuery(formId ?? "", formVersion ?? 0), enabled: formId !== null && formVersion !== null });
  return (
    <Panel title={t.formData}>
      <Async query={query} skeleton={<Rows count={3} />}>
        {({ definition }) => <FormFacts definition={definition} data={(ticket.data ?? {}) as Record<string, Json>} /> /* it came as JSON */}
      </Async>
    </Panel>
  );
}
