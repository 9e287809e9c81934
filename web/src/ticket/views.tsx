import { Button } from "@chakra-ui/react";
import { Bookmark } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import * as z from "zod";
import { useWords } from "../i18n";
import { isAgent, useMe } from "../identity/people";
import { remembered } from "../store";
import { ActionMenu } from "../ui/action-menu";
import { noFilters, TicketSearch } from "./search";
import { ticketWords } from "./words";

const NameView = lazy(() => import("./name-view"));

const View = z.object({ name: z.string(), search: TicketSearch });
export type View = z.infer<typeof View>;

const SavedViews = z.array(View).catch([]);
const savedViews = (): View[] => {
  try {
    return SavedViews.parse(JSON.parse(remembered.get("ticket-views") ?? "[]"));
  } catch {
    return [];
  }
};

/** Usual questions, and one's own, by name. */
export function Views({ search, change }: { search: TicketSearch; change: (next: TicketSearch) => void }) {
  const t = useWords(ticketWords);
  const me = useMe();
  const [saved, setSaved] = useState(savedViews);
  const [naming, setNaming] = useState(false);
  const keep = (views: View[]) => {
    remembered.set("ticket-views", JSON.stringify(views));
    setSaved(views);
  };
  const usual: View[] = [
    { name: t.allTickets, search: {} },
    ...(isAgent(me)
      ? [
          { name: t.assignedToMe, search: { assignee: "me", status: ["open", "in_progress"] } satisfies TicketSearch },
          { name: t.unassigned, search: { assignee: "none", status: ["open", "in_progress"] } satisfies TicketSearch },
        ]
      : []),
    { name: t.raisedByMe, search: { requester: "me" } },
  ];
  const go = (name: string) => {
    const view = [...usual, ...saved].find((one) => one.name === name);
    if (view) change({ ...noFilters, sort: undefined, ...view.search });
    else setNaming(true);
  };
  return (
    <>
      <ActionMenu
        minW="12rem"
        label={t.views}
        trigger={
          <Button variant="outline" colorPalette="gray" bg="bg.panel" fontWeight="normal">
            <Bookmark />
            {t.views}
          </Button>
        }
        entries={[
          ...usual.map(({ name }) => ({ value: name, label: name })),
          ...saved.map(({ name }, at) => ({ value: name, label: name, apart: at === 0 })),
          { value: "", label: `${t.saveView}…`, apart: true },
        ]}
        choose={go}
      />
      {naming && (
        <Suspense fallback={null}>
          <NameView saved={saved} keep={keep} search={search} close={() => setNaming(false)} />
        </Suspense>
      )}
    </>
  );
}
