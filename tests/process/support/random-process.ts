// Random processes of every element, drawn without sense: dead ends, crossing joins, loops, edges, sub-processes.
import fc from "fast-check";
import type { DefinitionInput } from "../../../shared/process";

type NodeInput = DefinitionInput["nodes"][number];
type FlowInput = DefinitionInput["flows"][number];
export type Sketch = { kind: number; flavour: number; to: number[]; edge: number | null; inner: boolean };

export const sketches = fc.array(
  fc.record({
    kind: fc.nat(15),
    flavour: fc.nat(11),
    to: fc.array(fc.nat(9), { minLength: 0, maxLength: 3 }),
    edge: fc.option(fc.nat(9), { freq: 2 }),
    inner: fc.boolean(),
  }),
  { minLength: 2, maxLength: 9 },
);

const people = ["p", "q", "r", "me"];
const modes = [
  { type: "any" },
  { type: "all" },
  { type: "all", onRefusal: "wait" },
  { type: "vote", count: 2 },
  { type: "vote", percent: 60 },
  { type: "sequence" },
  { type: "random" },
  { type: "claim" },
] as const;
const pick = <T>(of: readonly T[], at: number): T => of[at % of.length] as T;
const conditions = ["x > 1", "true", "false", "x = null", "missing > 2"];

function nodeOf(id: string, kind: number, flavour: number): NodeInput {
  const timer = { type: "timer" as const, duration: pick(["PT1H", "PT1M", "=soon"], flavour) };
  const message = { type: "message" as const, name: pick(["m", "n"], flavour), resultVariable: "got" };
  const loop =
    flavour % 4 === 0
      ? {
          loop: {
            type: "multiInstance" as const,
            collection: pick(["[1, 2, 3]", "[]", "x", "[1, 2]"], flavour),
            sequential: flavour % 3 === 0,
            elementVariable: "item",
            outputCollection: "out",
            outputElement: "item",
          },
        }
      : {};
  const base = { id, name: id };
  switch (kind) {
    case 0:
    case 1:
    case 2:
    case 3:
      return {
        ...base,
        ...loop,
        type: "userTask",
        mode: pick(modes, flavour),
        participants: pick(
          [
            [{ from: "users", users: ["p", "q", "r"] }],
            [{ from: "groups", groups: ["g"] }],
            [{ from: "initiator" }],
            [{ from: "field", field: "who" }],
            [{ from: "departmentHead" }],
          ],
          flavour + kind,
        ),
        rules: {
          nobody: { type: pick(["incident", "pass", "admin"] as const, flavour) },
          initiator: pick(["let", "skip", "superior"] as const, kind),
          sameApprover: pick(["always", "once", "consecutive"] as const, flavour),
          banSelfApproval: flavour === 7,
        },
        onRefusal: pick(["continue", "return", "reject", "continue"] as const, flavour + kind),
        ...(flavour % 3 === 0
          ? { timeout: { after: "PT30M", reminders: flavour % 2, action: pick(["approve", "refuse", "escalate", "nothing"] as const, kind) } }
          : {}),
      };
    case 4:
      return { ...base, type: "exclusiveGateway" };
    case 5:
      return { ...base, type: "parallelGateway" };
    case 6:
      return { ...base, type: "inclusiveGateway" };
    case 7:
      return { ...base, ...loop, type: "serviceTask", retries: flavour % 2, connector: { type: "http", url: "https://x.test", resultVariable: "got" } };
    case 8:
      return { ...base, ...loop, type: "scriptTask", expression: pick(["1 + 1", "x * 2", "nope(", "null"], flavour), resultVariable: "x" };
    case 9:
      return { ...base, type: "intermediateCatchEvent", eventDefinition: flavour % 2 ? timer : message };
    case 10:
      return { ...base, ...loop, type: "receiveTask", message: { name: "m" } };
    case 11:
      return { ...base, ...loop, type: "subProcess" };
    case 12:
      return { ...base, ...loop, type: "callActivity", calledElement: "w", outputs: { x: "x" } };
    case 13:
      return {
        ...base,
        type: "endEvent",
        ...(flavour % 3 === 1
          ? { eventDefinition: { type: "terminate" as const } }
          : flavour % 3 === 2
            ? { eventDefinition: { type: "error" as const, code: "E" } }
            : {}),
      };
    case 14:
      return { ...base, type: "eventBasedGateway" };
    default:
      return { ...base, ...loop, type: "task" };
  }
}

/** Half of the nodes may stand in the first sub-process; flows stay within a scope. */
export function processOf(sketch: readonly Sketch[]): DefinitionInput {
  const sub = sketch.findIndex((it) => it.kind === 11);
  const isInner = (i: number) => sub >= 0 && i !== sub && (sketch[i]?.inner ?? false);
  const nodes: NodeInput[] = [
    { id: "start", type: "startEvent" },
    { id: "end", type: "endEvent" },
  ];
  const flows: FlowInput[] = [];
  const connect = (from: string, to: number, inner: boolean, condition?: string) => {
    const target = to < sketch.length && isInner(to) === inner ? `n${to}` : inner ? "inner_end" : "end";
    flows.push({ id: `f${flows.length}`, from, to: target, ...(condition ? { condition } : {}) });
  };
  if (sub >= 0) nodes.push({ id: "inner_start", type: "startEvent", parent: `n${sub}` }, { id: "inner_end", type: "endEvent", parent: `n${sub}` });
  connect(
    "start",
    sketch.findIndex((_, i) => !isInner(i)),
    false,
  );
  if (sub >= 0) connect("inner_start", sketch.findIndex((_, i) => isInner(i)) >>> 0, true);
  sketch.forEach(({ kind, flavour, to, edge }, i) => {
    const id = `n${i}`;
    const parent = isInner(i) ? { parent: `n${sub}` } : {};
    nodes.push({ ...nodeOf(id, kind, flavour), ...parent });
    if (kind === 13) return;
    const decides = kind === 4 || kind === 6;
    const first = flows.length;
    if (kind === 14)
      for (const [n, next] of to.entries()) {
        const event: NodeInput = { ...nodeOf(`${id}_e${n}`, n % 2 ? 10 : 9, flavour + n), ...parent } as NodeInput;
        nodes.push(event);
        flows.push({ id: `f${flows.length}`, from: id, to: event.id });
        connect(event.id, next, isInner(i));
      }
    else for (const [n, next] of [...new Set(to)].entries()) connect(id, next, isInner(i), decides ? pick(conditions, flavour + n) : undefined);
    const node = nodes.find((it) => it.id === id);
    if (decides && flows.length > first && flavour % 3 > 0 && (node?.type === "exclusiveGateway" || node?.type === "inclusiveGateway"))
      node.default = flows.at(-1)?.id;
    if (edge === null || ![0, 1, 2, 3, 7, 10, 11, 12].includes(kind)) return;
    const eventDefinition = pick(
      [{ type: "timer", duration: "PT1H" }, { type: "message", name: "m" }, { type: "error" }, { type: "timer", duration: "=soon" }] as const,
      flavour + edge,
    );
    nodes.push({ id: `${id}_edge`, type: "boundaryEvent", attachedTo: id, eventDefinition, interrupting: flavour % 2 === 0, ...parent });
    connect(`${id}_edge`, edge, isInner(i));
  });
  return { nodes, flows };
}

export { people };
