import { expect, test } from "vitest";
import { checkDefinition, Definition } from "../../shared/process";
import { addBoundary, addInside, appendNode, firstDefinition } from "../../web/src/workflow/designer/append";
import { addNode, connect, heirOf, nodeOf, outgoing, remove, setDefault } from "../../web/src/workflow/designer/draft";
import { hostAt, resizeRoom, restingSpot, settle } from "../../web/src/workflow/designer/move";
import type { Kind } from "../../web/src/workflow/kinds";
import { type Box, boxOf, middleOf } from "../../web/src/workflow/shapes";

const template = () => firstDefinition(Definition.parse({ nodes: [], flows: [] }), { start: "start", task: "approve", end: "end" });

function node(definition: Definition, id: string) {
  const found = nodeOf(definition, id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}
const box = (definition: Definition, id: string) => boxOf(node(definition, id), definition);
const middle = (definition: Definition, id: string) => middleOf(box(definition, id));
const after = (definition: Definition, kind: Kind, from: string) => appendNode(definition, kind, kind, node(definition, from));
const ids = (definition: Definition, parent?: string) => definition.nodes.filter((one) => one.parent === parent).map(({ id }) => id);
const isWithin = (inner: Box, outer: Box) =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
const areApart = (a: Box, b: Box) => a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;

/** The template with a sub-process between its approval and its end: its own start and two steps. */
function withRoom() {
  let { definition } = after(template(), "subProcess", "userTask_1");
  for (const kind of ["userTask", "userTask", "end"] as const) definition = addInside(definition, kind, kind, node(definition, "subProcess_1")).definition;
  return definition;
}

test("a sub-process comes with a start; what is added inside follows it, stays in its frame, and what stands behind makes room", () => {
  const drawn = withRoom();
  expect(ids(drawn, "subProcess_1")).toEqual(["startEvent_2", "userTask_2", "userTask_3", "endEvent_2"]);
  expect(outgoing(drawn, "startEvent_2").map(({ to }) => to)).toEqual(["userTask_2"]);
  for (const id of ids(drawn, "subProcess_1")) expect(isWithin(box(drawn, id), box(drawn, "subProcess_1"))).toBe(true);
  expect(areApart(box(drawn, "endEvent_1"), box(drawn, "subProcess_1"))).toBe(true);
  expect(new Set(checkDefinition(drawn).map(({ code }) => code))).toEqual(new Set(["no-participants"]));
});

test("what is added where every step leads on already stands beside them, and covers none", () => {
  const drawn = withRoom();
  const more = addInside(drawn, "userTask", "third", node(drawn, "subProcess_1"));
  expect(nodeOf(more.definition, more.id)?.parent).toBe("subProcess_1");
  for (const id of ids(drawn, "subProcess_1")) expect(areApart(box(more.definition, more.id), box(more.definition, id))).toBe(true);
});

test("a step that is put down in a sub-process stands in it with its events, and ways across the edge are gone and counted", () => {
  const before = addBoundary(withRoom(), "boundaryTimer", "", node(withRoom(), "userTask_1")).definition;
  const spot = middle(before, "subProcess_1");
  const { definition, cut } = settle(before, { userTask_1: { x: spot.x, y: spot.y + 60 } });
  expect(nodeOf(definition, "userTask_1")?.parent).toBe("subProcess_1");
  expect(nodeOf(definition, "boundaryEvent_1")?.parent).toBe("subProcess_1");
  expect(cut).toBe(2);
  expect(definition.flows.some(({ from, to }) => [from, to].includes("userTask_1"))).toBe(false);
  expect(isWithin(box(definition, "userTask_1"), box(definition, "subProcess_1"))).toBe(true);
  expect(Definition.parse(definition)).toEqual(definition);
});

test("a step that is taken out of a sub-process is the process's own, and a gateway forgets a default that went with it", () => {
  const gated = after(withRoom(), "exclusive", "userTask_2");
  const way = outgoing(gated.definition, gated.id)[0];
  const before = setDefault(gated.definition, node(gated.definition, gated.id), way?.id);
  const { definition, cut } = settle(before, { userTask_3: { x: 0, y: 900 } });
  expect(nodeOf(definition, "userTask_3")).not.toHaveProperty("parent");
  expect(nodeOf(definition, gated.id)).not.toHaveProperty("default");
  expect(cut).toBe(2);
});

test("a sub-process that is moved keeps all that stands in it, also over another one", () => {
  const two = addNode(withRoom(), "subProcess", "other", { x: 400, y: 900 });
  const spot = box(two.definition, two.id);
  const { definition, cut } = settle(two.definition, { subProcess_1: { x: spot.x, y: spot.y } });
  expect(nodeOf(definition, "subProcess_1")?.parent).toBe(two.id);
  expect(ids(definition, "subProcess_1")).toEqual(ids(two.definition, "subProcess_1"));
  expect(isWithin(box(definition, "subProcess_1"), box(definition, two.id))).toBe(true);
  expect(cut).toBe(2);
});

test("a sub-process can't be made smaller than what stands in it, and an event on its edge stays there", () => {
  const drawn = withRoom();
  const hung = addBoundary(drawn, "boundaryTimer", "", node(drawn, "subProcess_1")).definition;
  const was = box(hung, "subProcess_1");
  const smaller = resizeRoom(hung, "subProcess_1", { ...was, width: 100, height: 100 });
  for (const id of ids(smaller, "subProcess_1")) expect(isWithin(box(smaller, id), box(smaller, "subProcess_1"))).toBe(true);
  const { y, height } = box(smaller, "subProcess_1");
  expect(middle(smaller, "boundaryEvent_1").y).toBe(y + height);
  const larger = resizeRoom(hung, "subProcess_1", { ...was, height: was.height + 200 });
  expect(middle(larger, "boundaryEvent_1").y).toBe(was.y + was.height + 200);
});

test("an event goes to the edge of the activity that it was put down on, where it was put down", () => {
  const drawn = template();
  const task = box(drawn, "userTask_1");
  const spot = { x: task.x + 40, y: task.y + 6 };
  expect(hostAt(drawn, spot)?.id).toBe("userTask_1");
  const { definition } = addBoundary(drawn, "boundaryMessage", "", node(drawn, "userTask_1"), spot);
  expect(middle(definition, "boundaryEvent_1")).toEqual({ x: spot.x, y: task.y });
});

test("an event can be moved along the edge and to another activity, but never away", () => {
  const two = after(addBoundary(template(), "boundaryTimer", "", node(template(), "userTask_1")).definition, "serviceTask", "userTask_1");
  const [first, second] = [box(two.definition, "userTask_1"), box(two.definition, two.id)];
  const off = settle(two.definition, { boundaryEvent_1: { x: first.x - 300, y: first.y + 500 } }).definition;
  expect(middle(off, "boundaryEvent_1")).toEqual({ x: first.x, y: first.y + first.height });
  const over = settle(two.definition, { boundaryEvent_1: { x: second.x + 20, y: second.y + second.height - 30 } }).definition;
  expect(nodeOf(over, "boundaryEvent_1")).toMatchObject({ attachedTo: two.id });
  expect(middle(over, "boundaryEvent_1").y).toBe(second.y + second.height);
});

test("in a sub-process an event is put down on the step, not on the sub-process around it", () => {
  const drawn = withRoom();
  expect(hostAt(drawn, middle(drawn, "userTask_2"))?.id).toBe("userTask_2");
});

test("steps in a row stand in line, whatever their size, and behind a gateway there is room for what its ways say", () => {
  let drawn = template();
  for (const kind of ["subProcess", "serviceTask", "timer", "exclusive"] as const) drawn = after(drawn, kind, "userTask_1").definition;
  expect(new Set(ids(drawn).map((id) => middle(drawn, id).y)).size).toBe(1);
  const gateway = box(drawn, "exclusiveGateway_1");
  const [way] = outgoing(drawn, "exclusiveGateway_1");
  expect(box(drawn, way?.to ?? "").x - gateway.x - gateway.width).toBeGreaterThanOrEqual(130);
});

test("a second way of a gateway leads past what stands behind it", () => {
  const gated = after(template(), "exclusive", "userTask_1");
  const branch = after(gated.definition, "userTask", gated.id);
  const [end, added] = [box(branch.definition, "endEvent_1"), box(branch.definition, branch.id)];
  expect(Math.abs(middle(branch.definition, "endEvent_1").y - middle(branch.definition, branch.id).y)).toBeGreaterThan((end.height + added.height) / 2);
});

test("what is dragged almost into line with a neighbour stands in line, and by keyboard it leaves the line again", () => {
  const drawn = connect(addNode(template(), "userTask", "", { x: 300, y: 500 }).definition, "startEvent_1", "userTask_2").definition;
  const start = middle(drawn, "startEvent_1");
  const wanted = { x: start.x + 204, y: start.y - 32 + 5 };
  expect(restingSpot(drawn, node(drawn, "userTask_2"), wanted, true).y + 32).toBe(start.y);
  const step = restingSpot(drawn, node(drawn, "userTask_2"), { x: wanted.x, y: start.y - 32 + 5 }, false);
  expect(step.y + 32).toBe(start.y + 8);
});

test("what is gone leaves the focus to what it was connected to, the one before it first; else to nothing, and nobody where all stays", () => {
  const whole = template();
  expect(heirOf(whole, remove(whole, ["userTask_1"]))).toBe("startEvent_1");
  expect(heirOf(whole, remove(whole, ["startEvent_1"]))).toBe("userTask_1");
  expect(heirOf(whole, remove(whole, ["flow_2"]))).toBe("userTask_1");
  expect(heirOf(whole, remove(whole, ["startEvent_1", "userTask_1", "endEvent_1"]))).toBe("");
  expect(heirOf(whole, after(whole, "userTask", "userTask_1").definition)).toBeUndefined();
  expect(heirOf(Definition.parse({ nodes: [], flows: [] }), whole)).toBe("startEvent_1");
});
