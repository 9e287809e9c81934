import { Box, IconButton } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { ReactFlowProvider } from "@xyflow/react";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { StatusBadge } from "../../editor/status-badge";
import { useWords } from "../../i18n";
import { useIsAdmin } from "../../identity/people";
import { Link, useParams } from "../../route";
import { Failed, Rows } from "../../ui/async";
import { Page } from "../../ui/page";
import { ProcessDiagram } from "../diagram/process-diagram";
import { workflowQuery } from "../queries";
import { workflowWords } from "../words";
import { Designer } from "./designer";

/** Admins draw; whoever may only read sees the process as it stands. */
export function DesignerScreen() {
  const { id } = useParams("/workflows/$id");
  const t = useWords(workflowWords);
  const isAdmin = useIsAdmin();
  // A draft under somebody's hands is not changed by a look at the server: only they load what is there.
  const workflow = useQuery({ ...workflowQuery(id), refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 0 });
  const [opened, setOpened] = useState(0);
  if (workflow.data === undefined || (isAdmin && workflow.isFetching && !workflow.isFetchedAfterMount))
    return (
      <Page title={t.workflows} back={<Back />}>
        {workflow.error && !workflow.isFetching ? <Failed error={workflow.error} retry={workflow.refetch} /> : <Rows />}
      </Page>
    );
  if (isAdmin)
    return (
      <ReactFlowProvider key={`${id}-${opened}`}>
        <Designer workflow={workflow.data} reopen={() => workflow.refetch().then(() => setOpened(opened + 1))} back={<Back />} />
      </ReactFlowProvider>
    );
  const { name, description, status, publishedVersion, definition } = workflow.data;
  return (
    <Page title={name} back={<Back />} subtitle={description} actions={<StatusBadge status={status} version={publishedVersion} />} width="full">
      <Box borderWidth="1px" borderRadius="l3" overflow="hidden" bg="bg.canvas">
        <ProcessDiagram definition={definition} height="calc(100dvh - 9rem)" />
      </Box>
    </Page>
  );
}

function Back() {
  const t = useWords(workflowWords);
  return (
    <IconButton asChild size="xs" variant="ghost" colorPalette="gray" aria-label={t.back}>
      <Link to="/workflows">
        <ArrowLeft />
      </Link>
    </IconButton>
  );
}
