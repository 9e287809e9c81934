// Random processes: any node may lead anywhere, back and across, so joins reach each other, loop and starve.
import fc from "fast-check";
import type { DefinitionInput } from "../../../shared/process";
import type { Picture } from "./join-oracle";

type NodeInput = DefinitionInput["nodes"][number];
type FlowInput = DefinitionInput["flows"][number];
type Kind = "user" | "inclusive" | "parallel" | "exclusive";
type Sketch = { kind: Kind; to: number[]; choices: boolean[]; edge: number | null }[];

const kinds: fc.Arbitrary<Kind> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Kind>("user") },
  { weight: 4, arbitrary: fc.constant<Kind>("inclusive") },
  { weight: 3, arbitrary: fc.constant<Kind>("parallel") },
  fc.constant<Kind>("exclusive"),
);

export const sketches = (size: number): fc.Arbitrary<Sketch> =>
  fc.array(
    fc.record({
      kind: kinds,
      to: fc.array(fc.nat(size), { minLength: 1, maxLength: 3 }),
      choices: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      edge: fc.option(fc.nat(size), { freq: 3 }),
    }),
    { minLength: 2, maxLength: size },
  );

/** Node `n<i>` leads to `n<j>`, or to the end where there is no such node. A user step has one way out, and perhaps one over its edge after an hour. */
export function processOf(sketch: Sketch): DefinitionInput {
  const nodes: NodeInput[] = [
    { id: "start", type: "startEvent" },
    { id: "end", type: "endEvent" },
  ];
  const flows: FlowInput[] = [{ id: "first", from: "start", to: "n0" }];
  const target = (index: number) => (index < sketch.length ? `n${index}` : "end");
  sketch.forEach(({ kind, to, choices, edge }, i) => {
    const id = `n${i}`;
    const targets = kind === "user" ? to.slice(0, 1) : [...new Set(to)];
    const ways = targets.map(
      (index, way): FlowInput => ({
        id: `${id}_${way}`,
        from: id,
        to: target(index),
        ...(kind === "inclusive" || kind === "exclusive" ? { condition: String(choices[way] ?? true) } : {}),
      }),
    );
    flows.push(...ways);
    if (kind === "user") {
      nodes.push({ id, name: id, type: "userTask", participants: [{ from: "users", users: ["somebody"] }] });
      if (edge !== null) {
        nodes.push({ id: `${id}_edge`, type: "boundaryEvent", attachedTo: id, eventDefinition: { type: "timer", duration: "PT1H" } });
        flows.push({ id: `${id}_edge_0`, from: `${id}_edge`, to: target(edge) });
      }
    } else if (kind === "parallel") nodes.push({ id, type: "parallelGateway" });
    else nodes.push({ id, type: kind === "inclusive" ? "inclusiveGateway" : "exclusiveGateway", default: ways.at(-1)?.id });
  });
  return { nodes, flows };
}

export function pictureOf({ nodes, flows }: DefinitionInput): Picture {
  const edges = nodes.flatMap((node) => (node.type === "boundaryEvent" ? [[node.id, node.attachedTo]] : []));
  return { arcs: flows, edges: Object.fromEntries(edges) };
}
