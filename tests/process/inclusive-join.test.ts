import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Definition, type Effect, type State, step } from "../../shared/process";
import { graphOf } from "../../shared/process/graph";
import { inclusiveMayFire } from "../../shared/process/run/join-rule";
import { isAlive } from "./support/alive";
import { draw, end, exclusive, inclusive, parallel, start, user } from "./support/draw";
import { mayFire, type Picture, type Tokens } from "./support/join-oracle";
import { Play } from "./support/play";
import { pictureOf, processOf, sketches } from "./support/random-graph";

describe("an inclusive join", () => {
  const split = [start, inclusive("split", "split-c"), user("a"), user("b"), user("c"), inclusive("join"), user("after"), end];
  const lines = ["start -> split", "split -[x > 1]> a -> join", "split -[x > 2]> b -> join", "split -> c -> join", "join -> after -> end"];

  test("waits for the branches that were taken, and for no other", () => {
    const play = new Play(draw(split, lines), { data: { x: 3 } });
    play.approve("a.user");
    expect(play.at()).toEqual(["b"]);
    play.approve("b.user");
    expect(play.at()).toEqual(["after"]);
    expect(play.entered("after")).toBe(1);
  });

  test("takes the default way where no condition is true", () => {
    const play = new Play(draw(split, lines), { data: { x: 0 } });
    expect(play.at()).toEqual(["c"]);
  });

  test("goes on after a boundary event took a branch away", () => {
    const edge = { id: "late", type: "boundaryEvent" as const, attachedTo: "b", eventDefinition: { type: "timer" as const, duration: "PT1H" } };
    const play = new Play(draw([...split, edge], [...lines, "late -> end"]), { data: { x: 3 } });
    play.approve("a.user");
    expect(play.at()).toEqual(["b"]);
    play.pass({ hours: 2 });
    expect(play.at()).toEqual(["after"]);
  });

  test("waits for what an edge may still bring", () => {
    const edge = { id: "late", type: "boundaryEvent" as const, attachedTo: "b", eventDefinition: { type: "timer" as const, duration: "PT1H" } };
    const away = ["start -> split", "split -[x > 1]> a -> join", "split -[x > 2]> b -> end", "split -> c -> join", "late -> join", "join -> after -> end"];
    const play = new Play(draw([...split, edge], away), { data: { x: 3 } });
    play.approve("a.user");
    expect(play.at()).toEqual(["b"]);
    play.approve("b.user");
    expect(play.at()).toEqual(["after"]);
  });

  test("goes on when a flow was taken twice: once with the others, once with what is left", () => {
    const nodes = [start, parallel("fork"), user("a"), user("b"), user("c"), exclusive("merge"), inclusive("join"), user("after"), end];
    const play = new Play(draw(nodes, ["start -> fork -> a -> merge -> join -> after -> end", "fork -> b -> merge", "fork -> c -> join"]));
    play.approve("a.user");
    play.approve("b.user");
    expect(play.at()).toEqual(["c"]);
    play.approve("c.user");
    expect(play.state.tokens).toEqual([]);
    expect(play.at()).toEqual(["after", "after"]);
    play.approve("after.user");
    play.approve("after.user");
    expect(play.state.status).toBe("completed");
  });

  test("in a loop never keeps a token for good", () => {
    const nodes = [start, exclusive("merge"), parallel("fork"), user("a"), user("b"), exclusive("again", "again-join"), inclusive("join"), end];
    const lines = ["start -> merge -> fork -> a -> again", "fork -> b -> join", "again -[more]> merge", "again -> join", "join -> end"];
    const play = new Play(draw(nodes, lines), { data: { more: true } });
    play.approve("a.user");
    play.do({ type: "setVariables", actor: { user: "admin", admin: true }, variables: { more: false } });
    for (const who of ["b.user", "a.user", "b.user"]) play.approve(who);
    expect(play.state.status).toBe("completed");
  });

  test("of two that only wait for each other the one with the smallest id goes on, and the timeline says so", () => {
    const nodes = [start, parallel("fork"), inclusive("j1"), inclusive("j2"), parallel("s1"), parallel("s2"), end];
    const play = new Play(draw(nodes, ["start -> fork -> j1 -> s1 -> j2 -> s2 -> j1", "fork -> j2", "s1 -> end", "s2 -> end"]));
    expect(play.timeline().find((entry) => entry.action === "join-forced")).toMatchObject({ node: "j1" });
  });
});

