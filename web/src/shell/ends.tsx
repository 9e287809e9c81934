import { Button } from "@chakra-ui/react";
import { Bug, Compass, Lock } from "lucide-react";
import { useWords } from "../i18n";
import { Link } from "../route/link";
import { Nothing, Rows } from "../ui/async";
import { Page } from "../ui/page";
import { uiWords } from "../ui/words";
import { shellWords } from "./words";

export function Lost() {
  const t = useWords(shellWords);
  return (
    <Page title={t.lost}>
      <Nothing icon={<Compass />} title={t.lost} hint={t.lostHint}>
        <Button asChild size="xs">
          <Link to="/">{t.home}</Link>
        </Button>
      </Nothing>
    </Page>
  );
}

/** A screen for other roles than the reader's. */
export function Forbidden() {
  const t = useWords(uiWords);
  const shell = useWords(shellWords);
  return (
    <Page title={t.forbidden}>
      <Nothing icon={<Lock />} title={t.forbidden} hint={t.forbiddenHint}>
        <Button asChild size="xs">
          <Link to="/">{shell.home}</Link>
        </Button>
      </Nothing>
    </Page>
  );
}

export function Broken({ retry }: { retry: () => void }) {
  const t = useWords(shellWords);
  const ui = useWords(uiWords);
  return (
    <Page title={t.broken}>
      <Nothing icon={<Bug />} title={t.broken} role="alert">
        <Button size="xs" onClick={retry}>
          {ui.tryAgain}
        </Button>
      </Nothing>
    </Page>
  );
}

export function Arriving() {
  const t = useWords(uiWords);
  return (
    <Page title={t.loading}>
      <Rows />
    </Page>
  );
}
