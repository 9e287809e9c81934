// What can be put on the canvas: an element with the definition that makes it what its name says.
import type { Definition, Node, NodeType } from "../../../shared/process/definition";
import { type Locale, say } from "../i18n";
import { kindWords } from "./kind-words";

type Made = Record<string, unknown> & { type: NodeType };

/** Each way to begin an element. `group` is its shelf in the palette. */
export const kinds = {
  start: { group: "events", make: { type: "startEvent" } },
  end: { group: "events", make: { type: "endEvent" } },
  endTerminate: { group: "events", make: { type: "endEvent", eventDefinition: { type: "terminate" } } },
  endError: { group: "events", make: { type: "endEvent", eventDefinition: { type: "error", code: "error" } } },
  timer: { group: "events", make: { type: "intermediateCatchEvent", eventDefinition: { type: "timer", duration: "PT1H" } } },
  message: { group: "events", make: { type: "intermediateCatchEvent", eventDefinition: { type: "message", name: "message" } } },
  userTask: { group: "tasks", make: { type: "userTask" } },
  serviceTask: { group: "tasks", make: { type: "serviceTask", connector: { type: "setFields", fields: {} } } },
  scriptTask: { group: "tasks", make: { type: "scriptTask", expression: "1 + 1", resultVariable: "result" } },
  receiveTask: { group: "tasks", make: { type: "receiveTask", message: { name: "message" } } },
  manualTask: { group: "tasks", make: { type: "manualTask" } },
  callActivity: { group: "tasks", make: { type: "callActivity", calledElement: "" } },
  subProcess: { group: "tasks", make: { type: "subProcess" } },
  exclusive: { group: "gateways", make: { type: "exclusiveGateway" } },
  parallel: { group: "gateways", make: { type: "parallelGateway" } },
  inclusive: { group: "gateways", make: { type: "inclusiveGateway" } },
  eventBased: { group: "gateways", make: { type: "eventBasedGateway" } },
  boundaryTimer: { group: "boundaries", make: { type: "boundaryEvent", attachedTo: "host", eventDefinition: { type: "timer", duration: "PT24H" } } },
  boundaryMessage: { group: "boundaries", make: { type: "boundaryEvent", attachedTo: "host", eventDefinition: { type: "message", name: "message" } } },
  boundaryError: { group: "boundaries", make: { type: "boundaryEvent", attachedTo: "host", eventDefinition: { type: "error" } } },
} as const satisfies Record<string, { group: string; make: Made }>;

export type Kind = keyof typeof kinds;
export type Group = (typeof kinds)[Kind]["group"];
export const allKinds = Object.keys(kinds) as Kind[];
export const kindsOf = (group: Group) => allKinds.filter((kind) => kinds[kind].group === group);

export const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text);

/** What people call a node: the palette's word for it, or undefined for what only an import brings. */
export function kindOf(node: Node): Kind | undefined {
  const event = "eventDefinition" in node && node.eventDefinition ? (node.eventDefinition as { type: string }).type : undefined;
  if (node.type === "task") return "manualTask";
  return allKinds.find((kind) => {
    const make: Made = kinds[kind].make;
    const made = make.eventDefinition as { type: string } | undefined;
    return make.type === node.type && made?.type === event;
  });
}

/** What people call an element, also one without a name. */
export function nameOf(node: Node, locale: Locale): string {
  return node.name.trim() === "" ? say(kindWords, locale)[kindOf(node) ?? "other"] : node.name;
}

/** The same of one that a definition may lack. */
export function nameIn(definition: Pick<Definition, "nodes"> | undefined, id: string, locale: Locale): string {
  const node = definition?.nodes.find((one) => one.id === id);
  return node ? nameOf(node, locale) : id;
}

/** Where only its name is at hand, which is its id if it has none: gateways are called by the kind that the designer's ids tell. */
export function nameBy(name: string, id: string, locale: Locale): string {
  const type = name === id ? /^([a-z]+Gateway)_\d+$/i.exec(id)?.[1] : undefined;
  const kind = allKinds.find((one) => kinds[one].make.type === type);
  return kind ? say(kindWords, locale)[kind] : name;
}
