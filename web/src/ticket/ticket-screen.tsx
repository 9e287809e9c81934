import { Box, Button, Grid, Heading, HStack, IconButton, Input, Skeleton, Stack, Text, Textarea } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Link2, Pencil } from "lucide-react";
import { useState } from "react";
import { removeTicket, type Ticket } from "../../../shared/contract/ticket";
import { call } from "../api";
import { stir } from "../changes";
import { useWords } from "../i18n";
import { useShortcut } from "../keyboard";
import { useReadAbout } from "../notification/read";
import { ProcessActions } from "../process/process-actions";
import { ProcessPanel } from "../process/process-panel";
import { Reason } from "../process/reason";
import { Stuck } from "../process/stuck";
import { queryClient } from "../query-client";
import { Link, navigate, useParams } from "../route";
import { MyTask } from "../task/my-task";
import { Async, Refused } from "../ui/async";
import { Confirm } from "../ui/dialog";
import { Field } from "../ui/field";
import { Later } from "../ui/later";
import { Page, Panel } from "../ui/page";
import { toast } from "../ui/toaster";
import { uiWords } from "../ui/words";
import { Activity } from "./activity";
import { changeTicket, useTicketChange } from "./changes";
import { Details } from "./details";
import { FormData } from "./form-data";
import { Incident } from "./incident";
import { ticketQuery } from "./queries";
import { TicketActions } from "./ticket-actions";
import { actionWords, ticketWords } from "./words";

export { expectTicket } from "./first";

export function TicketScreen() {
  const t = useWords(ticketWords);
  const { id } = useParams("/tickets/$id");
  const query = useQuery(ticketQuery(id));
  const ticket = query.data;
  const back = (
    <IconButton asChild variant="ghost" colorPalette="gray" size="xs" ms="-2" aria-label={t.back}>
      <Link to="/tickets">
        <ArrowLeft />
      </Link>
    </IconButton>
  );
  return (
    <Page
      title={ticket ? `#${ticket.number}` : t.tickets}
      windowTitle={ticket && `#${ticket.number} ${ticket.title}`}
      back={back}
      actions={
        ticket && (
          <Later>
            <Actions ticket={ticket} />
          </Later>
        )
      }
      width="wide"
    >
      <Async query={query}>{(loaded) => <Body key={loaded.id} ticket={loaded} />}</Async>
    </Page>
  );
}

