// Short ways to write a process down: "a -> b -> c" and nodes by name.
import type { DefinitionInput } from "../../../shared/process";

export type NodeInput = DefinitionInput["nodes"][number];
type FlowInput = DefinitionInput["flows"][number];

export const start: NodeInput = { id: "start", type: "startEvent" };
export const end: NodeInput = { id: "end", type: "endEvent" };

type UserInput = Partial<Extract<NodeInput, { type: "userTask" }>>;
/** A step that people do; without a word, one person named after it. */
export const user = (id: string, more: UserInput = {}): NodeInput => ({
  id,
  name: id,
  type: "userTask",
  participants: [{ from: "users", users: [`${id}.user`] }],
  ...more,
});
export const parallel = (id: string): NodeInput => ({ id, type: "parallelGateway" });
export const inclusive = (id: string, defaultFlow?: string): NodeInput => ({ id, type: "inclusiveGateway", ...(defaultFlow ? { default: defaultFlow } : {}) });
export const exclusive = (id: string, defaultFlow?: string): NodeInput => ({ id, type: "exclusiveGateway", ...(defaultFlow ? { default: defaultFlow } : {}) });
export const pass = (id: string): NodeInput => ({ id, name: id, type: "task" });

/** Each line is a chain: `a -> b -> c`; `a -[days > 3]> b` has a condition. Flows are called `a-b`. */
export function draw(nodes: NodeInput[], lines: string[], more: Partial<DefinitionInput> = {}): DefinitionInput {
  return { nodes, flows: lines.flatMap(chain), ...more };
}

function chain(line: string): FlowInput[] {
  const parts = line.split(/\s*-(?:\[(.*?)\])?>\s+/);
  const flows: FlowInput[] = [];
  for (let i = 0; i + 2 < parts.length; i += 2) {
    const [from = "", condition, to = ""] = parts.slice(i, i + 3);
    flows.push({ id: `${from}-${to}`, from, to, ...(condition ? { condition } : {}) });
  }
  return flows;
}

/** Start, these one after another, end. */
export const line = (...nodes: NodeInput[]): DefinitionInput => draw([start, ...nodes, end], [`start -> ${nodes.map((node) => node.id).join(" -> ")} -> end`]);
export const timer = (duration: string) => ({ type: "timer" as const, duration });
export const edge = (
  id: string,
  attachedTo: string,
  eventDefinition: Extract<NodeInput, { type: "boundaryEvent" }>["eventDefinition"],
  interrupting = true,
): NodeInput => ({ id, type: "boundaryEvent", attachedTo, eventDefinition, interrupting });
