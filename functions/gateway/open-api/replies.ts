// What may be answered besides a route's own reply: our problems, and what API Gateway refuses before we see it.
import { type ProblemCode, problemCodes, statusOfProblem } from "../../../shared/contract/problem";
import { isInternal, Nothing, type Route } from "../../../shared/contract/route";
import type { Json, Schemas } from "./schemas";

const refusals = {
  400: { name: "Invalid", says: "Something that was sent is not valid; each error has a JSON pointer to it." },
  401: { name: "NotSignedIn", says: "There is no valid token (the gateway's bare message), or it names no tenant (a problem)." },
  403: { name: "NotAllowed", says: "The asker's roles don't allow this, or their account was deactivated." },
  404: { name: "NotFound", says: "There is no such thing in the asker's tenant (a problem), or no such path (the gateway's bare message)." },
  409: { name: "Conflict", says: "It can't be done as things are now; the code says why." },
  413: { name: "TooLarge", says: "The body is larger than the limit that is named (a problem), or than 10 MB (the gateway's bare message)." },
  429: { name: "TooOften", says: "Too many requests; ask again after a pause." },
  500: { name: "Internal", says: "A fault of ours; tell us the request id." },
  503: { name: "Away", says: "The database or another part is away or waking (a problem), or the gateway got no answer in time (its bare message)." },
} as const;
type Refusal = keyof typeof refusals;

/** API Gateway answers these itself, with no more than a message. */
const gatewayRefuses: readonly Refusal[] = [401, 404, 413, 429, 503];
const withRetryAfter: readonly Refusal[] = [429, 503];

const codesOf = (status: number): (ProblemCode | "internal")[] =>
  status === 500 ? ["internal"] : problemCodes.filter((code) => statusOfProblem(code) === status);

export function refusalComponents({ extra }: Schemas): Json {
  return Object.fromEntries(
    (Object.entries(refusals) as unknown as [string, (typeof refusals)[Refusal]][]).map(([key, { name, says }]) => {
      const status = Number(key) as Refusal;
      const reply: Json = {
        description: `${says} Codes: ${codesOf(status)
          .map((code) => `\`${code}\``)
          .join(", ")}.`,
        ...(withRetryAfter.includes(status) && {
          headers: { "Retry-After": { description: "Seconds after which asking again makes sense.", schema: { type: "integer" } } },
        }),
        content: {
          "application/problem+json": { schema: extra.problem },
          ...(gatewayRefuses.includes(status) && { "application/json": { schema: extra.refusal } }),
        },
      };
      return [name, reply];
    }),
  );
}

/** The statuses that a route can be refused with. */
function refusalsOf(route: Route): Refusal[] {
  const takes = (part: "params" | "query" | "body") => route[part] !== Nothing;
  const asked = route.roles !== "anyone";
  return [
    ...(takes("params") || takes("query") || takes("body") ? [400 as const] : []),
    ...(asked ? [401 as const] : []),
    ...(Array.isArray(route.roles) ? [403 as const] : []),
    ...(takes("params") || takes("body") ? [404 as const] : []),
    ...(route.method !== "GET" && asked ? [409 as const] : []),
    ...(takes("body") ? [413 as const] : []),
    429,
    500,
    503,
  ];
}

export function repliesOf(name: string, route: Route, schemas: Schemas): Json {
  if (isInternal(route)) throw new Error(`${name} is internal: it is nobody's to read about.`);
  const described = { description: route.summary };
  const own =
    route.status === 204
      ? { description: "Done." }
      : { ...described, content: { [route.produces]: { schema: route.produces === "application/json" ? schemas.of(name, "reply") : { type: "string" } } } };
  return {
    [route.status]: own,
    ...Object.fromEntries(refusalsOf(route).map((status) => [status, { $ref: `#/components/responses/${refusals[status].name}` }])),
  };
}