function Actions({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  const copy = () => void navigator.clipboard.writeText(location.href).then(() => toast(t.copied));
  return (
    <>
      <IconButton variant="ghost" colorPalette="gray" aria-label={t.copyLink} title={t.copyLink} onClick={copy} hideBelow="md">
        <Link2 />
      </IconButton>
      <TicketActions ticket={ticket} />
      <ProcessActions ticket={ticket} />
    </>
  );
}

function Body({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  useReadAbout(ticket.id);
  // On a desk beside the story. On a phone above it, but where a process tells how far it is, below.
  const details = (
    <Box gridColumn={{ lg: "2" }} gridRow={{ lg: "1 / span 2" }}>
      <Later place={<Skeleton h="24rem" hideFrom="lg" />}>
        <Details ticket={ticket} />
      </Later>
    </Box>
  );
  return (
    <Grid
      gap={{ base: "5", lg: "6" }}
      columnGap={{ lg: "8" }}
      templateColumns={{ base: "minmax(0, 1fr)", lg: "minmax(0, 1fr) 19rem" }}
      templateRows={{ lg: "auto 1fr" }}
      w="full"
    >
      <Stack gap="4" minW="0">
        {ticket.incident && <Incident ticket={ticket} />}
        {ticket.process?.incident && <Stuck id={ticket.id} message={ticket.process.incident} />}
        {ticket.pending && (
          <Text fontSize="xs" color="fg.muted" role="status">
            {t.pending}
          </Text>
        )}
        <Said ticket={ticket} />
        <Reason ticket={ticket} />
        {ticket.process?.tasks.map(({ taskId }) => (
          <MyTask key={taskId} id={taskId} />
        ))}
      </Stack>
      {!ticket.process && details}
      <Stack gap="6" minW="0">
        {ticket.data && <FormData ticket={ticket} />}
        {ticket.process && (
          <Later place={<Skeleton h="19rem" />}>
            <ProcessPanel id={ticket.id} />
          </Later>
        )}
        <Activity ticket={ticket} />
      </Stack>
      {ticket.process && details}
    </Grid>
  );
}

/** Title and description, to read or to edit. */
function Said({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  const a = useWords(actionWords);
  const [editing, setEditing] = useState(false);
  const mayEdit = ticket.allowedActions.includes("edit");
  useShortcut("e", t.editIt, () => setEditing(true), { enabled: mayEdit });
  if (editing) return <Edit ticket={ticket} done={() => setEditing(false)} />;
  return (
    <Box as="section" aria-label={t.description}>
      <HStack align="flex-start" justify="space-between" gap="3">
        <Heading as="h2" fontSize="xl" lineHeight="1.35" letterSpacing="-0.01em" overflowWrap="anywhere">
          {ticket.title}
        </Heading>
        {mayEdit && (
          <Button variant="ghost" colorPalette="gray" onClick={() => setEditing(true)}>
            <Pencil />
            {a.edit}
          </Button>
        )}
      </HStack>
      {/* What a form asks for describes it well enough. */}
      {(ticket.description || !ticket.data) && (
        <Text mt="2" whiteSpace="pre-wrap" overflowWrap="anywhere" lineHeight="1.7" color={ticket.description ? "fg" : "fg.muted"}>
          {ticket.description || t.noDescription}
        </Text>
      )}
      {ticket.allowedActions.includes("delete") && <DeleteDraft ticket={ticket} />}
    </Box>
  );
}

function Edit({ ticket, done }: { ticket: Ticket; done: () => void }) {
  const t = useWords(ticketWords);
  const ui = useWords(uiWords);
  const [title, setTitle] = useState(ticket.title);
  const [description, setDescription] = useState(ticket.description);
  const change = useTicketChange(ticket.id, () => changeTicket(ticket, { title: title.trim(), description }));
  const save = (event: React.FormEvent) => {
    event.preventDefault();
    if (title.trim()) change.mutate(undefined, { onSuccess: done });
  };
  return (
    <form onSubmit={save}>
      <Panel>
        <Stack gap="4">
          <Field label={t.title} required>
            <Input autoFocus maxLength={255} value={title} onChange={(event) => setTitle(event.target.value)} />
          </Field>
          <Field label={t.description}>
            <Textarea autoresize minH="7rem" maxLength={16_384} value={description} onChange={(event) => setDescription(event.target.value)} />
          </Field>
          <Refused error={change.error} />
          <HStack>
            <Button type="submit" loading={change.isPending} disabled={!title.trim()}>
              {ui.save}
            </Button>
            <Button variant="ghost" colorPalette="gray" onClick={done}>
              {ui.cancel}
            </Button>
          </HStack>
        </Stack>
      </Panel>
    </form>
  );
}

function DeleteDraft({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  const a = useWords(actionWords);
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    await call(removeTicket, { params: { id: ticket.id }, query: { version: ticket.version } });
    stir();
    await navigate({ to: "/tickets" });
    queryClient.removeQueries({ queryKey: ["ticket", "one", ticket.id] });
    await queryClient.invalidateQueries({ queryKey: ["ticket"] });
  };
  return (
    <>
      <Button mt="3" variant="outline" colorPalette="red" onClick={() => setAsking(true)}>
        {t.deleteDraft}
      </Button>
      <Confirm open={asking} close={() => setAsking(false)} title={t.deleteDraft} text={t.deleteDraftHint} action={a.delete} danger confirm={remove} />
    </>
  );
}
