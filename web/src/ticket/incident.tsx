import { Button, HStack, Input, Stack } from "@chakra-ui/react";
import { useState } from "react";
import { settleIncident, type Ticket } from "../../../shared/contract/ticket";
import { call } from "../api";
import { useWords } from "../i18n";
import { useIsAdmin } from "../identity/people";
import { RefusedCall } from "../process/incident-reason";
import { Refused } from "../ui/async";
import { Notice } from "../ui/notice";
import { useTicketChange } from "./changes";
import { ticketWords } from "./words";

/** What follows from a change could not be done; an admin decides whether to try again or to go on without. */
export function Incident({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  const isAdmin = useIsAdmin();
  const [reason, setReason] = useState("");
  const settle = useTicketChange(ticket.id, (action: "retry" | "skip") =>
    call(settleIncident, { params: { id: ticket.id }, body: { action, reason: reason.trim() } }),
  );
  return (
    <Notice kind="warning" role="status" title={t.incident}>
      {ticket.incident && <RefusedCall message={ticket.incident} />}
      {isAdmin && (
        <Stack mt="3" gap="2">
          <HStack wrap="wrap">
            <Input
              size="xs"
              w="16rem"
              bg="bg.panel"
              aria-label={t.incidentReason}
              placeholder={t.incidentReason}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button loading={settle.isPending} disabled={!reason.trim()} onClick={() => settle.mutate("retry")}>
              {t.retry}
            </Button>
            <Button variant="outline" colorPalette="gray" disabled={!reason.trim() || settle.isPending} onClick={() => settle.mutate("skip")}>
              {t.skip}
            </Button>
          </HStack>
          <Refused error={settle.error} />
        </Stack>
      )}
    </Notice>
  );
}
