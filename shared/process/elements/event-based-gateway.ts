import * as z from "zod";
import type { Node } from "../definition";
import { ready, take } from "../run/element";
import { Stuck } from "../run/stuck";
import { type Waited, waitFor } from "../run/waits";
import type { Kind } from "./kind";
import { nodeFields } from "./node";

/** The first of the events behind it decides the way. */
export const EventBasedGateway = z.strictObject({ ...nodeFields, type: z.literal("eventBasedGateway") });
export type EventBasedGateway = z.infer<typeof EventBasedGateway>;

export const eventBasedGateway: Kind<"eventBasedGateway"> = {
  check: ({ id }, { graph, report }) => {
    const ways = graph.outgoing(id);
    if (ways.length < 2) report(id, "incomplete", "It needs two events to choose from.");
    for (const flow of ways) {
      const to = graph.nodes.get(flow.to);
      if (eventAt(to).length === 0) report(flow.id, "flow-not-allowed", "Behind an event-based gateway only timers, messages and receive tasks may stand.");
      if (to && graph.incoming(to.id).length > 1) report(to.id, "flow-not-allowed", "An event behind an event-based gateway has no other way in.");
    }
  },
  enter: (run, element, node) => {
    const events = run.graph.outgoing(node.id).flatMap(({ to }) => eventAt(run.graph.nodes.get(to)));
    if (events.length === 0) throw new Stuck("no-way-out", "No event stands behind it.", { code: "no-events" });
    ready(run, element);
    for (const { id, event } of events) waitFor(run, element, id, event);
  },
  triggered: (run, element, node, cause, variables) => {
    const way = run.graph.outgoing(node.id).find((flow) => flow.to === cause);
    if (way) take(run, element, way, variables);
  },
};

function eventAt(node: Node | undefined): { id: string; event: Waited }[] {
  if (node?.type === "receiveTask") return [{ id: node.id, event: node.message }];
  if (node?.type !== "intermediateCatchEvent") return [];
  const { id, eventDefinition: event } = node;
  return event.type === "timer" || event.type === "message" ? [{ id, event }] : [];
}
