import * as z from "zod";
import type { Role } from "./actor";
import type { BodyLimit } from "./limits";

/**
 * One value describes one route. API Gateway, the local server, the Lambda's router, OpenAPI, the browser
 * client and the access tests all read it, so a path exists in one place. A part left out means that nothing may be sent.
 */
export type Route = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** `/internal/…` routes are for other domains only: they are in no gateway, OpenAPI or browser client. */
  path: `/api/${string}` | `/internal/${string}`;
  /** Who may call it: some roles, whoever has a token, anyone, or (internal) only other domains. */
  roles: readonly Role[] | "signed-in" | "anyone" | "internal";
  status: 200 | 201 | 202 | 204;
  /** One sentence for the API's documentation. */
  summary: string;
  /** Which of the limits bounds the body. */
  limit: BodyLimit;
  /** Anything but JSON that it answers with. */
  produces: "application/json" | "text/html" | "application/octet-stream";
  params: z.ZodType;
  query: z.ZodType;
  body: z.ZodType;
  reply: z.ZodType;
};

export const Nothing = z
  .undefined()
  .or(z.null())
  .or(z.strictObject({}))
  .transform(() => undefined);

type Given<R extends Partial<Route>, K extends keyof Route> = R[K] extends z.ZodType ? R[K] : typeof Nothing;
type Stated<R extends Partial<Route>, K extends keyof Route> = R[K] extends Route[K] ? R[K] : Route[K];

/** What people can be: the roles list of a route that every user of a tenant may call. */
export const everyone = ["admin", "agent", "requester"] as const satisfies readonly Role[];

export function route<const R extends Partial<Route> & Pick<Route, "method" | "path" | "roles" | "summary" | "reply">>(given: R) {
  const defaults = { status: 200, limit: "body", produces: "application/json", params: Nothing, query: Nothing, body: Nothing };
  // The one cast: it turns "absent" into "Nothing" for the type as the spread does for the value.
  return { ...defaults, ...given } as unknown as Omit<Route, "params" | "query" | "body" | "reply" | "roles" | "path"> & {
    roles: Stated<R, "roles">;
    path: R["path"];
    reply: R["reply"];
    params: Given<R, "params">;
    query: Given<R, "query">;
    body: Given<R, "body">;
  };
}

/** `GET /api/tickets/{id}`: API Gateway's route key, and the name by which domains call each other. */
export const routeKey = (route: Pick<Route, "method" | "path">) => `${route.method} ${route.path}`;

export const isInternal = (route: Pick<Route, "roles">) => route.roles === "internal";
