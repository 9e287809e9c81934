import { expect, test } from "vitest";
import { FormDefinition } from "../../shared/contract/form-definition";
import { checkDefinition, Definition } from "../../shared/process";
import { changeHistory, openHistory, redo, undo } from "../../web/src/editor/history";
import { addColumn, addField, changeColumn, changeField, duplicateField, moveField, removeField, toggleTotal } from "../../web/src/form/builder/draft";
import { say } from "../../web/src/i18n";
import { addBoundary, appendNode, firstDefinition } from "../../web/src/workflow/designer/append";
import { autoLayout } from "../../web/src/workflow/designer/auto-layout";
import { addNode, connect, makeNode, nodeOf, outgoing, remove, setDefault, whyNot } from "../../web/src/workflow/designer/draft";
import { moveNodes } from "../../web/src/workflow/designer/move";
import { toEdges, toNodes } from "../../web/src/workflow/diagram/to-flow";
import { allKinds, nameBy, nameIn } from "../../web/src/workflow/kinds";
import { boxOf } from "../../web/src/workflow/shapes";
import { diagramWords } from "../../web/src/workflow/words";

const words = { label: "Label", option: (n: number) => `Option ${n}` };
const emptyForm = (): FormDefinition => FormDefinition.parse({ fields: [] });
const emptyProcess = (): Definition => Definition.parse({ nodes: [], flows: [] });
const names = { start: "start", task: "approve", end: "end" };

test("five steps back and five forward give what there was, and a new change forgets what was taken back", () => {
  let history = openHistory(0);
  for (let n = 1; n <= 5; n++) history = changeHistory(history, n);
  for (let n = 0; n < 5; n++) history = undo(history);
  expect(history.present).toBe(0);
  for (let n = 0; n < 5; n++) history = redo(history);
  expect(history.present).toBe(5);
  expect(redo(changeHistory(undo(history), 9)).present).toBe(9);
});

test("what is typed into one place is undone as one step", () => {
  const typed = ["a", "ab", "abc"].reduce((history, text) => changeHistory(history, text, "label"), openHistory(""));
  expect(undo(typed).present).toBe("");
});

test("fields get keys of their own, keep their place when moved, and a copy is another field", () => {
  const two = addField(addField(emptyForm(), "text", 0, words), "text", 1, words);
  expect(two.fields.map(({ key }) => key)).toEqual(["text", "text_2"]);
  expect(moveField(two, 0, 1).fields.map(({ key }) => key)).toEqual(["text_2", "text"]);
  expect(duplicateField(two, 0).fields.map(({ key }) => key)).toEqual(["text", "text_3", "text_2"]);
  expect(removeField(two, 0).fields.map(({ key }) => key)).toEqual(["text_2"]);
});

test("a field's new key is followed by the rules that show their message at it", () => {
  const form = { ...addField(emptyForm(), "date", 0, words), rules: [{ assert: "date != null", message: "m", path: "date" }] };
  const field = form.fields[0];
  if (!field) throw new Error("It was added above.");
  expect(changeField(form, 0, { ...field, key: "endDate" }).rules[0]?.path).toBe("endDate");
});

test("a total follows its column's key, and goes with its column", () => {
  const form = addField(emptyForm(), "table", 0, words);
  const table = form.fields[0];
  if (table?.type !== "table") throw new Error("It was added above.");
  const wider = addColumn(table, "number", words);
  const column = wider.columns[1];
  if (!column) throw new Error("It was added above.");
  const total = toggleTotal({ ...form, fields: [wider] }, wider, column, "Total");
  expect(changeColumn(total, 1, { ...column, key: "amount" }).totals).toEqual([{ column: "amount", key: "total", label: "Total" }]);
});

test("every element of the palette is one that the contract takes", () => {
  for (const kind of allKinds) expect(makeNode(kind, { id: "x", name: "n", ...(kind.startsWith("boundary") && { attachedTo: "host" }) }).id).toBe("x");
});

test("start, approval and end can be published once somebody is asked", () => {
  const drawn = firstDefinition(emptyProcess(), names);
  expect(checkDefinition(drawn).map(({ code, elementId }) => [code, elementId])).toEqual([["no-participants", "userTask_1"]]);
});

test("a step that is added on a straight way comes between the two, and covers neither", () => {
  const drawn = firstDefinition(emptyProcess(), names);
  const task = nodeOf(drawn, "userTask_1");
  if (!task) throw new Error("The template has one.");
  const { definition, id } = appendNode(drawn, "exclusive", "", task);
  expect(outgoing(definition, "userTask_1").map(({ to }) => to)).toEqual([id]);
  expect(outgoing(definition, id).map(({ to }) => to)).toEqual(["endEvent_1"]);
  const boxes = definition.nodes.map((node) => boxOf(node, definition)).toSorted((a, b) => a.x - b.x);
  for (const [i, box] of boxes.slice(1).entries()) expect(box.x).toBeGreaterThan((boxes[i]?.x ?? 0) + (boxes[i]?.width ?? 0));
});

