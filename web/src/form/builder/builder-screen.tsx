import { IconButton } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { StatusBadge } from "../../editor/status-badge";
import { useWords } from "../../i18n";
import { useIsAdmin } from "../../identity/people";
import { Link, useParams } from "../../route";
import { Failed, Rows } from "../../ui/async";
import { Page, Panel } from "../../ui/page";
import { formQuery } from "../queries";
import { builderWords, formWords } from "../words";
import { Builder } from "./builder";
import { Preview } from "./preview";

/** Admins draw; whoever may only read sees the form as it will be filled in. */
export function FormBuilderScreen() {
  const { id } = useParams("/forms/$id");
  const t = useWords(formWords);
  const isAdmin = useIsAdmin();
  // A draft under somebody's hands is not changed by a look at the server: only they load what is there.
  const form = useQuery({ ...formQuery(id), refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 0 });
  const [opened, setOpened] = useState(0);
  if (form.data === undefined || (isAdmin && form.isFetching && !form.isFetchedAfterMount))
    return (
      <Page title={t.form} back={<Back />}>
        {form.error && !form.isFetching ? <Failed error={form.error} retry={form.refetch} /> : <Rows />}
      </Page>
    );
  if (isAdmin) return <Builder key={`${id}-${opened}`} form={form.data} reopen={() => form.refetch().then(() => setOpened(opened + 1))} back={<Back />} />;
  return (
    <Page
      title={form.data.name}
      back={<Back />}
      subtitle={form.data.description}
      actions={<StatusBadge status={form.data.status} version={form.data.publishedVersion} />}
      width="text"
    >
      <Panel>
        <Preview definition={form.data.definition} />
      </Panel>
    </Page>
  );
}

function Back() {
  const t = useWords(builderWords);
  return (
    <IconButton asChild size="xs" variant="ghost" colorPalette="gray" aria-label={t.back}>
      <Link to="/forms">
        <ArrowLeft />
      </Link>
    </IconButton>
  );
}
