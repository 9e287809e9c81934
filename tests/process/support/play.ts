// Plays an instance as the handler would: answers what it asks from a little directory, records events, and checks after each test that replaying them gives the same state.
import { afterEach, expect } from "vitest";
import {
  type Actor,
  type Answered,
  allowedActions,
  Definition,
  type DefinitionInput,
  type Effect,
  type EventOf,
  type ProcessEvent,
  type Recorded,
  type Refusal,
  replay,
  type State,
  step,
  type TaskView,
  type TimelineEntry,
  type Variables,
} from "../../../shared/process";
import type { Ask } from "../../../shared/process/state";
import { isAlive } from "./alive";

export const admin: Actor = { user: "admin", admin: true };
const groups: Record<string, string[]> = {
  hr: ["hr.chen", "hr.liu"],
  finance: ["fin.qian", "fin.wu", "fin.zheng"],
  it: ["it.sun", "it.zhou"],
  alone: ["li.lei"],
};
const managers: Record<string, string> = { "li.lei": "wang.fang", "wang.fang": "zhao.min", "zhao.min": "cfo.lin" };

/** Heads of 研发部 and so on, as in the demo data. */
export function directory(ask: Ask, { expand, about }: { expand: boolean; about?: string[] }, absent: Record<string, string> = {}): Answered[] {
  const standIn = (user: string): Answered => (absent[user] ? { rule: ask.rule, user: absent[user], insteadOf: user } : { rule: ask.rule, user });
  if (ask.from === "users") return ask.users.map(standIn);
  if (ask.from === "groups")
    return ask.groups.flatMap((group) => {
      const members = groups[group] ?? [];
      if (expand || members.length === 0) return members.map(standIn);
      const has = about && members.filter((user) => about.includes(user));
      return [{ rule: ask.rule, group, ...(has && { has, hasOthers: has.length < members.length }) }];
    });
  if (ask.from === "roles") return ask.roles.includes("admin") ? [{ rule: ask.rule, user: "admin" }] : [];
  if (ask.from === "departmentHead") return [standIn("wang.fang")];
  if (ask.from === "manager") return managers[ask.of] ? [standIn(managers[ask.of] as string)] : [];
  return [];
}

export type Given = {
  data?: Variables;
  initiator?: string;
  now?: string;
  random?: number;
  absent?: Record<string, string>;
  called?: boolean;
  chosen?: Record<string, string[]>;
};

/** An admin resolves the first incident, perhaps with better data. */
export const resolve = (play: Play, variables: Variables = {}) =>
  play.do({ type: "resolveIncident", actor: admin, incident: play.state.incidents[0]?.id ?? "", variables });

const played: Play[] = [];
afterEach(() => {
  for (const play of played.splice(0)) expect(replay(play.definition, play.events)).toEqual(play.state);
});

export class Play {
  readonly definition: Definition;
  readonly events: Recorded[] = [];
  readonly effects: Effect[] = [];
  now: string;
  private current: State | null = null;

  constructor(
    definition: DefinitionInput,
    private readonly given: Given = {},
  ) {
    this.definition = Definition.parse(definition);
    this.now = given.now ?? "2026-11-02T01:00:00.000Z";
    const initiator = given.initiator ?? "li.lei";
    const { called, chosen } = given;
    played.push(this);
    this.do({
      type: "start",
      actor: { user: initiator },
      instance: "i-1",
      initiator,
      variables: given.data ?? {},
      ...(called ? { called } : {}),
      ...(chosen ? { chosen } : {}),
    });
  }

  get state(): State {
    if (!this.current) throw new Error("not started");
    return this.current;
  }

