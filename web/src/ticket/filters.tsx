import { Button, Flex, HStack, Text } from "@chakra-ui/react";
import { ListFilter, X } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { Priority, TicketSort, TicketStatus } from "../../../shared/contract/ticket";
import { useWords } from "../i18n";
import { isAgent, useMe } from "../identity/people";
import { ActionMenu } from "../ui/action-menu";
import { SearchBox } from "../ui/search-box";
import { FilterSelect } from "./filter-select";
import { PriorityMark, Status } from "./marks";
import { OriginFilter } from "./origin-filter";
import { PersonFilter } from "./person-filter";
import { noFilters, type TicketSearch, ticketSearch } from "./search";
import { Views } from "./views";
import { ticketWords } from "./words";

type FiltersProps = {
  search: TicketSearch;
  change: (next: Partial<TicketSearch>) => void;
  /** From the search to the list: to where one was in it, or to the first that is found. */
  toList: () => void;
  toFirst: (found: TicketSearch) => void;
};

const sortWord = { newest: "newest", oldest: "oldest", updated: "updatedFirst", priority: "priorityFirst", due: "dueFirst" } as const;

export function Filters({ search, change, toList, toFirst }: FiltersProps) {
  const t = useWords(ticketWords);
  const me = useMe();
  const active = Object.keys(noFilters).some((key) => search[key as keyof TicketSearch] !== undefined); // its own keys
  return (
    <Flex gap="2" wrap={{ base: "wrap", md: "nowrap" }} align={{ base: "center", md: "flex-start" }}>
      <SearchInput
        value={search.q ?? ""}
        onChange={(q) => change({ q: q || undefined })}
        leave={toList}
        enter={(q) => toFirst({ ...search, q: q || undefined })}
      />
      {/* On a phone one line, to be pushed aside: it goes on to the window's edges, and fades there. */}
      <HStack
        gap={{ base: "2", md: "1.5" }}
        flex={{ md: "1" }}
        order={{ base: "1", md: "0" }}
        w={{ base: "calc(100% + 2rem)", md: "auto" }}
        mx={{ base: "-4", md: "0" }}
        px={{ base: "4", md: "0" }}
        wrap={{ base: "nowrap", md: "wrap" }}
        overflowX={{ base: "auto", md: "visible" }}
        scrollbar="hidden"
        maskImage={{ base: "linear-gradient(to right, transparent, black 1rem, black calc(100% - 2.5rem), transparent)", md: "none" }}
        // What scrolls would cut off the list of people, and what fades a menu that is open.
        css={{
          "& > *": { flexShrink: { base: 0, md: 1 } },
          "&:has([role=menu])": { maskImage: "none" },
          "&:has([data-by-name])": { overflow: "visible", flexWrap: "wrap", maskImage: "none" },
        }}
      >
        <Choice
          label={t.status}
          options={TicketStatus.options}
          chosen={search.status ?? []}
          draw={(status) => <Status status={status} />}
          onChange={(status) => change({ status })}
        />
        <Choice
          label={t.priority}
          options={Priority.options}
          chosen={search.priority ?? []}
          draw={(priority) => <PriorityMark priority={priority} />}
          onChange={(priority) => change({ priority })}
        />
        {isAgent(me) && (
          <>
            <PersonFilter
              label={t.assignee}
              value={search.assignee}
              usual={[
                { value: "me", label: t.assignedToMe },
                { value: "none", label: t.unassigned },
              ]}
              choose={(assignee) => change({ assignee: ticketSearch({ assignee }).assignee })}
            />
            <PersonFilter
              label={t.requester}
              value={search.requester}
              usual={[{ value: "me", label: t.raisedByMe }]}
              choose={(requester) => change({ requester: ticketSearch({ requester }).requester })}
            />
          </>
        )}
        <OriginFilter kind="form" value={search.form} choose={(form) => change({ form })} />
        <OriginFilter kind="workflow" value={search.workflow} choose={(workflow) => change({ workflow })} />
        <FilterSelect label={t.sort} value={search.sort ?? "newest"} onChange={(sort) => change({ sort: ticketSearch({ sort }).sort })}>
          {TicketSort.options.map((sort) => (
            <option key={sort} value={sort}>
              {t[sortWord[sort]]}
            </option>
          ))}
        </FilterSelect>
        {/* On a desk its place is kept: the others stay where they are. */}
        <Button
          variant="ghost"
          colorPalette="gray"
          aria-label={t.clear}
          title={t.clear}
          px={{ md: "0" }}
          minW={{ md: "8" }}
          display={{ base: active ? "inline-flex" : "none", md: "inline-flex" }}
          visibility={active ? "visible" : "hidden"}
          onClick={() => change(noFilters)}
        >
          <X />
          <Text as="span" hideFrom="md">
            {t.clear}
          </Text>
        </Button>
      </HStack>
      <Views search={search} change={change} />
    </Flex>
  );
}

type SearchInputProps = { value: string; onChange: (q: string) => void; leave: () => void; enter: (q: string) => void };

/** Goes into the URL when the typing pauses, or by Enter. */
function SearchInput({ value, onChange, leave, enter }: SearchInputProps) {
  const t = useWords(ticketWords);
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  const send = useCallback(() => {
    if (text.trim() === sent.current) return;
    sent.current = text.trim();
    onChange(sent.current);
  }, [text, onChange]);
  useEffect(() => {
    const timer = setTimeout(send, 250);
    return () => clearTimeout(timer);
  }, [send]);
  const onKeyDown = (event: KeyboardEvent) => {
    // Of an input method that composes these keys are its own.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      // A browser would empty the field.
      event.preventDefault();
      leave();
    } else if (event.key === "Enter") {
      send();
      enter(sent.current);
    }
  };
  return (
    <SearchBox data-ticket-search label={t.search} w={{ md: "11rem" }} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  options: readonly T[];
  chosen: readonly T[];
  draw: (option: T) => React.ReactNode;
  onChange: (chosen: T[] | undefined) => void;
};

/** Several of a few; the menu stays open while one chooses. */
function Choice<T extends string>({ label, options, chosen, draw, onChange }: ChoiceProps<T>) {
  const toggle = (option: T) => {
    const next = options.filter((one) => (one === option ? !chosen.includes(one) : chosen.includes(one)));
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <ActionMenu
      several
      at="start"
      minW="10rem"
      label={label}
      trigger={
        <Button variant="outline" colorPalette={chosen.length > 0 ? "brand" : "gray"} bg="bg.panel" fontWeight="normal" minW={{ md: "6.5rem" }}>
          <ListFilter />
          {label}
          {chosen.length > 0 && <Text as="span">· {chosen.length}</Text>}
        </Button>
      }
      entries={options.map((option) => ({ value: option, label: draw(option), checked: chosen.includes(option) }))}
      choose={(value) => {
        const option = options.find((one) => one === value);
        if (option) toggle(option);
      }}
    />
  );
}
