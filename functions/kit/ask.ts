// The internal call: the one way in which a domain asks another, by Lambda Invoke of a route value with a resolved actor.
import { InvokeCommand, type InvokeCommandInput, type InvokeCommandOutput, LambdaClient } from "@aws-sdk/client-lambda";
import * as z from "zod";
import { Actor } from "../../shared/contract/actor";
import type { Domain } from "../../shared/contract/domain";
import { Problem, ProblemReply } from "../../shared/contract/problem";
import { type Route, routeKey } from "../../shared/contract/route";
import { now } from "./clock";
import { direct } from "./direct-call";
import { env } from "./env";
import { lean, within } from "./sdk";

/** One owed call on its way: `entity` is whose order it keeps, `eventId` the same in every try; `toSelf` is one of a domain to itself. */
export const Delivery = z.object({ route: z.string(), entity: z.string(), eventId: z.uuid(), actor: Actor, body: z.unknown(), toSelf: z.boolean().optional() });
export type Delivery = z.infer<typeof Delivery>;

const SentParts = z.object({ params: z.unknown().optional(), query: z.unknown().optional(), body: z.unknown().optional() });

/** What a Lambda gets by Invoke; `deadline` in ms since 1970 is the asker's own. */
export const Envelope = z.object({
  /** The route key of a question; deliveries name their own. */
  route: z.string().optional(),
  deadline: z.number(),
  requestId: z.string(),
  actor: Actor.optional(),
  input: SentParts.optional(),
  deliveries: z.array(Delivery).optional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** What it answers: the reply's body, or a refusal; of deliveries one outcome each (null: done). */
export const EnvelopeReply = z.union([
  z.object({ ok: z.literal(true), body: z.unknown() }),
  z.object({ ok: z.literal(false), problem: ProblemReply }),
  z.object({ outcomes: z.array(ProblemReply.nullable()) }),
]);
export type EnvelopeReply = z.infer<typeof EnvelopeReply>;

type SentTo<R extends Route> = { params?: z.input<R["params"]>; query?: z.input<R["query"]>; body?: z.input<R["body"]> };

export type Ask = {
  /** Asks for one thing. Throws the receiver's Problem, or `domain-away` where it does not answer before the deadline. */
  <R extends Route>(receiver: Domain, route: R, actor: Actor, sent?: SentTo<R>): Promise<z.output<R["reply"]>>;
  /** Delivers owed calls in one Invoke: an outcome for each, in order. Throws `domain-away` where nothing is known. */
  deliver(receiver: Domain, deliveries: readonly Delivery[]): Promise<(ProblemReply | null)[]>;
};

class Invoke extends InvokeCommand {
  override resolveMiddleware(...[, configuration]: Parameters<InvokeCommand["resolveMiddleware"]>) {
    return direct(configuration, {
      service: "lambda",
      path: ({ FunctionName = "" }: InvokeCommandInput) => `/2015-03-31/functions/${FunctionName}/invocations`,
      body: ({ Payload }) => Payload as unknown as string, // which is what we give
      output: (reply, headers): InvokeCommandOutput => ({
        Payload: reply as Uint8Array as InvokeCommandOutput["Payload"], // of which we read the bytes
        FunctionError: headers["x-amz-function-error"],
        $metadata: {},
      }),
    });
  }
}

let made: { endpoint: string | undefined; client: LambdaClient } | undefined;

function lambda(): LambdaClient {
  const endpoint = process.env.AWS_ENDPOINT_URL_LAMBDA ?? process.env.AWS_ENDPOINT_URL;
  if (!made || made.endpoint !== endpoint)
    made = { endpoint, client: new LambdaClient({ ...lean, endpoint, maxAttempts: 1, requestHandler: { connectionTimeout: 1_000 } }) };
  return made.client;
}

/** The function of a domain by its computed name, so that no stack needs a reference to another's (DESIGN §5). */
export const functionName = (domain: Domain) => `${env("PFLOW_STAGE")}-pflow-${domain}`;

export function askBy(deadline: number, requestId: string): Ask {
  const invoke = (receiver: Domain, envelope: Omit<Envelope, "deadline" | "requestId">) => invoked(receiver, { ...envelope, deadline, requestId });
  const ask = async (receiver: Domain, route: Route, actor: Actor, sent: SentTo<Route> = {}) => {
    const reply = await invoke(receiver, { route: routeKey(route), actor, input: sent });
    if ("outcomes" in reply) throw new Error(`${receiver} answered a question with outcomes.`);
    if (!reply.ok) throw problemOf(reply.problem, receiver);
    return route.reply.parse(reply.body);
  };
  const deliver = async (receiver: Domain, deliveries: readonly Delivery[]) => {
    const reply = await invoke(receiver, { deliveries: [...deliveries] });
    if ("outcomes" in reply && reply.outcomes.length === deliveries.length) return reply.outcomes;
    throw "ok" in reply && !reply.ok ? problemOf(reply.problem, receiver) : new Error(`${receiver} did not answer each delivery.`);
  };
  // The overload's generics say more than the implementation can: the reply was parsed by the route itself.
  return Object.assign(ask, { deliver }) as Ask;
}

async function invoked(receiver: Domain, envelope: Envelope): Promise<EnvelopeReply> {
  if (envelope.deadline <= now()) throw new Problem("domain-away", `There was no time left to ask ${receiver}.`);
  const sent = lambda().send(new Invoke({ FunctionName: functionName(receiver), Payload: JSON.stringify(envelope) }));
  const reply = await within(envelope.deadline, sent, () => new Error("It did not answer in time.")).catch((cause: unknown) => {
    throw new Problem("domain-away", `${receiver} can't be reached now.`, { cause });
  });
  const text = new TextDecoder().decode(reply.Payload);
  if (reply.FunctionError) throw new Problem("domain-away", `${receiver} failed to answer.`, { cause: new Error(text) });
  return EnvelopeReply.parse(JSON.parse(text));
}

function problemOf(reply: ProblemReply, receiver: Domain) {
  if (reply.code === "internal") return new Problem("domain-away", `${receiver} failed to answer (request ${reply.requestId}).`);
  return new Problem(reply.code, reply.detail, { errors: reply.errors, changed: reply.changed });
}
