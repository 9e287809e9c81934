// Our process engine beside bpmn-engine, in one run on the same models: each instance starts, every user task waits and is completed, and it ends.
import { EventEmitter, once } from "node:events";
import { Engine } from "bpmn-engine";
import { Definition, type DefinitionInput, type ProcessEvent, type State, step } from "../../shared/process";

export type EngineRow = { model: string; "ours/s": number; "bpmn-engine/s": number; times: number; wanted: string };

type Model = {
  name: string;
  nodes: readonly (readonly [id: string, type: "startEvent" | "userTask" | "parallelGateway" | "endEvent"])[];
  flows: readonly (readonly [string, string])[];
};

const tasks = (count: number) => Array.from({ length: count }, (_, n) => `t${n + 1}`);
const inLine = (name: string, count: number): Model => {
  const ids = ["start", ...tasks(count), "end"];
  return {
    name,
    nodes: ids.map((id) => [id, id === "start" ? "startEvent" : id === "end" ? "endEvent" : "userTask"]),
    flows: ids.slice(1).map((to, n) => [ids[n] ?? "", to]),
  };
};
const models: Model[] = [
  inLine("one task", 1),
  inLine("ten tasks", 10),
  {
    name: "fork and join of three",
    nodes: [
      ["start", "startEvent"],
      ["fork", "parallelGateway"],
      ...tasks(3).map((id) => [id, "userTask"] as const),
      ["join", "parallelGateway"],
      ["end", "endEvent"],
    ],
    flows: [["start", "fork"], ...tasks(3).flatMap((id) => [["fork", id] as const, [id, "join"] as const]), ["join", "end"]],
  },
];

/** Seconds for each engine and model. */
const patience = 3;

export async function measureEngines(): Promise<EngineRow[]> {
  const rows: EngineRow[] = [];
  for (const model of models) {
    const [ours, theirs] = [runOurs(model), await runTheirs(model)];
    // Once to warm, then each for the same time, in turns, so that what else the machine does meets both.
    await perSecond(ours, 0.5);
    await perSecond(theirs, 0.5);
    const [a, b, c, d] = [
      await perSecond(ours, patience / 2),
      await perSecond(theirs, patience / 2),
      await perSecond(theirs, patience / 2),
      await perSecond(ours, patience / 2),
    ];
    const [mine, other] = [(a + d) / 2, (b + c) / 2];
    rows.push({
      model: model.name,
      "ours/s": Math.round(mine),
      "bpmn-engine/s": Math.round(other),
      times: Number((mine / other).toPrecision(3)),
      wanted: "≥ 10 times",
    });
    console.log(JSON.stringify(rows.at(-1)));
  }
  return rows;
}

async function perSecond(run: () => void | Promise<void>, seconds: number): Promise<number> {
  const started = performance.now();
  let done = 0;
  for (; performance.now() - started < seconds * 1000; done++) await run();
  return (done * 1000) / (performance.now() - started);
}

function runOurs({ nodes, flows }: Model): () => void {
  const participants = [{ from: "users" as const, users: ["ann"] }];
  const definition = Definition.parse({
    nodes: nodes.map(([id, type]) => (type === "userTask" ? { id, type, name: id, participants } : { id, type })),
    flows: flows.map(([from, to]) => ({ id: `${from}-${to}`, from, to })),
  } satisfies DefinitionInput);
  const now = "2026-11-02T01:00:00.000Z";
  return () => {
    let state: State | null = null;
    const take = (event: ProcessEvent): void => {
      const stepped = step(definition, state, event, now);
      if (!stepped.ok) throw new Error(stepped.refusal.message);
      state = stepped.state;
      for (const { id } of stepped.needs) take({ type: "answer", question: id, people: [{ rule: 0, user: "ann" }] });
    };
    const open = () => (state as State | null)?.elements.flatMap(({ work }) => work?.tasks.find(({ status }) => status === "open") ?? [])[0];
    take({ type: "start", actor: { user: "me" }, instance: "i", initiator: "me", variables: {} });
    for (let task = open(); task; task = open()) take({ type: "complete", task: task.id, actor: { user: "ann" }, outcome: "approve" });
    if ((state as State | null)?.status !== "completed") throw new Error("It did not complete.");
  };
}

type Options = NonNullable<ConstructorParameters<typeof Engine>[0]>;

/** The model is parsed once, as ours is. */
async function runTheirs({ nodes, flows }: Model): Promise<() => Promise<void>> {
  const source = `<?xml version="1.0" encoding="UTF-8"?>
    <definitions id="d" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="http://bpmn.io/schema/bpmn"><process id="p" isExecutable="true">
    ${nodes.map(([id, type]) => `<${type} id="${id}" />`).join("")}
    ${flows.map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`).join("")}
    </process></definitions>`;
  const [parsed] = await new Engine({ name: "parse", source }).getDefinitions();
  // What its parser and serializer made of the XML; its types do not tell of it.
  const { definitionContext: sourceContext } = (parsed?.context ?? {}) as { definitionContext?: Options["sourceContext"] };
  if (!sourceContext) throw new Error("bpmn-engine keeps what it parsed elsewhere now.");
  return async () => {
    const engine = new Engine({ name: "bench", sourceContext });
    const listener = new EventEmitter();
    listener.on("activity.wait", (api: { signal(): void }) => api.signal());
    const ended = once(engine, "end");
    await engine.execute({ listener });
    await ended;
  };
}
