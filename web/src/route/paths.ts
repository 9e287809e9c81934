/** Every screen's address, and what its URL may say besides: whatever it does not know is dropped. */
import { builderSearch, formSearch } from "../form/search";
import { peopleSearch } from "../identity/search";
import { inboxSearch } from "../task/search";
import { newTicketSearch, notificationSearch, queueSearch, ticketSearch } from "../ticket/search";
import { designerSearch, workflowSearch } from "../workflow/search";

const nothing = (_given: unknown): Record<never, never> => ({});

/** In order: the first that fits is meant. */
export const paths = {
  "/": nothing,
  "/inbox": inboxSearch,
  "/tickets": ticketSearch,
  "/tickets/new": newTicketSearch,
  "/tickets/$id": nothing,
  "/forms": formSearch,
  "/forms/$id": builderSearch,
  "/workflows": workflowSearch,
  "/workflows/$id": designerSearch,
  "/people": peopleSearch,
  "/queue": queueSearch,
  "/notifications": notificationSearch,
} as const;

export type Path = keyof typeof paths;
export type SearchOf<P extends Path> = ReturnType<(typeof paths)[P]>;
type Named<P extends string> = P extends `${string}$${infer Name}/${infer Rest}` ? Name | Named<Rest> : P extends `${string}$${infer Name}` ? Name : never;
/** What stands where the path has a `$`. */
export type ParamsOf<P extends Path> = Record<Named<P>, string>;
