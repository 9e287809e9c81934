import { Stack, Text } from "@chakra-ui/react";
import type { Overview } from "../../../shared/contract/overview";
import { useWords } from "../i18n";
import { figure } from "../i18n/formats";
import { isAgent, useMe } from "../identity/people";
import { Link } from "../route";
import { Figure, Figures } from "../ui/figures";
import { overviewWords } from "./words";

/** What the processes come to: how many run, what people have to do, and where something is stuck. */
export function ProcessHealth({ totals: { activeInstances, openTasks, incidents } }: { totals: NonNullable<Overview["workflows"]> }) {
  const t = useWords(overviewWords);
  const me = useMe();
  return (
    <Stack gap="3">
      <Figures>
        <Figure label={t.running} value={figure(activeInstances)} />
        <Figure label={t.openTasks} value={figure(openTasks)} />
        <Figure label={t.incidents} value={figure(incidents)} warn={incidents > 0} />
      </Figures>
      <Text asChild fontSize="xs" color="brand.fg" fontWeight="medium" textDecoration="underline" textUnderlineOffset="3px" w="fit-content">
        {incidents > 0 && isAgent(me) ? (
          <Link to="/queue" search={{ tab: "incidents" }}>
            {t.toIncidents}
          </Link>
        ) : (
          <Link to="/inbox">{t.toInbox}</Link>
        )}
      </Text>
    </Stack>
  );
}
