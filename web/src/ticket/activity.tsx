import { Badge, Box, Button, HStack, Skeleton, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { type Comment, type Ticket, TicketStatus, type TimelineEntry } from "../../../shared/contract/ticket";
import { Reason } from "../../../shared/process/reason";
import { listed, told, useLocale, useWords } from "../i18n";
import { Avatar, Person, usePersonName } from "../identity/people";
import { IncidentReason } from "../process/incident-reason";
import { folded, isOwn, isSystems, LineIcon, ProcessWhat } from "../process/line";
import { Async, Rows } from "../ui/async";
import { Later } from "../ui/later";
import { Panel } from "../ui/page";
import { Ago } from "../ui/time";
import { Composer } from "./composer";
import { priorityWords, statusWords } from "./mark-words";
import { StatusIcon } from "./marks";
import { commentPages, timelinePages } from "./queries";
import { ticketWords } from "./words";

type Event = { at: string; key: string; entry?: TimelineEntry; comment?: Comment };

/** What happened and what was said, in one line of time; a comment stands as itself and not as "commented" too. */
export function eventsOf(entries: readonly TimelineEntry[], comments: readonly Comment[]): Event[] {
  const happened = folded(entries)
    .filter(({ action }) => action !== "commented")
    .map((entry): Event => ({ at: entry.at, key: `e${entry.seq}`, entry }));
  const said = comments.map((comment): Event => ({ at: comment.createdAt, key: comment.id, comment }));
  return [...happened, ...said].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export function Activity({ ticket }: { ticket: Ticket }) {
  const t = useWords(ticketWords);
  return (
    <Later place={<Skeleton h="24rem" borderRadius="l3" />}>
      <Panel title={t.activity}>
        <Stack gap="5">
          <Story id={ticket.id} />
          {ticket.allowedActions.includes("comment") && <Composer ticket={ticket} />}
        </Stack>
      </Panel>
    </Later>
  );
}

function Story({ id }: { id: string }) {
  const t = useWords(ticketWords);
  const timeline = useInfiniteQuery(timelinePages(id));
  const comments = useInfiniteQuery(commentPages(id));
  const events = eventsOf(timeline.data?.pages.flatMap(({ data }) => data) ?? [], comments.data?.pages.flatMap(({ data }) => data) ?? []);
  const nodeNames = new Map(events.flatMap(({ entry }) => (entry?.node && entry.nodeName ? [[entry.node, entry.nodeName] as const] : [])));
  const more = [timeline, comments].filter(({ hasNextPage }) => hasNextPage);
  return (
    <>
      <Async query={timeline} skeleton={<Rows count={3} />}>
        {() => (
          <Stack as="ol" gap="4" listStyleType="none">
            {events.map((event) => (
              <Fragment key={event.key}>
                {event.comment ? <Said comment={event.comment} /> : event.entry && <Happened entry={event.entry} nodeNames={nodeNames} />}
              </Fragment>
            ))}
          </Stack>
        )}
      </Async>
      {more.length > 0 && (
        <Button variant="ghost" colorPalette="gray" onClick={() => more.forEach((one) => void one.fetchNextPage())}>
          {t.earlier}
        </Button>
      )}
    </>
  );
}

function Happened({ entry, nodeNames }: { entry: TimelineEntry; nodeNames: ReadonlyMap<string, string> }) {
  const to = TicketStatus.safeParse(entry.after?.status);
  const own = isOwn(entry);
  return (
    <HStack as="li" align="flex-start" gap="3" fontSize="sm">
      <Box w="6" h="5" display="grid" placeItems="center" flexShrink="0" aria-hidden>
        {own && to.success ? <StatusIcon status={to.data} size={15} /> : <LineIcon action={entry.action} />}
      </Box>
      <Box minW="0" lineHeight="1.5">
        <Text color="fg.muted">
          {entry.action !== "due" && !isSystems(entry) && (
            <Box as="span" color="fg" fontWeight="medium">
              <Name id={entry.actorId} />{" "}
            </Box>
          )}
          {own && !isLaterRound(entry) ? <What entry={entry} /> : <ProcessWhat entry={entry} nodeNames={nodeNames} />}
          <Box as="span" fontSize="xs" ms="2" whiteSpace="nowrap">
            <Ago at={entry.at} />
          </Box>
        </Text>
        {entry.comment && (
          <Text mt="1" borderStartWidth="2px" ps="3" whiteSpace="pre-wrap" overflowWrap="anywhere">
            {entry.action === "incident" ? <IncidentReason {...incidentOf(entry.after)} message={entry.comment} /> : entry.comment}
          </Text>
        )}
      </Box>
    </HStack>
  );
}

/** That tells what the ticket was made of; the process's word for a later round does not. */
const isLaterRound = ({ action, after }: TimelineEntry) => action === "submit" && after === null;

function Name({ id }: { id: string | null }) {
  return usePersonName(id);
}

const fieldWord = { title: "title", description: "description", priority: "priority", dueAt: "due", assigneeId: "assignee", status: "status" } as const;

function What({ entry: { action, before, after } }: { entry: TimelineEntry }): ReactNode {
  const t = useWords(ticketWords);
  const statuses = useWords(statusWords);
  const priorities = useWords(priorityWords);
  const assignee = typeof after?.assigneeId === "string" ? after.assigneeId : null;
  const name = usePersonName(assignee);
  const locale = useLocale();
  const from = TicketStatus.safeParse(before?.status);
  const to = TicketStatus.safeParse(after?.status);
  if (action === "created") return t.didCreate;
  if (action === "submitted" || action === "submit") return t.didSubmit;
  if (action === "due") return t.didDue;
  if (action === "assigned") return assignee ? t.didAssign(name) : t.didUnassign;
  if (from.success && to.success) return t.didMove(statuses[from.data], statuses[to.data]);
  if (action === "reopened") return t.didReopen;
  const fields = Object.keys(after ?? {}).flatMap((field) => (field in fieldWord ? [t[fieldWord[field as keyof typeof fieldWord]]] : [])); // checked
  const priority = after?.priority;
  const said = listed(fields, locale);
  return typeof priority === "string" && priority in priorities && fields.length === 1
    ? told(t.didUpdate(said), priorities[priority as keyof typeof priorities], locale)
    : t.didUpdate(said); // checked
}

function Said({ comment }: { comment: Comment }) {
  const t = useWords(ticketWords);
  const name = usePersonName(comment.authorId);
  return (
    <HStack as="li" align="flex-start" gap="3">
      <Avatar name={name} id={comment.authorId ?? ""} size={24} />
      <Box
        flex="1"
        minW="0"
        borderWidth="1px"
        borderRadius="l3"
        bg={comment.internal ? "bg.note" : "bg.subtle"}
        borderColor={comment.internal ? "fg.warning/30" : "border"}
        px="3.5"
        py="2.5"
      >
        <HStack gap="2" fontSize="xs" color="fg.muted" mb="1" wrap="wrap">
          <Text fontWeight="semibold" color="fg" fontSize="sm">
            {name}
          </Text>
          <Ago at={comment.createdAt} />
          {comment.internal && (
            <Badge size="xs" variant="outline" colorPalette="orange" color="fg.warning" bg="bg.panel">
              {t.internal}
            </Badge>
          )}
        </HStack>
        <Text whiteSpace="pre-wrap" overflowWrap="anywhere" lineHeight="1.65">
          {comment.text}
        </Text>
        {comment.mentions.length > 0 && (
          <HStack mt="2" gap="3" fontSize="xs" color="fg.muted" wrap="wrap">
            {comment.mentions.map((id) => (
              <HStack key={id} gap="1">
                @<Person id={id} size={16} />
              </HStack>
            ))}
          </HStack>
        )}
      </Box>
    </HStack>
  );
}

/** The code alone, or with the particulars. */
const incidentOf = (after: TimelineEntry["after"]) => ({ code: String(after?.code ?? after?.value), reason: Reason.safeParse(after?.reason).data });
