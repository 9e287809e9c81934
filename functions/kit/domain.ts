// A domain's Lambda: takes a request from API Gateway or from another domain, finds its endpoint, and turns refusals into replies.
import middy, { type MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Actor, Caller } from "../../shared/contract/actor";
import type { Domain } from "../../shared/contract/domain";
import { Problem, type ProblemReply } from "../../shared/contract/problem";
import { isInternal, routeKey } from "../../shared/contract/route";
import { connect } from "../db";
import { type ResolveActor, resolveByIdentity } from "./actor";
import { askBy, type Delivery, Envelope, type EnvelopeReply } from "./ask";
import { callerOf } from "./caller";
import { now } from "./clock";
import type { Answer, Endpoint, Means } from "./endpoint";
import { log } from "./log";
import { tellOfDomain } from "./metric";
import { type Receiver, receiveInOrder } from "./receiver";

export type DomainEvent = APIGatewayProxyEventV2 | Envelope;
export type DomainResult = APIGatewayProxyStructuredResultV2 | EnvelopeReply;

/** What stays for the answer itself, in ms, when everything else has run out of time. */
const reserve = 1_000;

type Options = { receivers?: readonly Receiver[]; resolveActor?: ResolveActor };

export function domain(name: Domain, endpoints: readonly Endpoint[], { receivers = [], resolveActor = resolveByIdentity }: Options = {}) {
  const served = new Map(endpoints.map((one) => [routeKey(one.route), one]));
  const receiving = new Map(receivers.map((one) => [one.key, one]));

  const means = (deadline: number, requestId: string, headers: Means["headers"] = {}): Means => ({
    db: connect(name, deadline),
    ask: askBy(deadline, requestId),
    deadline,
    requestId,
    headers,
  });

  async function answerHttp(event: APIGatewayProxyEventV2, context: Context): Promise<DomainResult> {
    const endpoint = served.get(event.routeKey.replace(/\/$/, ""));
    // An internal route is in no gateway, and is not served to whoever pretends to be one.
    if (!endpoint || isInternal(endpoint.route)) throw new Problem("not-found", "There is no such path.");
    const { roles } = endpoint.route;
    const request = means(deadlineOf(context), event.requestContext.requestId, event.headers);
    const who = async () => {
      if (roles === "anyone") return undefined;
      const caller = callerOf(event as APIGatewayProxyEventV2WithJWTAuthorizer);
      return roles === "signed-in" ? caller : resolveActor(caller, request);
    };
    const raw = event.body === undefined ? undefined : event.isBase64Encoded ? Buffer.from(event.body, "base64").toString() : event.body;
    return httpReply(endpoint, await endpoint.run({ params: event.pathParameters ?? {}, query: event.queryStringParameters ?? {}, raw }, who, request));
  }

  async function answerEnvelope(event: Envelope, context: Context): Promise<DomainResult> {
    const envelope = Envelope.parse(event);
    const request = means(Math.min(deadlineOf(context), envelope.deadline), envelope.requestId);
    if (envelope.deliveries) {
      const outcomes = await receiveInOrder(receiving, envelope.deliveries, { ...request, delivering: ownEntities(envelope.deliveries) });
      return { outcomes: outcomes.map((problem) => problem && problemReply(problem, envelope.requestId)) };
    }
    const endpoint = served.get(envelope.route ?? "");
    if (!endpoint) throw new Problem("not-found", `${name} has no ${envelope.route}.`);
    const answer = await endpoint.run(envelope.input ?? {}, async (): Promise<Actor | Caller | undefined> => envelope.actor, request);
    return { ok: true, body: answer.body };
  }

  return middy<DomainEvent, DomainResult, Error, Context>()
    .use(refusals(name))
    .handler((event: DomainEvent, context: Context) => ("requestContext" in event ? answerHttp(event, context) : answerEnvelope(event, context)));
}

export const deadlineOf = (context: Pick<Context, "getRemainingTimeInMillis">) => now() + context.getRemainingTimeInMillis() - reserve;

function httpReply({ route }: Endpoint, { body, more }: Answer<unknown>): APIGatewayProxyStructuredResultV2 {
  const statusCode = more.status ?? route.status;
  if (statusCode === 204 || statusCode === 304) return { statusCode, headers: more.headers };
  const json = route.produces === "application/json";
  return {
    statusCode,
    headers: { "content-type": json ? "application/json; charset=utf-8" : route.produces, ...more.headers },
    body: json ? JSON.stringify(body) : String(body),
    ...(more.base64 && { isBase64Encoded: true }),
  };
}

const ownEntities = (deliveries: readonly Delivery[]) => new Set(deliveries.flatMap(({ entity, toSelf }) => (toSelf ? [entity] : [])));

const requestIdOf = (event: DomainEvent) => ("requestContext" in event ? event.requestContext.requestId : event.requestId);

/** What a line says of its request. The ids of its path say what it is about (of a submission's address: without its signature). */
function factsOf(domain: Domain, event: DomainEvent) {
  const request = { domain, requestId: requestIdOf(event) };
  if (!("requestContext" in event)) return { ...request, route: event.route, tenantId: event.actor?.tenantId, ids: event.input?.params };
  const { jwt } = (event as APIGatewayProxyEventV2WithJWTAuthorizer).requestContext.authorizer ?? {};
  const ids = Object.entries(event.pathParameters ?? {}).map(([name, id]) => [name, id?.split(".")[0]]);
  return { ...request, route: event.routeKey, tenantId: jwt?.claims.tenant, ids: Object.fromEntries(ids) };
}

/** Turns what is thrown into RFC 9457; what nobody meant is logged whole and answered without a word of it. */
function refusals(name: Domain): MiddlewareObj<DomainEvent, DomainResult, Error, Context> {
  return {
    onError: (request) => {
      const { event, error } = request;
      const requestId = requestIdOf(event);
      const problem = error instanceof Problem ? error : undefined;
      if (!problem) {
        log.error("a request failed", { ...factsOf(name, event), error });
        tellOfDomain(name, { Faults: 1 });
      } else if (problem.status >= 500) log.warn("a request was put off", { ...factsOf(name, event), code: problem.code, error: problem });
      const reply = problem ? problemReply(problem, requestId) : internal(requestId);
      request.response = "requestContext" in event ? httpProblem(reply, problem?.retryAfter) : { ok: false, problem: reply };
    },
  };
}

const httpProblem = (reply: ProblemReply, retryAfter?: number): APIGatewayProxyStructuredResultV2 => ({
  statusCode: reply.status,
  headers: { "content-type": "application/problem+json; charset=utf-8", ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }) },
  body: JSON.stringify(reply),
});

const problemReply = (problem: Problem, requestId: string): ProblemReply => ({
  type: `/api/docs#problem-${problem.code}`,
  title: problem.code.replaceAll("-", " "),
  status: problem.status,
  detail: problem.detail,
  code: problem.code,
  requestId,
  ...(problem.errors && { errors: [...problem.errors] }),
  ...(problem.changed && { changed: problem.changed }),
});

const internal = (requestId: string): ProblemReply => ({
  type: "/api/docs#problem-internal",
  title: "internal error",
  status: 500,
  detail: `Something went wrong on our side. Tell us the request id ${requestId}.`,
  code: "internal",
  requestId,
});
