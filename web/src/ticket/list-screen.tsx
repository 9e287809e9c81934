import { Button, HStack } from "@chakra-ui/react";
import { Kanban, Plus, Rows3 } from "lucide-react";
import { useCallback, useEffect } from "react";
import { useWords } from "../i18n";
import { useShortcut } from "../keyboard";
import { Link, navigate, useSearch } from "../route";
import { createStore, remembered, useStore } from "../store";
import { Page } from "../ui/page";
import { Board } from "./board";
import { Filters } from "./filters";
import { expectTickets, viewOf } from "./first-of-list";
import { MoveMenu, type MoveMenuAt } from "./move-menu";
import { current, step, toFirst, toPlace, usePlace } from "./place";
import type { TicketSearch } from "./search";
import { Table } from "./table";
import { ticketWords } from "./words";

export { expectTickets } from "./first-of-list";

/** What is typed or ticked makes no history; what is chosen can be gone back from. */
const passing = (next: Partial<TicketSearch>) => Object.keys(next).every((key) => key === "q" || key === "selected");

/** To the first that is found, once it is drawn; whoever has gone on meanwhile stays there. */
async function toFound(search: TicketSearch) {
  const asking = document.activeElement;
  await expectTickets(search);
  // The list hears of its answer in a task of its own, which comes before this one.
  setTimeout(() => document.activeElement === asking && toFirst());
}

/** The tickets as a board or a table; what is shown stands in the URL. */
export function TicketListScreen() {
  const t = useWords(ticketWords);
  const search = useSearch("/tickets");
  const change = useCallback(
    (next: Partial<TicketSearch>) => void navigate({ to: "/tickets", search: (before) => ({ ...before, ...next }), replace: passing(next) }),
    [],
  );
  const view = viewOf(search);
  const show = (next: "board" | "table") => {
    remembered.set("ticket-view", next);
    change({ view: next });
  };
  usePlace();
  useListKeys();
  useShortcut("v", t.toggleView, () => show(view === "board" ? "table" : "board"));
  const shared = { search, openMenu: openMenu.set };
  return (
    <Page
      title={t.tickets}
      width="full"
      fixed={view === "board"}
      actions={<Actions view={view} show={show} />}
      bar={<Filters search={search} change={change} toList={toPlace} toFirst={toFound} />}
    >
      {view === "board" ? <Board {...shared} /> : <Table {...shared} change={change} />}
      <OpenMenu />
    </Page>
  );
}

/** Not the list's own state: what opens redraws nothing but itself. */
const openMenu = createStore<MoveMenuAt | null>(null);
const closeMenu = () => openMenu.set(null);

function OpenMenu() {
  useEffect(() => closeMenu, []);
  return <MoveMenu at={useStore(openMenu)} close={closeMenu} />;
}

function Actions({ view, show }: { view: "board" | "table"; show: (view: "board" | "table") => void }) {
  const t = useWords(ticketWords);
  const layouts = [
    { name: "board", icon: <Kanban /> },
    { name: "table", icon: <Rows3 /> },
  ] as const;
  return (
    <>
      <HStack role="group" aria-label={t.view} gap="0" borderWidth="1px" borderRadius="l2" p="0.5" bg="bg.panel">
        {layouts.map(({ name, icon }) => (
          <Button
            key={name}
            size="2xs"
            variant={view === name ? "subtle" : "ghost"}
            colorPalette="gray"
            aria-pressed={view === name}
            onClick={() => show(name)}
          >
            {icon}
            {t[name]}
          </Button>
        ))}
      </HStack>
      <Button asChild size="xs" hideBelow="md">
        <Link to="/tickets/new">
          <Plus />
          {t.newTicket}
        </Link>
      </Button>
    </>
  );
}

/** The same keys on board and table: what has the focus is the one that is meant. */
function useListKeys() {
  const t = useWords(ticketWords);
  const press = (part: string) => () => current()?.querySelector<HTMLElement>(`[data-part="${part}"]`)?.click();
  useShortcut("j", t.next, () => step(1));
  useShortcut("k", t.previous, () => step(-1));
  useShortcut("m", t.moveIt, press("menu"));
  useShortcut("x", t.selectIt, press("select"));
  useShortcut("/", t.focusSearch, () => document.querySelector<HTMLElement>("[data-ticket-search]")?.focus());
}
