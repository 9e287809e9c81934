import { Button } from "@chakra-ui/react";
import { PencilLine } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Ticket } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { statusWords } from "../ticket/mark-words";
import { Rows } from "../ui/async";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/page";
import { processWords } from "./words";

const Resubmit = lazy(() => import("./resubmit"));

/** Why its process rests or ended, and the creator's way on. */
export function Reason({ ticket }: { ticket: Ticket }) {
  const t = useWords(processWords);
  const statuses = useWords(statusWords);
  const [editing, setEditing] = useState(false);
  const maySubmit = ticket.allowedActions.includes("submit");
  const rests = ticket.status === "rejected" || ticket.status === "withdrawn" || ticket.status === "terminated";
  if (!maySubmit && !(rests && ticket.reason)) return null;
  if (editing)
    return (
      <Panel title={t.submit}>
        <Suspense fallback={<Rows count={4} />}>
          <Resubmit ticket={ticket} close={() => setEditing(false)} />
        </Suspense>
      </Panel>
    );
  return (
    <Notice
      kind={ticket.status === "rejected" ? "error" : "warning"}
      role="status"
      title={rests ? statuses[ticket.status] : t.returned}
      action={
        maySubmit && (
          <Button size="xs" colorPalette="brand" onClick={() => setEditing(true)}>
            <PencilLine />
            {t.submit}
          </Button>
        )
      }
    >
      {ticket.reason}
    </Notice>
  );
}
