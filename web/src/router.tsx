/** Every screen's address. A screen's code loads with it; what its URL says is parsed here, and whatever it does not know is dropped. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { builderSearch, formSearch } from "./form/search";
import { peopleSearch } from "./identity/search";
import { Arriving, Broken, Lost } from "./shell/ends";
import { Shell } from "./shell/shell";
import { newTicketSearch, notificationSearch, queueSearch, ticketSearch } from "./ticket/search";
import { designerSearch, workflowSearch } from "./workflow/search";

const shell = createRootRoute({ component: Shell, notFoundComponent: Lost });
const at = <const P extends string>(path: P) => ({ getParentRoute: () => shell, path });

const routes = [
  createRoute({ ...at("/"), component: lazyRouteComponent(() => import("./overview/screen"), "OverviewScreen") }),
  createRoute({ ...at("/tickets"), validateSearch: ticketSearch, component: lazyRouteComponent(() => import("./ticket/list-screen"), "TicketListScreen") }),
  createRoute({
    ...at("/tickets/new"),
    validateSearch: newTicketSearch,
    component: lazyRouteComponent(() => import("./submission/new-screen"), "NewTicketScreen"),
  }),
  createRoute({ ...at("/tickets/$id"), component: lazyRouteComponent(() => import("./ticket/ticket-screen"), "TicketScreen") }),
  createRoute({ ...at("/queue"), validateSearch: queueSearch, component: lazyRouteComponent(() => import("./queue/screen"), "QueueScreen") }),
  createRoute({
    ...at("/notifications"),
    validateSearch: notificationSearch,
    component: lazyRouteComponent(() => import("./notification/screen"), "NotificationScreen"),
  }),
  createRoute({ ...at("/forms"), validateSearch: formSearch, component: lazyRouteComponent(() => import("./form/list-screen"), "FormListScreen") }),
  createRoute({
    ...at("/forms/$id"),
    validateSearch: builderSearch,
    component: lazyRouteComponent(() => import("./form/builder/builder-screen"), "FormBuilderScreen"),
  }),
  createRoute({
    ...at("/workflows"),
    validateSearch: workflowSearch,
    component: lazyRouteComponent(() => import("./workflow/list-screen"), "WorkflowListScreen"),
  }),
  createRoute({
    ...at("/workflows/$id"),
    validateSearch: designerSearch,
    component: lazyRouteComponent(() => import("./workflow/designer/designer-screen"), "DesignerScreen"),
  }),
  createRoute({ ...at("/people"), validateSearch: peopleSearch, component: lazyRouteComponent(() => import("./identity/people-screen"), "PeopleScreen") }),
] as const;

export const router = createRouter({
  routeTree: shell.addChildren(routes),
  defaultPreload: "intent",
  defaultPendingComponent: Arriving,
  defaultPendingMs: 200,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
