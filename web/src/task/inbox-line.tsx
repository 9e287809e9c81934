import { Badge, Box, HStack, Text } from "@chakra-ui/react";
import { memo } from "react";
import { InstanceStatus } from "../../../shared/contract/instance";
import type { InboxItem } from "../../../shared/contract/task";
import { Priority } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { useNames } from "../identity/parties";
import { Avatar, usePersonName } from "../identity/people";
import { statusPalette } from "../process/status-palette";
import { instanceWords, partWords } from "../process/words";
import { Link } from "../route";
import { Due, PriorityIcon } from "../ticket/marks";
import { Ago } from "../ui/time";
import type { Tab } from "./search";
import { taskWords } from "./words";

type InboxLineProps = { item: InboxItem; tab: Tab; current: boolean };

/** What it is, from whom, at which step, and until when. */
export const InboxLine = memo(function InboxLine({ item, tab, current }: InboxLineProps) {
  const t = useWords(taskWords);
  const { id, title, ticketNumber, workflowName, requesterId, at, task, copy, priority } = item;
  const name = usePersonName(requesterId);
  const unread = copy !== null && copy.readAt === null;
  const urgency = Priority.safeParse(priority).data;
  return (
    <Box
      as="li"
      data-item={id}
      position="relative"
      px="4"
      py="3"
      borderBottomWidth="1px"
      borderColor="border.muted"
      bg={current ? "bg.emphasized" : undefined}
      _hover={{ bg: current ? undefined : "bg.subtle" }}
      _focusWithin={{ boxShadow: "inset 2px 0 0 var(--pf-colors-brand-solid)" }}
    >
      <HStack gap="3" align="flex-start">
        <Avatar name={name} id={requesterId} size={28} />
        <Box flex="1" minW="0">
          <HStack justify="space-between" gap="2" fontSize="xs" color="fg.muted">
            <Text truncate>
              {name}
              {ticketNumber !== null && ` · #${ticketNumber}`}
            </Text>
            <Box flexShrink="0">
              <Ago at={at} />
            </Box>
          </HStack>
          <Text fontSize="sm" fontWeight={unread || tab === "todo" || tab === "group" ? "medium" : "normal"} lineClamp={2} overflowWrap="anywhere" mt="0.5">
            <Box asChild outline="none" _before={{ content: '""', position: "absolute", inset: "0" }}>
              <Link to="/inbox" search={{ tab: tab === "todo" ? undefined : tab, at: id }} aria-current={current ? "true" : undefined}>
                {title}
              </Link>
            </Box>
          </Text>
          <HStack gap="2" mt="1" fontSize="xs" color="fg.muted" minW="0" wrap="wrap" rowGap="0.5">
            {urgency && urgency !== "medium" && <PriorityIcon priority={urgency} />}
            <Text truncate>
              {workflowName}
              {task && ` · ${task.nodeName}`}
            </Text>
            <Where item={item} tab={tab} />
            {task?.dueAt && <Due at={task.dueAt} over={task.closedAt !== null} />}
            {unread && <Box role="img" aria-label={t.unread} w="2" h="2" borderRadius="full" bg="brand.solid" />}
          </HStack>
        </Box>
      </HStack>
    </Box>
  );
});

/** What each tab says beside it: the group, the part, the state, the decision. */
function Where({ item: { task, status, copy }, tab }: { item: InboxItem; tab: Tab }) {
  const t = useWords(taskWords);
  const parts = useWords(partWords);
  const statuses = useWords(instanceWords);
  const group = useNames([], tab === "group" && task ? task.groups : []);
  const from = usePersonName(copy?.fromId);
  if (tab === "group") return <Text truncate>{group}</Text>;
  if (tab === "cc" && copy?.fromId) return <Text truncate>{t.from(from)}</Text>;
  if (tab === "handled" && task?.outcome)
    return (
      <Badge size="xs" variant="subtle" colorPalette={task.outcome === "approved" ? "green" : task.outcome === "refused" ? "red" : "gray"}>
        {t[task.outcome]}
      </Badge>
    );
  if (tab === "todo") return task && parts[task.part] ? <Text>{parts[task.part]}</Text> : null;
  const known = InstanceStatus.safeParse(status).data;
  return known ? (
    <Badge size="xs" variant="subtle" colorPalette={statusPalette[known]}>
      {statuses[known]}
    </Badge>
  ) : null;
}
