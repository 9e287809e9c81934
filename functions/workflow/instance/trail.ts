// What the live diagram shows of an instance's way so far, kept beside its state.
import { type Definition, type Effect, type Found, graphOf, type Outcome, type State, type TaskView } from "../../../shared/process";
import { childId } from "./ids";

/** Of one node. */
export type Step = {
  /** Its place among those that were reached. */
  place: number;
  /** How often a token came here, and when it did last. */
  times: number;
  since: string;
  /** When it was decided on, or a token last went on from it. */
  until?: string;
  /** The flow by which it came. */
  flow?: string;
  /** Who has it now, or decided last. */
  users: string[];
  groups: string[];
  outcome?: Outcome;
  /** Of the one who was asked last. */
  found?: Found;
  /** Rules in words, as identity says them ("head of 研发部"), by the rule's place in the definition. */
  rules?: Record<string, string>;
  /** Everybody who was ever asked here: users and groups. */
  asked?: string[];
  /** It passed without anybody. */
  skipped?: boolean;
  /** A token went on from it since one came. */
  left?: boolean;
};

/** `version` is the called one's. */
export type Called = { version: number; handlers: string[]; incident: string | null; hides: boolean };

/** `children`: what its call activities called, by node · `copied`: who was given a copy · `called`: what those said last that were called, at any depth. */
export type Trail = {
  nodes: Record<string, Step>;
  flows: Record<string, number>;
  children?: { node: string; id: string }[];
  copied?: string[];
  called?: Record<string, Called>;
};

const mostAsked = 200;
const mostChildren = 200;
const mostCopied = 500;

type Ran = { state: State; effects: readonly Effect[]; words: ReadonlyMap<string, Record<string, string>> };
/** `isNewRound`: the way begins again, and only who was asked before is remembered. */
type Way = { definition: Definition; isNewRound: boolean; now: string };

/** The trail with what a step did. */
export function follow(trail: Trail, { state, effects, words: rules }: Ran, { definition, isNewRound, now }: Way): Trail {
  const nodes = isNewRound ? rememberAsked(trail.nodes, now) : { ...trail.nodes };
  const flows = isNewRound ? {} : { ...trail.flows };
  const at = (node: string, change: Partial<Step>) => {
    nodes[node] = { ...(nodes[node] ?? { place: Object.keys(nodes).length, times: 0, since: now, users: [], groups: [] }), ...change };
  };
  for (const effect of effects) {
    if (effect.type === "path") {
      if (effect.flow) flows[effect.flow] = (flows[effect.flow] ?? 0) + 1;
      if (effect.flow) passed(effect.flow, effect.node);
      if (effect.element) entered(effect.node);
    } else if (effect.type === "openTask" || effect.type === "changeTask") asked(effect.task);
    else if (effect.type === "closeTask") closed(effect.task);
    else if (effect.type === "timeline" && effect.entry.action === "auto-pass" && effect.entry.node) at(effect.entry.node, { skipped: true });
  }
  for (const [node, words] of rules) at(node, { rules: { ...nodes[node]?.rules, ...words } });
  const children = [...(trail.children ?? []), ...called(state, effects, now)].slice(-mostChildren);
  const copied = [...new Set([...(trail.copied ?? []), ...copiedTo(effects)])].slice(-mostCopied);
  return { ...trail, nodes, flows, ...(children.length > 0 && { children }), ...(copied.length > 0 && { copied }) };

  function entered(node: string): void {
    at(node, {
      times: (nodes[node]?.times ?? 0) + 1,
      since: now,
      users: [],
      groups: [],
      until: undefined,
      outcome: undefined,
      skipped: undefined,
      left: undefined,
    });
  }

  /** An event that happened is passed without a stay. */
  function passed(flow: string, to: string): void {
    const from = graphOf(definition).flows.get(flow)?.from;
    if (from !== undefined) at(from, { left: true, until: now, times: nodes[from]?.times || 1 });
    at(to, { flow });
  }

  function asked(task: TaskView): void {
    const known = nodes[task.node];
    const people = [...(task.assignee ? [task.assignee] : task.users), ...task.groups];
    at(task.node, {
      users: task.assignee ? [...new Set([...(known?.users ?? []), task.assignee])] : [...new Set([...(known?.users ?? []), ...task.users])],
      groups: task.assignee ? (known?.groups ?? []) : [...new Set([...(known?.groups ?? []), ...task.groups])],
      found: task.found,
      asked: [...new Set([...(known?.asked ?? []), ...people])].slice(-mostAsked),
    });
  }

  function closed({ node, decision }: TaskView): void {
    if (!decision || decision.outcome === "opinion") return;
    at(node, { outcome: decision.outcome, until: now, groups: [], ...(decision.by ? { users: [decision.by] } : {}) });
  }
}

const rememberAsked = (nodes: Trail["nodes"], now: string): Trail["nodes"] =>
  Object.fromEntries(
    Object.entries(nodes).map(([node, { place, asked, rules }]) => [node, { place, times: 0, since: now, users: [], groups: [], asked, rules }]),
  );

const called = ({ instance, elements }: State, effects: readonly Effect[], now: string) =>
  effects.flatMap((effect) => {
    const node = effect.type === "startChild" && elements.find(({ id }) => id === effect.element)?.node;
    return node ? [{ node, id: childId(instance, effect.element, effect.call, now) }] : [];
  });

const copiedTo = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === "notify" && effect.notification.about === "cc" ? effect.notification.users : []));