test("what publishing would refuse can't be connected", () => {
  const drawn = firstDefinition(emptyProcess(), names);
  expect(whyNot(drawn, "userTask_1", "startEvent_1")).toBe("into-start");
  expect(whyNot(drawn, "endEvent_1", "userTask_1")).toBe("out-of-end");
  expect(whyNot(drawn, "startEvent_1", "userTask_1")).toBe("twice");
  expect(connect(drawn, "userTask_1", "userTask_1").definition).toBe(drawn);
});

test("a deleted step takes its flows, its boundary events and its gateway's default with it", () => {
  const drawn = firstDefinition(emptyProcess(), names);
  const task = nodeOf(drawn, "userTask_1");
  if (!task) throw new Error("The template has one.");
  const attached = addBoundary(drawn, "boundaryTimer", "", task).definition;
  const gateway = appendNode(attached, "exclusive", "", task);
  const way = outgoing(gateway.definition, gateway.id)[0];
  const node = nodeOf(gateway.definition, gateway.id);
  if (!way || !node) throw new Error("Both were just added.");
  const chosen = setDefault(gateway.definition, node, way.id);
  const left = remove(chosen, ["userTask_1", "endEvent_1"]);
  expect(left.nodes.map(({ id }) => id)).toEqual(["startEvent_1", gateway.id]);
  expect(left.flows).toEqual([]);
  expect(nodeOf(left, gateway.id)).not.toHaveProperty("default");
  expect(Definition.parse(left)).toEqual(left);
});

test("what stands in a room, or on an activity's edge, moves along with it", () => {
  const room = addNode(emptyProcess(), "subProcess", "room", { x: 400, y: 300 });
  const inside = addNode(room.definition, "userTask", "step", { x: 400, y: 300 }, room.id);
  const step = nodeOf(inside.definition, inside.id);
  if (!step) throw new Error("It was just added.");
  const all = addBoundary(inside.definition, "boundaryTimer", "", step).definition;
  const before = all.layout.nodes;
  const at = before[room.id];
  if (!at) throw new Error("It was placed.");
  const after = moveNodes(all, { [room.id]: { x: at.x + 80, y: at.y } }).layout.nodes;
  for (const id of [room.id, inside.id, "boundaryEvent_1"]) expect((after[id]?.x ?? 0) - (before[id]?.x ?? 0)).toBe(80);
});

test("the automatic layout puts every element somewhere, none upon another, and always in the same place", () => {
  let drawn = firstDefinition(emptyProcess(), names);
  for (const kind of ["parallel", "serviceTask", "timer"] as const) {
    const task = nodeOf(drawn, "userTask_1");
    if (task) drawn = appendNode(drawn, kind, kind, task).definition;
  }
  const tidy = autoLayout(drawn);
  expect(Object.keys(tidy.layout.nodes)).toHaveLength(drawn.nodes.length);
  expect(autoLayout(drawn)).toEqual(tidy);
  const boxes = tidy.nodes.map((node) => boxOf(node, tidy));
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1)) expect(a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(false);
});

test.each([
  ["zh-CN", ["审批", "开始", "排他网关"], ["从“开始”到“审批”", "从“审批”到“排他网关”"]],
  ["en", ["审批", "Start", "Exclusive gateway"], ["From “Start” to “审批”", "From “审批” to “Exclusive gateway”"]],
] as const)("an element without a name is read out as what it is, and so is a way to it: %s", (locale, nodes, ways) => {
  const start = addNode(emptyProcess(), "start", "", { x: 0, y: 0 });
  const step = appendNode(start.definition, "userTask", "审批", nodeOf(start.definition, start.id) ?? makeNode("start", { id: "s", name: "" }));
  const { definition } = appendNode(step.definition, "exclusive", " ", nodeOf(step.definition, step.id) ?? makeNode("start", { id: "s", name: "" }));
  expect(toNodes({ definition, says: (id) => nameIn(definition, id, locale) }).map(({ ariaLabel }) => ariaLabel)).toEqual(expect.arrayContaining([...nodes]));
  expect(toEdges({ definition }, { words: say(diagramWords, locale), locale }).map(({ ariaLabel }) => ariaLabel)).toEqual(ways);
});

test("where only a node's name and id are known, a gateway without a name is called by its kind, and all else as it was named", () => {
  expect(nameBy("exclusiveGateway_12", "exclusiveGateway_12", "zh-CN")).toBe("排他网关");
  expect(nameBy("parallelGateway_1", "parallelGateway_1", "en")).toBe("Parallel gateway");
  expect(nameBy("金额", "exclusiveGateway_1", "zh-CN")).toBe("金额");
  expect(nameBy("route", "route", "zh-CN")).toBe("route");
});
