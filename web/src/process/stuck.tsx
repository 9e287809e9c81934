import { Button } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { useWords } from "../i18n";
import { isAgent, useMe } from "../identity/people";
import { Link } from "../route";
import { Notice } from "../ui/notice";
import { Told } from "../ui/told";
import { IncidentReason } from "./incident-reason";
import { incidentCodeWords } from "./incident-words";
import { instanceQuery } from "./queries";
import { stuckWords } from "./words";

type StuckProps = { id: string /** As the ticket has it, which may be cut. */; message: string };

/** A ticket's process can't go on by itself: its people hear what is wrong, and who may do something about it also what would help. */
export function Stuck({ id, message }: StuckProps) {
  const t = useWords(stuckWords);
  const codes = useWords(incidentCodeWords);
  const helps = isAgent(useMe());
  const { data: instance, isPending } = useQuery(instanceQuery(id));
  const found = instance?.stuck.findLast((one) => one.message.startsWith(message));
  const called = found && Object.hasOwn(incidentCodeWords, found.code) ? codes[found.code as keyof typeof codes] : undefined; // checked
  const link = helps && (
    <Button asChild size="xs" variant="outline" colorPalette="gray" bg="bg.panel">
      <Link to="/queue" search={{ tab: "incidents" }}>
        {t.see}
      </Link>
    </Button>
  );
  return (
    <Notice kind="warning" role="status" title={called ? `${t.stuck} · ${called}` : t.stuck} action={link}>
      {helps && found ? (
        <IncidentReason code={found.code} message={found.message} reason={found.reason} />
      ) : (
        // Of what a called process met, its code is not known here.
        <Told text={t.hint} detail={helps && !isPending ? message : undefined} />
      )}
    </Notice>
  );
}
