import { Badge, Box, type SystemStyleObject } from "@chakra-ui/react";
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
import { useIsOpened } from "./opened";
import type { Tab } from "./search";
import { taskWords } from "./words";

type InboxLineProps = { item: InboxItem; tab: Tab };

/** Of each line and all in it, as one look of their list: see the board's cards. */
export const linesLook: SystemStyleObject = {
  "& > li": {
    position: "relative",
    display: "flex",
    alignItems: "flex-start",
    gap: "3",
    px: "4",
    py: "3",
    borderBottomWidth: "1px",
    borderColor: "border.muted",
    _hover: { bg: "bg.subtle" },
    "&[data-current]": { bg: "bg.emphasized", _hover: { bg: "bg.emphasized" } },
    _focusWithin: { boxShadow: "inset 2px 0 0 var(--pf-colors-brand-solid)" },
    "& > div": { flex: "1", minW: "0" },
    "& > div > div": { display: "flex", fontSize: "xs", color: "fg.muted" },
    "& [data-part=from]": { justifyContent: "space-between", gap: "2" },
    "& [data-part=about]": { alignItems: "center", columnGap: "2", rowGap: "0.5", flexWrap: "wrap", minW: "0", mt: "1" },
    "& [data-part=words]": { truncate: true },
    "& time": { flexShrink: "0" },
    "& p": { fontSize: "sm", lineClamp: "2", overflowWrap: "anywhere", mt: "0.5" },
    "&[data-new] p": { fontWeight: "medium" },
    // The whole line is its link.
    "& p > a": { outline: "none", _before: { content: '""', position: "absolute", inset: "0" } },
  },
};

/** An attribute that is there or not. */
const mark = (is: boolean) => (is ? "" : undefined);

export const InboxLine = memo(function InboxLine({ item, tab }: InboxLineProps) {
  const current = useIsOpened(item.id);
  const isNew = isUnread(item) || tab === "todo" || tab === "group";
  return (
    <li data-item={item.id} data-current={mark(current)} data-new={mark(isNew)}>
      <Told item={item} tab={tab} />
    </li>
  );
});

const isUnread = ({ copy }: InboxItem) => copy !== null && copy.readAt === null;

/** What it is, from whom, at which step, and until when. */
const Told = memo(function Told({ item, tab }: InboxLineProps) {
  const t = useWords(taskWords);
  const { ticketNumber, workflowName, requesterId, at, task, priority } = item;
  const name = usePersonName(requesterId);
  const urgency = Priority.safeParse(priority).data;
  return (
    <>
      <Avatar name={name} id={requesterId} size={28} />
      <div>
        <div data-part="from">
          <span data-part="words">
            {name}
            {ticketNumber !== null && ` · #${ticketNumber}`}
          </span>
          <Ago at={at} />
        </div>
        <p>
          <Opener item={item} tab={tab} />
        </p>
        <div data-part="about">
          {urgency && urgency !== "medium" && <PriorityIcon priority={urgency} />}
          <span data-part="words">
            {workflowName}
            {task && ` · ${task.nodeName}`}
          </span>
          <Where item={item} tab={tab} />
          {task?.dueAt && <Due at={task.dueAt} over={task.closedAt !== null} />}
          {isUnread(item) && <Box role="img" aria-label={t.unread} w="2" h="2" borderRadius="full" bg="brand.solid" />}
        </div>
      </div>
    </>
  );
});

function Opener({ item: { id, title }, tab }: InboxLineProps) {
  const current = useIsOpened(id);
  return (
    <Link to="/inbox" search={{ tab: tab === "todo" ? undefined : tab, at: id }} aria-current={current ? "true" : undefined}>
      {title}
    </Link>
  );
}

/** What each tab says beside it: the group, the part, the state, the decision. */
function Where({ item: { task, status, copy }, tab }: { item: InboxItem; tab: Tab }) {
  const t = useWords(taskWords);
  const parts = useWords(partWords);
  const statuses = useWords(instanceWords);
  const group = useNames([], tab === "group" && task ? task.groups : []);
  const from = usePersonName(copy?.fromId);
  if (tab === "group") return <span data-part="words">{group}</span>;
  if (tab === "cc" && copy?.fromId) return <span data-part="words">{t.from(from)}</span>;
  if (tab === "handled" && task?.outcome)
    return (
      <Badge size="xs" variant="subtle" colorPalette={task.outcome === "approved" ? "green" : task.outcome === "refused" ? "red" : "gray"}>
        {t[task.outcome]}
      </Badge>
    );
  if (tab === "todo") return task && parts[task.part] ? <span>{parts[task.part]}</span> : null;
  const known = InstanceStatus.safeParse(status).data;
  return known ? (
    <Badge size="xs" variant="subtle" colorPalette={statusPalette[known]}>
      {statuses[known]}
    </Badge>
  ) : null;
}
