import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { checkDefinition, compileSteps, Definition, type DefinitionInput, type Step } from "../../shared/process";
import { draw, end, exclusive, inclusive, parallel, pass, start, user } from "./support/draw";
import { Play } from "./support/play";

const problems = (definition: DefinitionInput, formFields?: string[]) =>
  checkDefinition(Definition.parse(definition), { formFields }).map(({ elementId, code }) => `${elementId}: ${code}`);
const edge = (attachedTo: string) => ({
  id: "edge",
  type: "boundaryEvent" as const,
  attachedTo,
  eventDefinition: { type: "timer" as const, duration: "PT1H" },
});

const service = (connector: Extract<DefinitionInput["nodes"][number], { type: "serviceTask" }>["connector"]) =>
  draw([start, { id: "n", name: "n", type: "serviceTask", connector }, end], ["start -> n -> end"]);

describe("publishing refuses, with the element that is meant,", () => {
  test("nothing of a sound process", () => {
    const nodes = [start, user("a"), exclusive("g", "g-b"), pass("b"), user("c", { resultVariable: "vote" }), edge("c"), end];
    expect(problems(draw(nodes, ["start -> a -> g", "g -[amount <= 5000]> c", "g -> b -> end", "c -> end", "edge -> end"]), ["amount"])).toEqual([]);
  });

  test.each<[string, DefinitionInput, string[]]>([
    ["no start", draw([user("a"), end], ["a -> end"]), ["a: no-start"]],
    ["no end", draw([start, user("a")], ["start -> a"]), ["start: no-end"]],
    ["two starts", draw([start, { id: "s2", type: "startEvent" }, end], ["start -> end", "s2 -> end"]), ["s2: several-starts"]],
    ["a node that can't be reached", draw([start, user("a"), user("b"), end], ["start -> a -> end", "b -> end"]), ["b: unreachable"]],
    [
      "a node that can't reach an end",
      draw([start, parallel("f"), user("a"), user("b"), end], ["start -> f -> a -> end", "f -> b -> b"]),
      ["b: no-way-to-end"],
    ],
    ["an empty name", draw([start, user("a", { name: " " }), end], ["start -> a -> end"]), ["a: empty-name"]],
    ["a human step without participants", draw([start, user("a", { participants: [] }), end], ["start -> a -> end"]), ["a: no-participants"]],
    [
      "a gateway without default",
      draw([start, exclusive("g"), pass("a"), end], ["start -> g", "g -[amount > 1]> a", "g -[amount < 1]> end", "a -> end"]),
      ["g: no-default"],
    ],
    [
      "an inclusive one too",
      draw([start, inclusive("g"), pass("a"), end], ["start -> g", "g -[amount > 1]> a", "g -[amount < 1]> end", "a -> end"]),
      ["g: no-default"],
    ],
    ["a way without condition", draw([start, exclusive("g", "g-end"), pass("a"), end], ["start -> g -> a -> end", "g -> end"]), ["g-a: condition-missing"]],
    [
      "a condition that doesn't parse",
      draw([start, exclusive("g", "g-end"), pass("a"), end], ["start -> g", "g -[amount > ]> a", "g -> end", "a -> end"]),
      ["g-a: bad-expression"],
    ],
    [
      "a function that does not exist",
      draw([start, exclusive("g", "g-end"), pass("a"), end], ["start -> g", "g -[launch(amount)]> a", "g -> end", "a -> end"]),
      ["g-a: bad-expression"],
    ],
    [
      "an unknown form field",
      draw([start, exclusive("g", "g-end"), pass("a"), end], ["start -> g", "g -[amout > 1]> a", "g -> end", "a -> end"]),
      ["g-a: unknown-field"],
    ],
    [
      "a parallel split joined by an exclusive gateway",
      draw([start, parallel("f"), pass("a"), pass("b"), exclusive("x"), end], ["start -> f -> a -> x -> end", "f -> b -> x"]),
      ["x: joined-exclusively"],
    ],
    ["a flow to nowhere", draw([start, end], ["start -> end", "start -> gone"]), ["start-gone: dangling-flow"]],
    ["an id used twice", draw([start, pass("a"), pass("a"), end], ["start -> a -> end"]), ["a: duplicate-id"]],
    ["a condition where nobody asks it", draw([start, pass("a"), end], ["start -[amount > 1]> a", "a -> end"]), ["start-a: condition-not-here"]],
    ["a vote without a number", draw([start, user("a", { mode: { type: "vote" } }), end], ["start -> a -> end"]), ["a: bad-vote"]],
    [
      "a timer that can't be read",
      draw([start, { id: "t", type: "intermediateCatchEvent", eventDefinition: { type: "timer", duration: "soon" } }, end], ["start -> t -> end"]),
      ["t: bad-timer"],
    ],
    [
      "people of a field that the form does not have",
      draw([start, user("a", { participants: [{ from: "field", field: "bos" }] }), end], ["start -> a -> end"]),
      ["a: unknown-field"],
    ],
    [
      "people to be asked for at an address that leads nowhere",
      draw([start, user("a", { participants: [{ from: "http", url: "https://" }] }), end], ["start -> a -> end"]),
      ["a: incomplete"],
    ],
    [
      "what comes back from a called process where it can't be read, whatever it names",
      draw(
        [start, { id: "c", name: "c", type: "callActivity", calledElement: "other", outputs: { mine: "theirs + 1", broken: "theirs +" } }, end],
        ["start -> c -> end"],
      ),
      ["c: bad-expression"],
    ],
    [
      "a notice to people of such a field",
      draw(
        [
          start,
          { id: "n", name: "n", type: "serviceTask", connector: { type: "notify", to: [{ from: "field", field: "bos" }], subject: "x", text: "y" } },
          end,
        ],
        ["start -> n -> end"],
      ),
      ["n: unknown-field"],
    ],
    ["a notice that says nothing", service({ type: "notify", to: [{ from: "initiator" }], subject: " ", text: "" }), ["n: no-subject", "n: no-text"]],
    [
      "a notice without a subject",
      service({ type: "notify", to: [{ from: "initiator" }], subject: "", text: "=reason" }),
      ["n: no-subject", "n: unknown-field"],
    ],
    ["an address that leads nowhere", service({ type: "http", url: "https://" }), ["n: incomplete"]],
    ["an address of no web server", service({ type: "http", url: "ftp://files.example.com/x" }), ["n: incomplete"]],
    ["an address below a connection's that is none", service({ type: "http", url: "https://", connection: "erp" }), ["n: incomplete"]],
    ["nothing of an address below a connection's", service({ type: "http", url: "orders/7", connection: "erp" }), []],
    [
      "a wait before the next try that would have to be worked out",
      draw(
        [start, { id: "n", name: "n", type: "serviceTask", connector: { type: "http", url: "https://erp.example.com" }, backoff: ["PT1M", "=amount"] }, end],
        ["start -> n -> end"],
      ),
      ["n: bad-timer"],
    ],
    ["nothing of a connector that is whole", service({ type: "http", url: '="https://erp.example.com/" + string(amount)' }), []],
    [
      "a right on a field that the form does not have",
      draw([start, user("a", { fields: { amout: "required" } }), end], ["start -> a -> end"]),
      ["a: unknown-field"],
    ],
    [
      "withdrawing until a node that there is not",
      { ...draw([start, end], ["start -> end"]), settings: { withdrawUntil: { type: "node", node: "gone" } } },
      ["process: unknown-node"],
    ],
    [
      "an event sub-process, as that alone",
      draw([start, end, { id: "e", name: "e", type: "subProcess", triggeredByEvent: true }, { ...start, id: "s", parent: "e" }], ["start -> end"]),
      ["e: unsupported"],
    ],
    ["an event on the edge of nothing", draw([start, end, edge("gone")], ["start -> end", "edge -> end"]), ["edge: unreachable", "edge: unknown-node"]],
  ])("%s", (_, definition, expected) => {
    expect(problems(definition, ["amount"])).toEqual(expected);
  });

  test("each element that can't be executed yet", () => {
    const definition: DefinitionInput = draw(
      [
        start,
        { id: "complex", type: "complexGateway", activationCondition: "x" },
        { id: "adhoc", name: "adhoc", type: "adHocSubProcess" },
        { id: "signal", type: "intermediateCatchEvent", eventDefinition: { type: "signal", signalRef: "s" } },
        { id: "loop", name: "loop", type: "task", loop: { type: "standard", testBefore: true } },
        end,
      ],
      ["start -> complex -> adhoc -> signal -> loop -> end"],
    );
    expect(problems(definition)).toEqual(["complex", "adhoc", "signal", "loop"].map((id) => `${id}: unsupported`));
  });

  test("not a branch that decides within itself, nor one that ends by itself", () => {
    const nodes = [start, parallel("f"), exclusive("d", "d-m"), pass("a"), exclusive("m"), pass("b"), parallel("j"), pass("c"), end];
    expect(problems(draw(nodes, ["start -> f -> d", "d -[true]> a -> m", "d -> m -> j -> end", "f -> b -> j", "f -> c -> end"]))).toEqual([]);
  });
});

