import { Box, Button, type ButtonProps, HStack, Stack, Text } from "@chakra-ui/react";
import { useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX, Flag, MoveRight, UserRound, X } from "lucide-react";
import { useState } from "react";
import { moveTicket, Priority, type Ticket, type TicketCard, TicketStatus } from "../../../shared/contract/ticket";
import { call } from "../api";
import { stir } from "../changes";
import { beside, useLocale, useWords } from "../i18n";
import { useMe } from "../identity/people";
import { ActionMenu } from "../ui/action-menu";
import { Dialog } from "../ui/dialog";
import { PersonPicker } from "../ui/person-picker";
import { messageOf } from "../ui/problem";
import { uiWords } from "../ui/words";
import { changeTicket, mayGo } from "./changes";
import { PriorityMark, Status } from "./marks";
import { most, type Selection } from "./selection";
import { actionWords, ticketWords } from "./words";

type Outcome = { ticket: TicketCard; refused: string | null };

/** One after another, four at a time: each has its own answer. */
export async function forEach(
  tickets: readonly TicketCard[],
  act: (ticket: TicketCard) => Promise<unknown>,
  told: (outcomes: Outcome[]) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...tickets];
  const work = async () => {
    for (let ticket = waiting.shift(); ticket; ticket = waiting.shift()) {
      const one = ticket;
      const refused = await act(one).then(
        () => null,
        (error: unknown) => messageOf(error),
      );
      outcomes.push({ ticket: one, refused });
      told([...outcomes]);
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return outcomes;
}

type BulkBarProps = {
  selection: Selection;
  select: (ticked: Iterable<TicketCard>) => void;
  /** Of how many they are all that could be ticked. */
  of: string | undefined;
  /** There is no room for one more. */
  full: boolean;
};

export function BulkBar({ selection, select, of, full }: BulkBarProps) {
  const locale = useLocale();
  const t = useWords(ticketWords);
  const client = useQueryClient();
  const a = useWords(actionWords);
  const me = useMe();
  const [outcomes, setOutcomes] = useState<Outcome[] | null>(null);
  const [assigning, setAssigning] = useState(false);
  const tickets = [...selection.values()];
  const [acting, setActing] = useState(0);
  const run = async (act: (ticket: TicketCard) => Promise<Ticket>) => {
    setOutcomes([]);
    setActing(tickets.length);
    await forEach(tickets, act, setOutcomes);
    stir();
    await Promise.all([client.invalidateQueries({ queryKey: ["ticket"] }), client.invalidateQueries({ queryKey: ["overview"] })]);
  };
  const targets = TicketStatus.options.filter((status) => tickets.some((ticket) => mayGo(ticket, status)));
  const clear = () => select([]);
  const finish = () => {
    setOutcomes(null);
    // What was refused stays ticked: for another try, or something else.
    select((outcomes ?? []).flatMap(({ ticket, refused }) => (refused === null ? [] : [ticket])));
  };
  return (
    <>
      <HStack
        role="toolbar"
        aria-label={t.bulk}
        position="fixed"
        bottom="6"
        insetX="0"
        mx="auto"
        w="fit-content"
        maxW="calc(100vw - 2rem)"
        zIndex="docked"
        bg="bg.panel"
        borderWidth="1px"
        borderRadius="l3"
        boxShadow="lg"
        px={{ base: "2", md: "3" }}
        py="2"
        gap={{ base: "0", md: "1.5" }}
      >
        <Text fontSize="sm" fontWeight="medium" px="1" whiteSpace={of || full ? undefined : "nowrap"} aria-live="polite">
          {beside(t.selected(selection.size), of, locale)}
          {full && (
            <Text as="span" display="block" fontSize="xs" fontWeight="normal" color="fg.muted">
              {t.mostTicks(most)}
            </Text>
          )}
        </Text>
        <Choose
          label={t.moveTo}
          short={t.move}
          icon={<MoveRight />}
          options={targets}
          draw={(status) => <Status status={status} />}
          choose={(to) => run((ticket) => call(moveTicket, { params: { id: ticket.id }, body: { to, version: ticket.version } }))}
        />
        <Choose
          label={t.setPriority}
          short={t.priority}
          icon={<Flag />}
          options={Priority.options}
          draw={(priority) => <PriorityMark priority={priority} />}
          choose={(priority) => run((ticket) => changeTicket(ticket, { priority }))}
        />
        <Tool label={t.assignTo} short={a.assign} icon={<UserRound />} onClick={() => setAssigning(true)} />
        <Tool label={t.clearSelection} icon={<X />} onClick={clear} />
      </HStack>
      {assigning && (
        <Assign
          close={() => setAssigning(false)}
          me={me.id}
          assign={(assigneeId) => {
            setAssigning(false);
            void run((ticket) => changeTicket(ticket, { assigneeId }));
          }}
        />
      )}
      {outcomes && <Outcomes outcomes={outcomes} of={acting} close={finish} />}
    </>
  );
}

type ToolProps = ButtonProps & {
  label: string;
  icon: React.ReactNode /** On a phone, where all stand in one row; without it there is its picture alone. */;
  short?: string;
};

function Tool({ label, short, icon, ...rest }: ToolProps) {
  return (
    <Button variant="ghost" colorPalette="gray" aria-label={label} px={{ base: "2", md: "2.5" }} minW="8" {...rest}>
      <Box as="span" display={{ base: short ? "none" : "contents", md: "contents" }}>
        {icon}
      </Box>
      <Box as="span" hideBelow="md">
        {label}
      </Box>
      {short && (
        <Box as="span" hideFrom="md">
          {short}
        </Box>
      )}
    </Button>
  );
}

type ChooseProps<T extends string> = Pick<ToolProps, "label" | "short" | "icon"> & {
  options: readonly T[];
  draw: (option: T) => React.ReactNode;
  choose: (option: T) => void;
};

function Choose<T extends string>({ label, short, icon, options, draw, choose }: ChooseProps<T>) {
  return (
    <ActionMenu
      at="start"
      label={label}
      trigger={<Tool label={label} short={short} icon={icon} disabled={options.length === 0} />}
      entries={options.map((option) => ({ value: option, label: draw(option) }))}
      choose={(value) => {
        const chosen = options.find((option) => option === value);
        if (chosen) choose(chosen);
      }}
    />
  );
}

function Assign({ close, me, assign }: { close: () => void; me: string; assign: (id: string | null) => void }) {
  const t = useWords(ticketWords);
  const [person, setPerson] = useState<string | null>(me);
  const a = useWords(actionWords);
  const footer = (
    <Button size="sm" onClick={() => assign(person)}>
      {a.assign}
    </Button>
  );
  return (
    <Dialog open close={close} title={t.assignTo} footer={footer}>
      <Box minH="12rem">
        <PersonPicker label={t.assignee} value={person} onChange={setPerson} placeholder={t.unassigned} />
      </Box>
    </Dialog>
  );
}

function Outcomes({ outcomes, of, close }: { outcomes: Outcome[]; of: number; close: () => void }) {
  const t = useWords(ticketWords);
  const ui = useWords(uiWords);
  const done = outcomes.filter(({ refused }) => refused === null).length;
  const footer = (
    <Button size="sm" onClick={close} disabled={outcomes.length < of}>
      {ui.close}
    </Button>
  );
  return (
    <Dialog open close={close} title={t.results} size="md" footer={footer}>
      <Stack gap="3">
        <Text color="fg.muted" aria-live="polite">
          {t.resultsOf(done, of)}
        </Text>
        <Stack as="ul" gap="1.5" listStyleType="none" maxH="20rem" overflowY="auto">
          {outcomes.map(({ ticket, refused }) => (
            <HStack as="li" key={ticket.id} align="flex-start" gap="2">
              <Box color={refused === null ? "fg.success" : "fg.error"} pt="0.5" aria-hidden>
                {refused === null ? <CircleCheck size={15} /> : <CircleX size={15} />}
              </Box>
              <Box minW="0" fontSize="sm">
                <Text truncate>
                  #{ticket.number} {ticket.title}
                </Text>
                <Text fontSize="xs" color="fg.muted">
                  {refused ?? t.done}
                </Text>
              </Box>
            </HStack>
          ))}
        </Stack>
      </Stack>
    </Dialog>
  );
}
