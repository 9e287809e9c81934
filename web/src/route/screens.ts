/** What is at each address. A screen's code loads with it. */
import type { ComponentType } from "react";
import { allRecipes } from "../theme/all-recipes";
import type { Path } from "./paths";

const screens: Record<Path, () => Promise<ComponentType>> = {
  "/": () => import("../overview/screen").then((it) => it.OverviewScreen),
  "/inbox": () => import("../task/inbox-screen").then((it) => it.InboxScreen),
  "/tickets": () => import("../ticket/list-screen").then((it) => it.TicketListScreen),
  "/tickets/new": () => import("../submission/new-screen").then((it) => it.NewTicketScreen),
  "/tickets/$id": () => import("../ticket/ticket-screen").then((it) => it.TicketScreen),
  "/forms": () => import("../form/list-screen").then((it) => it.FormListScreen),
  "/forms/$id": () => import("../form/builder/builder-screen").then((it) => it.FormBuilderScreen),
  "/workflows": () => import("../workflow/list-screen").then((it) => it.WorkflowListScreen),
  "/workflows/$id": () => import("../workflow/designer/designer-screen").then((it) => it.DesignerScreen),
  "/people": () => import("../identity/people-screen").then((it) => it.PeopleScreen),
  "/queue": () => import("../queue/screen").then((it) => it.QueueScreen),
  "/notifications": () => import("../notification/screen").then((it) => it.NotificationScreen),
};

const loaded = new Map<Path, ComponentType>();

export const screenAt = (path: Path): ComponentType | undefined => loaded.get(path);

export async function loadScreen(path: Path): Promise<ComponentType> {
  const known = loaded.get(path);
  if (known) return known;
  // The first screen needs none of the later ones.
  const [screen] = await Promise.all([screens[path](), path === "/" ? undefined : allRecipes()]);
  loaded.set(path, screen);
  return screen;
}
