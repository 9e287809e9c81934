import { Box, Button, HStack, Skeleton, Stack, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight, Undo } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { readInstance } from "../../../shared/contract/instance";
import type { InboxItem, Task } from "../../../shared/contract/task";
import type { Ticket } from "../../../shared/contract/ticket";
import { call } from "../api";
import { useWords } from "../i18n";
import { Person, useMe, usePersonName } from "../identity/people";
import { useProcessChange } from "../process/changes";
import { ProcessActions } from "../process/process-actions";
import { ProcessPanel } from "../process/process-panel";
import { instanceQuery } from "../process/queries";
import { Reason } from "../process/reason";
import { Link } from "../route";
import { Activity } from "../ticket/activity";
import { FormData } from "../ticket/form-data";
import { PriorityMark, Status } from "../ticket/marks";
import { ticketQuery } from "../ticket/queries";
import { Async, Rows } from "../ui/async";
import { Later } from "../ui/later";
import { Ago } from "../ui/time";
import { toast } from "../ui/toaster";
import { taskQuery } from "./queries";
import type { Tab } from "./search";
import { TaskPanel } from "./task-panel";
import { taskWords } from "./words";

const TakeBack = lazy(() => import("../process/verb-dialogs").then((module) => ({ default: module.TakeBack })));

type InboxDetailProps = {
  item: InboxItem;
  tab: Tab;
  /** By the reader, and not only shown because it stands first. */
  chosen: boolean;
  done: (reply: Task) => void;
};

/** One item of the inbox: what to decide on and the decision first, then where the process is and what happened. */
export function InboxDetail({ item, tab, chosen, done }: InboxDetailProps) {
  const ticket = useQuery({ ...ticketQuery(item.ticketId ?? ""), enabled: item.ticketId !== null });
  useRead(item, tab === "cc" && chosen);
  return (
    <Stack gap="6" px={{ base: "4", md: "6" }} py="5" maxW="56rem">
      <Head item={item} ticket={ticket.data} />
      {ticket.data && <Reason ticket={ticket.data} />}
      {item.task && <Deciding item={item} tab={tab} done={done} />}
      {item.ticketId !== null && (
        <Async query={ticket} skeleton={<Rows count={3} />}>
          {(loaded) => (
            <Stack gap="6">
              {item.task === null && loaded.data && <FormData ticket={loaded} />}
              <Later place={<Skeleton h="19rem" />}>
                <ProcessPanel id={item.instanceId} />
              </Later>
              <Activity ticket={loaded} />
            </Stack>
          )}
        </Async>
      )}
    </Stack>
  );
}

function Head({ item, ticket }: { item: InboxItem; ticket: Ticket | undefined }) {
  const t = useWords(taskWords);
  const { title, ticketId, ticketNumber, workflowName, requesterId, at } = item;
  return (
    <Stack gap="2">
      <HStack justify="space-between" align="flex-start" gap="3">
        <Text as="h2" fontSize="xl" fontWeight="semibold" lineHeight="1.35" letterSpacing="-0.01em" overflowWrap="anywhere">
          {title}
        </Text>
        <HStack gap="2" flexShrink="0">
          {ticketId && (
            <Button asChild variant="outline" colorPalette="gray" bg="bg.panel" title={t.openTicket}>
              <Link to="/tickets/$id" params={{ id: ticketId }}>
                #{ticketNumber}
                <ArrowUpRight aria-label={t.openTicket} />
              </Link>
            </Button>
          )}
          {ticket && (
            <Later>
              <ProcessActions ticket={ticket} />
            </Later>
          )}
        </HStack>
      </HStack>
      <HStack gap="3" rowGap="1" fontSize="sm" color="fg.muted" wrap="wrap">
        <Person id={requesterId} size={18} />
        <Text>{workflowName}</Text>
        {ticket && <Status status={ticket.status} />}
        {ticket && <PriorityMark priority={ticket.priority} />}
        <Ago at={at} />
      </HStack>
    </Stack>
  );
}

/** The task, while there is something to do about it, and what was done with it afterwards. */
function Deciding({ item, tab, done }: { item: InboxItem; tab: Tab; done: (reply: Task) => void }) {
  const t = useWords(taskWords);
  const query = useQuery(taskQuery(item.task?.id ?? ""));
  const finish = (what: string, reply: Task) => {
    toast(t.didIt(what, item.title));
    done(reply);
  };
  return (
    <Async query={query} skeleton={<Rows count={4} />}>
      {(task) => (
        <Stack gap="4">
          {task.part === "submit" ? null : <TaskPanel task={task} shows="form" done={finish} />}
          {(task.outcome !== null || task.closedAt !== null) && <Decided task={task} takes={tab === "handled"} />}
        </Stack>
      )}
    </Async>
  );
}

function Decided({ task, takes }: { task: Task; takes: boolean }) {
  const t = useWords(taskWords);
  const me = useMe();
  const name = usePersonName(task.assigneeId);
  const [taking, setTaking] = useState(false);
  const { data: instance } = useQuery({ ...instanceQuery(task.instanceId), enabled: takes });
  const may = instance?.takeBack.includes(task.node) ?? false;
  return (
    <HStack justify="space-between" bg="bg.subtle" borderWidth="1px" borderRadius="l3" px="4" py="2.5" fontSize="sm">
      <Box minW="0">
        <Text color="fg.muted">
          {task.outcome === null ? t.closed : task.assigneeId === me.id ? t.youDecided(t[task.outcome]) : t.theyDecided(name, t[task.outcome])}
        </Text>
        {task.comment && (
          <Text mt="0.5" overflowWrap="anywhere" whiteSpace="pre-wrap">
            {task.comment}
          </Text>
        )}
      </Box>
      {may && (
        <Button variant="outline" colorPalette="gray" bg="bg.panel" onClick={() => setTaking(true)}>
          <Undo />
          {t.takeBack}
        </Button>
      )}
      {taking && (
        <Suspense fallback={null}>
          <TakeBack taskId={task.id} node={task.nodeName} close={() => setTaking(false)} />
        </Suspense>
      )}
    </HStack>
  );
}

/** A copy is read when it is opened. */
function useRead({ instanceId, copy }: InboxItem, opened: boolean) {
  const { mutate } = useProcessChange((id: string) => call(readInstance, { params: { id }, body: {} }));
  const unread = copy !== null && copy.readAt === null;
  useEffect(() => {
    if (opened && unread) mutate(instanceId);
  }, [opened, unread, instanceId, mutate]);
}
