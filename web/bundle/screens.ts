/** The module that each route imports when its page opens: what src/route/screens.ts says, for the build (tests/web/bundle.test.ts holds the two together). */
export const screens: Record<string, string> = {
  "/": "overview/screen.tsx",
  "/inbox": "task/inbox-screen.tsx",
  "/tickets": "ticket/list-screen.tsx",
  "/tickets/new": "submission/new-screen.tsx",
  "/tickets/$id": "ticket/ticket-screen.tsx",
  "/forms": "form/list-screen.tsx",
  "/forms/$id": "form/builder/builder-screen.tsx",
  "/workflows": "workflow/list-screen.tsx",
  "/workflows/$id": "workflow/designer/designer-screen.tsx",
  "/people": "identity/people-screen.tsx",
  "/queue": "queue/screen.tsx",
  "/notifications": "notification/screen.tsx",
};

/** What every screen but the first needs too, and that loads beside it (src/theme/all-recipes.ts). */
export const laterLooks = "theme/later-recipes.ts";

/** Of a module's whole name. */
export const isModule = (id: string | null | undefined, name: string) => id?.endsWith(`/web/src/${name}`) ?? false;