  /** Lets it happen, and answers what it asks; throws where it is refused. */
  do(event: ProcessEvent): Effect[] {
    const before = structuredClone(this.current);
    const input = this.current;
    const stepped = step(this.definition, this.current, event, this.now);
    expect(input, "a step leaves the state that it was given as it was").toEqual(before);
    if (!stepped.ok) throw new Error(`refused: ${stepped.refusal.code}: ${stepped.refusal.message}`);
    this.events.push({ event, at: this.now });
    this.current = stepped.state;
    this.effects.push(...stepped.effects);
    const [question] = stepped.needs;
    if (!question) {
      expect(isAlive(this.definition, stepped.state)).toBe(true);
      return stepped.effects;
    }
    const answer: ProcessEvent =
      question.kind === "random"
        ? { type: "answer", question: question.id, random: this.given.random ?? 0 }
        : { type: "answer", question: question.id, people: question.asks.flatMap((ask) => directory(ask, question, this.given.absent)) };
    return [...stepped.effects, ...this.do(answer)];
  }

  /** Why it is refused; undefined where it is not (and then it has not happened either). */
  refusal(event: ProcessEvent): Refusal | undefined {
    const stepped = step(this.definition, this.current, event, this.now);
    return stepped.ok ? undefined : stepped.refusal;
  }

  /** Hours and minutes pass; what is due in between comes, in order. */
  pass(time: { hours?: number; minutes?: number; days?: number }): void {
    const millis = (((time.days ?? 0) * 24 + (time.hours ?? 0)) * 60 + (time.minutes ?? 0)) * 60_000;
    const until = new Date(Date.parse(this.now) + millis).toISOString();
    for (;;) {
      const [due] = this.state.timers.filter((timer) => timer.dueAt <= until).sort((a, b) => a.dueAt.localeCompare(b.dueAt));
      if (!due) break;
      if (due.dueAt > this.now) this.now = due.dueAt;
      this.do({ type: "timer", timer: due.id, generation: due.generation });
    }
    this.now = until;
  }

  actor(user: string): Actor {
    return { user, admin: user === "admin", groups: Object.keys(groups).filter((group) => groups[group]?.includes(user)) };
  }

  /** Open tasks in a person's list, by node. */
  todo(user: string): string[] {
    return this.tasksOf(user).map((task) => task.node);
  }

  tasksOf(user: string): TaskView[] {
    const { groups: mine = [] } = this.actor(user);
    return this.tasks().filter((task) =>
      task.assignee ? task.assignee === user : task.users.includes(user) || task.groups.some((group) => mine.includes(group)),
    );
  }

  /** What is open now. */
  tasks(): TaskView[] {
    return this.state.elements.flatMap((element) =>
      (element.work?.tasks ?? [])
        .filter((task) => task.status === "open")
        .map((task) => ({ ...task, element: element.id, node: element.node, kind: element.work?.kind ?? "decide" })),
    );
  }

  /** The id of the only task that somebody has open (at a node). */
  task(user: string, node?: string): string {
    const [task] = this.tasksOf(user).filter((it) => node === undefined || it.node === node);
    if (!task) throw new Error(`${user} has nothing to do${node ? ` at ${node}` : ""}`);
    return task.id;
  }

  complete(user: string, outcome: "approve" | "refuse" | "opinion", more: Partial<EventOf<"complete">> = {}): Effect[] {
    return this.do({ type: "complete", task: this.task(user), actor: this.actor(user), outcome, ...(outcome === "refuse" ? { comment: "no" } : {}), ...more });
  }
  approve(user: string, more: Partial<EventOf<"complete">> = {}): Effect[] {
    return this.complete(user, "approve", more);
  }
  refuse(user: string, comment = "no"): Effect[] {
    return this.complete(user, "refuse", { comment });
  }

  allowed(user: string) {
    return this.allowedTo(this.actor(user));
  }

  allowedTo(actor: Actor) {
    return allowedActions(this.definition, this.state, actor, this.now);
  }

  /** Nodes at which a token is. */
  at(): string[] {
    return this.state.elements.map((element) => element.node).sort();
  }

  timeline(): TimelineEntry[] {
    return this.effects.flatMap((effect) => (effect.type === "timeline" ? [effect.entry] : []));
  }

  /** What people did, in order; not what the engine asked. */
  actions(): string[] {
    return this.timeline()
      .map((entry) => entry.action)
      .filter((action) => action !== "ask");
  }

  entered(node: string): number {
    return this.effects.filter((effect) => effect.type === "path" && !effect.flow && effect.node === node).length;
  }
}
