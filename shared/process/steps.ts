// The simple list of steps that the API has always taken, as a straight line of BPMN elements.
import * as z from "zod";
import { Definition, type DefinitionInput } from "./definition";
import { Name } from "./elements/node";
import { ServiceTask } from "./elements/service-task";
import { UserTask } from "./elements/user-task";

export const Step = z.strictObject({
  name: Name,
  stepType: z.enum(["manual", "automated"]),
  /** Order, not identity: equal ones keep the order of the list. */
  sequence: z.int().min(0).max(1_000_000),
  /** A manual step may say `participants`, `mode` …, an automated one `connector`, `retries` …, as the element itself would; everything is kept. */
  metadata: z.record(z.string(), z.json()).default({}),
});
export type Step = z.infer<typeof Step>;
export const Steps = z.array(Step).min(1).max(200);

type NodeInput = DefinitionInput["nodes"][number];

/** Start, the steps by their sequence, end. A manual step that names nobody is for any agent; an automated one without a connector is passed. */
export function compileSteps(steps: readonly z.input<typeof Step>[]): Definition {
  const sorted = Steps.parse(steps).toSorted((a, b) => a.sequence - b.sequence);
  const nodes: NodeInput[] = [{ id: "start", type: "startEvent" }, ...sorted.map(nodeOf), { id: "end", type: "endEvent" }];
  const flows = nodes.slice(1).map((node, i) => ({ id: `flow_${i + 1}`, from: nodes[i]?.id ?? "start", to: node.id }));
  const places = nodes.map((node, i) => [node.id, { x: 80 + 200 * i, y: 120 }]);
  return Definition.parse({ nodes, flows, layout: { nodes: Object.fromEntries(places) } });
}

function nodeOf({ name, stepType, metadata }: Step, index: number): NodeInput {
  const base = { id: `step_${index + 1}`, name, kept: { metadata } };
  return stepType === "manual" ? manual(base, metadata) : automated(base, metadata);
}

type Base = { id: string; name: string; kept: { metadata: Step["metadata"] } };

function manual(base: Base, metadata: Step["metadata"]): NodeInput {
  const parsed = UserTask.safeParse({ ...chosen(metadata, UserTask.shape), ...base, type: "userTask" });
  const node = parsed.success ? parsed.data : UserTask.parse({ ...base, type: "userTask" });
  return node.participants.length > 0 ? node : { ...node, participants: [{ from: "roles", roles: ["agent"] }] };
}

function automated(base: Base, metadata: Step["metadata"]): NodeInput {
  const parsed = ServiceTask.safeParse({ ...chosen(metadata, ServiceTask.shape), ...base, type: "serviceTask" });
  return parsed.success && parsed.data.connector ? parsed.data : { ...base, type: "task" };
}

/** What the metadata says in the element's own words. */
const chosen = (metadata: Step["metadata"], shape: object) => Object.fromEntries(Object.entries(metadata).filter(([key]) => key in shape && key !== "parent"));
