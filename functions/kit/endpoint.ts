// Joins a contract to the story behind it: is it well formed, may they, do it, and answer as promised.
import type * as z from "zod";
import type { Actor, Caller, UserActor } from "../../shared/contract/actor";
import { limits } from "../../shared/contract/limits";
import { type FieldError, Problem } from "../../shared/contract/problem";
import { isInternal, type Route } from "../../shared/contract/route";
import { guardText, hasOverlongNumber, pointerPart } from "../../shared/rules/text-guard";
import type { Database } from "../db";
import type { Ask } from "./ask";

/** The parts of a request as they were sent, not yet looked at; `raw` is the body's text where there is one. */
export type Sent = { params?: unknown; query?: unknown; body?: unknown; raw?: string };

/** What a story may use: all bound to this request's deadline (ms since 1970). */
export type Means = {
  db: Database;
  ask: Ask;
  deadline: number;
  requestId: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** In a receiver: the entities of whose calls to our own domain some are being taken. */
  delivering?: ReadonlySet<string>;
};

type Asker<R extends Pick<Route, "roles">> = R["roles"] extends "anyone"
  ? undefined
  : R["roles"] extends "signed-in"
    ? Caller
    : R["roles"] extends "internal"
      ? Actor
      : UserActor;

export type Input<R extends Route> = Means & {
  actor: Asker<R>;
  params: z.output<R["params"]>;
  query: z.output<R["query"]>;
  body: z.output<R["body"]>;
  /** The body's own text, for whoever must check a signature over it. */
  raw?: string;
  eventId?: string;
};

/** An answer with more than a body: headers, or another status than the route's own (304, say). */
export class Answer<T> {
  constructor(
    readonly body: T,
    readonly more: { headers?: Record<string, string>; status?: number; base64?: boolean } = {},
  ) {}
}

/** Where the contract replies with nothing, so may the story. */
// biome-ignore lint/suspicious/noConfusingVoidType: a story that returns nothing has this type.
type Told<Reply> = Reply | Answer<Reply> | (undefined extends Reply ? void : never);

export type Endpoint = {
  route: Route;
  /** Gives the reply, parsed by the contract. `who` decides what the actor is once the input is known to be well formed. */
  run(sent: Sent, who: () => Promise<Actor | Caller | undefined>, means: Means, eventId?: string): Promise<Answer<unknown>>;
};

export function endpoint<const R extends Route>(route: R, story: (input: Input<R>) => Promise<Told<z.input<R["reply"]>>>): Endpoint {
  return {
    route,
    async run(sent, who, means, eventId) {
      // Who comes first: a stranger learns nothing about what a body should look like.
      const actor = allowed(route, await who());
      const input = { ...means, ...wellFormedParts(route, sent), actor, eventId, raw: sent.raw };
      // The generic parts of the input are exactly what the route's schemas gave.
      const told = await story(input as unknown as Input<R>);
      const answer = told instanceof Answer ? told : new Answer(told);
      // A reply that breaks its own contract is our bug, never the caller's: let it crash.
      const body = answer.more.status === 304 ? undefined : route.produces === "application/json" ? route.reply.parse(answer.body) : answer.body;
      return new Answer(body, answer.more);
    },
  };
}

function allowed(route: Route, actor: Actor | Caller | undefined) {
  if (Array.isArray(route.roles)) {
    const roles = actor && "roles" in actor ? actor.roles : [];
    if (!route.roles.some((role) => roles.includes(role))) throw new Problem("not-allowed", `This needs the role ${route.roles.join(" or ")}.`);
  }
  return actor;
}

const mostKeys = ({ limit }: Route) => (limit === "formBody" || limit === "workflowBody" ? limits.keysOfDefinition : limits.keys);

function wellFormedParts(route: Route, sent: Sent) {
  const body = sent.raw === undefined ? sent.body : parsedBody(route, sent.raw);
  const guarded = [
    ...guardText(sent.params, "/params"),
    ...guardText(sent.query, "/query"),
    ...(isInternal(route) ? [] : guardText(body, "/body", mostKeys(route))),
  ];
  if (guarded.length > 0) throw new Problem("invalid-input", "Some of the input can't be stored.", { errors: guarded });
  return {
    params: wellFormed(route.params, sent.params, "params"),
    query: wellFormed(route.query, sent.query, "query"),
    body: wellFormed(route.body, body, "body"),
  };
}

function parsedBody(route: Route, raw: string): unknown {
  const most = limits[route.limit];
  if (Buffer.byteLength(raw) > most) throw new Problem("too-large", `The body may have ${most / 1024} KiB at most (${route.limit}).`);
  if (raw === "") return undefined;
  if (hasOverlongNumber(raw))
    throw new Problem("invalid-input", "The body has an overlong number.", {
      errors: [{ path: "/body", code: "number-too-long", message: `A number may have ${limits.digits} digits at most; send it as text.` }],
    });
  try {
    return JSON.parse(raw);
  } catch (error) {
    throw new Problem("invalid-input", "The body is not JSON.", {
      errors: [{ path: "/body", code: "not-json", message: error instanceof Error ? error.message : "not JSON" }],
    });
  }
}

export function wellFormed<S extends z.ZodType>(schema: S, value: unknown, part: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem("invalid-input", "Some of the input is not valid.", { errors: result.error.issues.flatMap((issue) => located(issue, part)) });
}

/** One error per place: of unknown keys each is its own place. */
function located(issue: z.core.$ZodIssue, part: string): FieldError[] {
  const at = (path: PropertyKey[]) => `/${[part, ...path.map((step) => pointerPart(String(step)))].join("/")}`;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: at([...issue.path, key]), code: issue.code, message: "Is not a known field." }));
  return [{ path: at(issue.path), code: issue.code, message: issue.message }];
}
