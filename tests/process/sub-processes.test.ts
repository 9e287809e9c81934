import { describe, expect, test } from "vitest";
import { draw, edge, end, line, type NodeInput, parallel, start, timer, user } from "./support/draw";
import { admin, Play, resolve } from "./support/play";

describe("a sub-process", () => {
  const inner: NodeInput[] = [
    { id: "sub", name: "sub", type: "subProcess" },
    { id: "s", type: "startEvent", parent: "sub" },
    user("a", { parent: "sub" }),
    { id: "e", type: "endEvent", parent: "sub" },
  ];
  test("goes on when nothing is left in it", () => {
    const play = new Play(draw([start, ...inner, user("after"), end], ["start -> sub -> after -> end", "s -> a -> e"]));
    play.approve("a.user");
    expect(play.at()).toEqual(["after"]);
  });
  test("is ended by a timer on its edge with everything in it", () => {
    const play = new Play(
      draw([start, ...inner, edge("late", "sub", timer("PT1H")), user("other"), end], ["start -> sub -> end", "s -> a -> e", "late -> other -> end"]),
    );
    play.pass({ hours: 1 });
    expect(play.at()).toEqual(["other"]);
    expect(play.todo("a.user")).toEqual([]);
  });
  test("an error inside is caught on its edge, the innermost first", () => {
    const thrown: NodeInput = { id: "x", type: "endEvent", parent: "sub", eventDefinition: { type: "error", code: "E" } };
    const play = new Play(
      draw(
        [start, ...inner, thrown, parallelIn("fork"), edge("caught", "sub", { type: "error", code: "E" }), user("fix"), end],
        ["start -> sub -> end", "s -> fork -> a -> e", "fork -> x", "caught -> fix -> end"],
      ),
    );
    expect(play.at()).toEqual(["fix"]);
  });
  test("terminated, it goes on; other branches outside are left alone", () => {
    const stop: NodeInput = { id: "x", type: "endEvent", parent: "sub", eventDefinition: { type: "terminate" } };
    const play = new Play(
      draw(
        [start, parallel("f"), user("b"), ...inner, stop, parallelIn("fork"), user("after"), end],
        ["start -> f -> sub -> after -> end", "f -> b -> end", "s -> fork -> a -> e", "fork -> x"],
      ),
    );
    expect(play.at()).toEqual(["after", "b"]);
  });
  const parallelIn = (id: string): NodeInput => ({ id, type: "parallelGateway", parent: "sub" });
});

describe("a call activity", () => {
  const call: NodeInput = { id: "call", name: "call", type: "callActivity", calledElement: "w-1", inputs: { n: "amount + 1" }, outputs: { result: "answer" } };
  test("starts a child with what it is given, and takes back what it asks for", () => {
    const play = new Play(line(call), { data: { amount: 1 } });
    const child = play.effects.find((effect) => effect.type === "startChild");
    expect(child).toMatchObject({ workflow: "w-1", variables: { n: 2 } });
    play.do({ type: "childEnded", element: play.state.elements[0]?.id ?? "", outcome: "completed", variables: { answer: 42, other: 1 } });
    expect(play.state).toMatchObject({ status: "completed", variables: { amount: 1, result: 42 } });
  });
  test("a child's error is caught on its edge; a child that failed is an incident that calls again", () => {
    const caught = new Play(draw([start, call, edge("e", "call", { type: "error" }), user("fix"), end], ["start -> call -> end", "e -> fix -> end"]), {
      data: { amount: 1 },
    });
    caught.do({ type: "childEnded", element: caught.state.elements[0]?.id ?? "", outcome: "failed", error: "E" });
    expect(caught.at()).toEqual(["fix"]);
    const failed = new Play(line(call), { data: { amount: 1 } });
    failed.do({ type: "childEnded", element: failed.state.elements[0]?.id ?? "", outcome: "failed" });
    resolve(failed);
    expect(failed.effects.flatMap((effect) => (effect.type === "startChild" ? [effect.call] : []))).toEqual([1, 2]);
  });
  test("is cancelled with its caller", () => {
    const play = new Play(line(call), { data: { amount: 1 } });
    play.do({ type: "terminate", actor: admin, reason: "x" });
    expect(play.effects).toContainEqual(expect.objectContaining({ type: "cancelChild" }));
  });
});