test("what is not executed is kept as it came", () => {
  const given: DefinitionInput = {
    nodes: [
      start,
      { id: "complex", type: "complexGateway", activationCondition: "x", deep: { a: [1] } },
      { ...user("a"), kept: { documentation: "为什么", "zeebe:foo": { x: 1 } } },
      end,
    ],
    flows: [{ id: "f", from: "start", to: "end", kept: { "custom:colour": "red" } }],
    artifacts: [
      { id: "lane", type: "lane", flowNodeRefs: ["a"], height: 120 },
      { id: "note", type: "textAnnotation", text: "hello" },
    ],
    kept: { targetNamespace: "urn:x" },
    layout: { nodes: { a: { x: 1.5, y: 2 } }, flows: { f: [{ x: 0, y: 0 }] } },
  };
  expect(Definition.parse(given)).toMatchObject(given);
  expect(Definition.parse(JSON.parse(JSON.stringify(Definition.parse(given))))).toEqual(Definition.parse(given));
});

test("what we execute is strict: a misspelt word is refused, located", () => {
  const result = Definition.safeParse({ nodes: [{ ...user("a"), participant: [] }], flows: [] });
  expect(result.error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["participant"], path: ["nodes", 0] }]);
});

describe("the simple list of steps", () => {
  const steps: z.input<typeof Step>[] = [
    { name: "归档", stepType: "automated", sequence: 3 },
    { name: "审批", stepType: "manual", sequence: 1, metadata: { participants: [{ from: "users", users: ["p"] }], colour: "blue" } },
    { name: "复核", stepType: "manual", sequence: 2, metadata: { note: { deep: true } } },
  ];
  test("becomes a straight line that can be published and run, and keeps all metadata", () => {
    const definition = compileSteps(steps);
    expect(checkDefinition(definition)).toEqual([]);
    expect(definition.nodes.map((node) => [node.type, node.name])).toEqual([
      ["startEvent", ""],
      ["userTask", "审批"],
      ["userTask", "复核"],
      ["task", "归档"],
      ["endEvent", ""],
    ]);
    expect(definition.nodes[2]).toMatchObject({ kept: { metadata: { note: { deep: true } } }, participants: [{ from: "roles", roles: ["agent"] }] });
    expect(new Play(definition).todo("p")).toEqual(["step_1"]);
  });
  test("with an empty name is refused at publish, located", () => {
    expect(checkDefinition(compileSteps([{ name: "", stepType: "automated", sequence: 1 }]))).toMatchObject([{ elementId: "step_1", code: "empty-name" }]);
  });
});
