import { describe, expect, test } from "vitest";
import { draw, edge, end, exclusive, type NodeInput, parallel, pass, start, timer, user } from "./support/draw";
import { Play, resolve } from "./support/play";

describe("an exclusive gateway", () => {
  const gate = (defaultFlow?: string) =>
    draw([start, exclusive("g", defaultFlow), pass("a"), pass("b"), end], ["start -> g", "g -[x > 1]> a", "g -[x > 2]> b", "a -> end", "b -> end"]);
  test("takes the first way that is true, and only that", () => {
    const play = new Play(gate(), { data: { x: 5 } });
    expect([play.entered("a"), play.entered("b")]).toEqual([1, 0]);
  });
  test("without a true way is an incident, and goes on when one is", () => {
    const play = new Play(gate(), { data: { x: 0 } });
    expect(play.state.incidents).toMatchObject([{ node: "g", code: "no-way-out" }]);
    resolve(play, { x: 2 });
    expect(play.state.status).toBe("completed");
  });
  test("counts in exact decimals", () => {
    const exact = draw([start, exclusive("g", "g-b"), pass("a"), pass("b"), end], ["start -> g", "g -[x + y = 0.3]> a", "g -> b", "a -> end", "b -> end"]);
    expect(new Play(exact, { data: { x: 0.1, y: 0.2 } }).entered("a")).toBe(1);
  });
});

describe("a parallel gateway", () => {
  const nodes = [start, parallel("fork"), user("a"), user("b"), parallel("join"), user("after"), end];
  const lines = ["start -> fork -> a -> join -> after -> end", "fork -> b -> join"];
  test("takes all ways and waits for all", () => {
    const play = new Play(draw(nodes, lines));
    play.approve("a.user");
    expect(play.at()).toEqual(["b"]);
    play.approve("b.user");
    expect(play.at()).toEqual(["after"]);
  });
  test("asks the people of every branch, not only of the last", () => {
    const play = new Play(draw(nodes, lines));
    const told = play.effects.flatMap((effect) => (effect.type === "notify" ? effect.notification.users : []));
    expect(told).toEqual(["a.user", "b.user"]);
    expect(play.effects.flatMap((effect) => (effect.type === "openTask" ? effect.task.node : []))).toEqual(["a", "b"]);
  });
  test("that can't get all any more has an incident, and resolving goes on with those that came", () => {
    const play = new Play(draw([...nodes, edge("late", "b", timer("PT1H"))], [...lines, "late -> end"]));
    play.approve("a.user");
    play.pass({ hours: 2 });
    expect(play.state.incidents).toMatchObject([{ node: "join", code: "join-starved" }]);
    resolve(play);
    expect(play.at()).toEqual(["after"]);
    expect(play.state.incidents).toEqual([]);
  });
});

test("an event-based gateway: the first event decides, the others are no longer waited for", () => {
  const nodes: NodeInput[] = [
    start,
    { id: "g", type: "eventBasedGateway" },
    { id: "m", type: "intermediateCatchEvent", eventDefinition: { type: "message", name: "yes" } },
    { id: "t", type: "intermediateCatchEvent", eventDefinition: timer("PT1H") },
    pass("a"),
    pass("b"),
    end,
  ];
  const definition = draw(nodes, ["start -> g -> m -> a -> end", "g -> t -> b -> end"]);
  const timely = new Play(definition);
  timely.do({ type: "message", name: "yes", correlationKey: "" });
  expect([timely.entered("a"), timely.entered("b"), timely.state.timers]).toEqual([1, 0, []]);
  const late = new Play(definition);
  late.pass({ hours: 1 });
  expect([late.entered("a"), late.entered("b"), late.state.status]).toEqual([0, 1, "completed"]);
});
