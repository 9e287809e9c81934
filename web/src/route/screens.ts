/** What is at each address. A screen's code loads with it. */
import type { ComponentType } from "react";
import { allRecipes } from "../theme/all-recipes";
import type { Place } from "./address";
import type { Path } from "./paths";

type Entry = {
  load: () => Promise<ComponentType>;
  /** Takes or asks for what it shows first, so that it stands there whole; ready when the answers are there. */
  expect?: (place: Pick<Place, "params" | "search">) => Promise<unknown>;
};

const screens: Record<Path, Entry> = {
  "/": {
    load: () => import("../overview/screen").then((it) => it.OverviewScreen),
    expect: () => import("../overview/screen").then((it) => it.expectOverview()),
  },
  "/inbox": {
    load: () => import("../task/inbox-screen").then((it) => it.InboxScreen),
    expect: ({ search }) => import("../task/inbox-screen").then((it) => it.expectInbox(search)),
  },
  "/tickets": {
    load: () => import("../ticket/list-screen").then((it) => it.TicketListScreen),
    expect: ({ search }) => import("../ticket/list-screen").then((it) => it.expectTickets(search)),
  },
  "/tickets/new": { load: () => import("../submission/new-screen").then((it) => it.NewTicketScreen) },
  "/tickets/$id": {
    load: () => import("../ticket/ticket-screen").then((it) => it.TicketScreen),
    expect: ({ params }) => import("../ticket/ticket-screen").then((it) => it.expectTicket(params.id ?? "")),
  },
  "/forms": { load: () => import("../form/list-screen").then((it) => it.FormListScreen) },
  "/forms/$id": { load: () => import("../form/builder/builder-screen").then((it) => it.FormBuilderScreen) },
  "/workflows": { load: () => import("../workflow/list-screen").then((it) => it.WorkflowListScreen) },
  "/workflows/$id": { load: () => import("../workflow/designer/designer-screen").then((it) => it.DesignerScreen) },
  "/people": { load: () => import("../identity/people-screen").then((it) => it.PeopleScreen) },
  "/queue": { load: () => import("../queue/screen").then((it) => it.QueueScreen) },
  "/notifications": { load: () => import("../notification/screen").then((it) => it.NotificationScreen) },
};

const loaded = new Map<Path, ComponentType>();

export const screenAt = (path: Path): ComponentType | undefined => loaded.get(path);

export async function loadScreen(path: Path): Promise<ComponentType> {
  const known = loaded.get(path);
  if (known) return known;
  // The first screen needs none of the later ones.
  const [screen] = await Promise.all([screens[path].load(), path === "/" ? undefined : allRecipes()]);
  loaded.set(path, screen);
  return screen;
}

export const expectAnswers = async (place: Place): Promise<unknown> => screens[place.path].expect?.(place);