describe("the rule of inclusive joins, on random graphs", () => {
  test("is that of BPMN 2.0.2 §13.3.3 for every marking", () => {
    fc.assert(
      fc.property(sketches(7), fc.array(fc.nat(6), { maxLength: 4 }), fc.array(fc.nat(20), { maxLength: 4 }), (sketch, inNodes, onFlows) => {
        const definition = Definition.parse(processOf(sketch));
        const picture = pictureOf(definition);
        const tokens: Tokens = {
          nodes: inNodes.filter((i) => i < sketch.length).map((i) => `n${i}`),
          flows: onFlows.flatMap((i) => definition.flows[i % definition.flows.length]?.id ?? []),
        };
        for (const join of definition.nodes) {
          if (join.type !== "inclusiveGateway") continue;
          expect(inclusiveMayFire(graphOf(definition), join.id, tokens)).toBe(mayFire(picture, join.id, tokens));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("holds at every firing of a run, nothing that may fire waits, and nothing is stuck in silence", () => {
    let fired = 0;
    let forced = 0;
    fc.assert(
      fc.property(sketches(8), fc.array(fc.nat(), { maxLength: 12 }), (sketch, picks) => {
        const input = processOf(sketch);
        const run = new Watched(input);
        run.take({ type: "start", actor: { user: "x" }, instance: "i", initiator: "x", variables: {} });
        for (const pick of picks) if (!run.goOn(pick)) break;
        fired += run.fired;
        forced += run.forced;
      }),
      { numRuns: 500, seed: 20_261_122 },
    );
    expect(fired).toBeGreaterThan(200);
    expect(forced).toBeGreaterThan(0);
  });
});

/** A run whose tokens are counted from outside, by the ways it reports, and whose joins are checked against the oracle. */
class Watched {
  readonly definition: Definition;
  readonly picture: Picture;
  private state: State | null = null;
  private readonly on = new Map<string, number>();
  private readonly inside = new Map<string, number>();
  private now = Date.parse("2026-01-01T00:00:00.000Z");
  fired = 0;
  forced = 0;

  constructor(input: Parameters<typeof pictureOf>[0]) {
    this.definition = Definition.parse(input);
    this.picture = pictureOf(input);
  }

  take(event: Parameters<typeof step>[2]): void {
    const stepped = step(this.definition, this.state, event, new Date(this.now).toISOString());
    if (!stepped.ok) throw new Error(stepped.refusal.message);
    this.state = stepped.state;
    let wasForced = false;
    for (const effect of stepped.effects) {
      if (effect.type === "timeline" && effect.entry.action === "join-forced") wasForced = true;
      if (effect.type === "path") wasForced = this.move(effect, wasForced);
    }
    const [question] = stepped.needs;
    if (question) return void this.take({ type: "answer", question: question.id, people: [{ rule: 0, user: "somebody" }] });
    expect(isAlive(this.definition, stepped.state)).toBe(true);
    if (stepped.state.status !== "active" || stepped.state.incidents.some((incident) => incident.code === "too-many-steps")) return;
    for (const join of this.joins()) expect(mayFire(this.picture, join, this.tokens()), `${join} may fire and does not`).toBe(false);
  }

  private move({ node, flow }: Extract<Effect, { type: "path" }>, wasForced: boolean): boolean {
    const isJoin = this.joins().includes(node) || this.isParallelJoin(node);
    if (flow) {
      const from = this.picture.arcs.find((arc) => arc.id === flow)?.from ?? "";
      const left = this.picture.edges[from] ?? from;
      if (this.isUser(left)) count(this.inside, left, -1);
      if (isJoin) count(this.on, flow, 1);
      return wasForced;
    }
    if (this.isUser(node)) count(this.inside, node, 1);
    if (!isJoin) return wasForced;
    if (this.joins().includes(node)) {
      const may = mayFire(this.picture, node, this.tokens());
      if (wasForced) expect(this.tokens().nodes, "forced only where nothing else can move").toEqual([]);
      else expect(may, `${node} fired against the rule`).toBe(true);
      this.fired += 1;
      if (wasForced) this.forced += 1;
    }
    for (const arc of this.picture.arcs.filter((it) => it.to === node && (this.on.get(it.id) ?? 0) > 0)) count(this.on, arc.id, -1);
    return false;
  }

  /** Somebody completes a task, or an hour passes. */
  goOn(pick: number): boolean {
    if (this.state?.status !== "active") return false;
    if (this.state.incidents.some((incident) => incident.code === "too-many-steps")) return false;
    const tasks = this.state.elements.flatMap((element) => element.work?.tasks.filter((task) => task.status === "open") ?? []);
    const moves = [
      ...tasks.map((task) => () => this.take({ type: "complete", task: task.id, actor: { user: "somebody" }, outcome: "approve" })),
      ...this.state.timers.map((timer) => () => {
        this.now = Math.max(this.now, Date.parse(timer.dueAt));
        this.take({ type: "timer", timer: timer.id, generation: 1 });
      }),
    ];
    const move = moves[pick % Math.max(1, moves.length)];
    move?.();
    return move !== undefined;
  }

  private tokens(): Tokens {
    return { nodes: present(this.inside), flows: present(this.on) };
  }
  private isUser = (id: string) => this.definition.nodes.some((node) => node.id === id && node.type === "userTask");
  private joins = () => this.definition.nodes.filter((node) => node.type === "inclusiveGateway" && this.incoming(node.id) > 1).map((node) => node.id);
  private isParallelJoin = (id: string) => this.definition.nodes.some((node) => node.id === id && node.type === "parallelGateway") && this.incoming(id) > 1;
  private incoming = (id: string) => this.picture.arcs.filter((arc) => arc.to === id).length;
}

const count = (of: Map<string, number>, key: string, by: number) => of.set(key, (of.get(key) ?? 0) + by);
const present = (of: Map<string, number>) => [...of].flatMap(([key, n]) => (n > 0 ? [key] : []));
