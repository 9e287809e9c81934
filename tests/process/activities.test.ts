import { describe, expect, test } from "vitest";
import { draw, edge, end, line, type NodeInput, parallel, start, timer, user } from "./support/draw";
import { Play, resolve } from "./support/play";

describe("a service task", () => {
  const http = line({
    id: "call",
    name: "call",
    type: "serviceTask",
    connector: { type: "http", url: '="https://x.test/" + order', resultVariable: "answer" },
    retries: 2,
    backoff: ["PT1M", "PT5M"],
  });
  const jobs = (play: Play) => play.effects.flatMap((effect) => (effect.type === "job" ? [effect] : []));
  const fail = (play: Play, more = {}) => {
    const last = jobs(play).at(-1);
    play.do({ type: "jobFailed", element: last?.element ?? "", key: last?.key ?? "", attempt: last?.attempt ?? 0, message: "503", ...more });
  };
  test("is tried with the same key until the tries are spent; then an incident, which resolving takes up again", () => {
    const play = new Play(http, { data: { order: "1" } });
    fail(play);
    play.pass({ minutes: 1 });
    fail(play);
    play.pass({ minutes: 5 });
    fail(play);
    expect(jobs(play).map((job) => job.attempt)).toEqual([1, 2, 3]);
    expect(new Set(jobs(play).map((job) => job.key)).size).toBe(1);
    expect(play.state.incidents).toMatchObject([{ code: "job-failed", message: "503" }]);
    resolve(play);
    const { element, key } = jobs(play)[3] ?? { element: "", key: "" };
    play.do({ type: "jobCompleted", element, key, result: { ok: true } });
    expect(play.state).toMatchObject({ status: "completed", variables: { answer: { ok: true } } });
    play.do({ type: "jobCompleted", element, key, result: 2 });
    expect(play.state.variables.answer).toEqual({ ok: true });
  });
  test("a late failure of an earlier try counts for nothing", () => {
    const play = new Play(http, { data: { order: "1" } });
    fail(play);
    fail(play);
    expect(play.state.elements[0]?.job).toMatchObject({ retriesLeft: 1 });
  });
  test("its error is caught on its edge; uncaught it is an incident", () => {
    const caught = new Play(
      draw(
        [...http.nodes, edge("any", "call", { type: "error" }), edge("e", "call", { type: "error", code: "NO_STOCK" }), user("order")],
        ["start -> call -> end", "e -> order -> end", "any -> end"],
      ),
      { data: { order: "1" } },
    );
    fail(caught, { error: "NO_STOCK" });
    expect(caught.at()).toEqual(["order"]);
    const uncaught = new Play(http, { data: { order: "1" } });
    fail(uncaught, { error: "NO_STOCK" });
    expect(uncaught.state.incidents).toMatchObject([{ code: "uncaught-error" }]);
  });
  test("that sets fields, and a script, are done at once", () => {
    const play = new Play(
      line(
        {
          id: "set",
          name: "set",
          type: "serviceTask",
          connector: { type: "setFields", fields: { total: "sum(for line in lines return line.n * line.price)" } },
        },
        { id: "script", name: "script", type: "scriptTask", expression: "total > 30000", resultVariable: "large" },
      ),
      {
        data: {
          lines: [
            { n: 2, price: 6999 },
            { n: 3, price: 5499 },
            { n: 12, price: 599 },
            { n: 8, price: 1288 },
          ],
        },
      },
    );
    expect(play.state).toMatchObject({ status: "completed", variables: { total: 47987, large: true } });
  });
  test("while one branch has an incident the other goes on", () => {
    const nodes = [
      start,
      parallel("fork"),
      { id: "s", name: "s", type: "scriptTask" as const, expression: "nope(", resultVariable: "x" },
      user("b"),
      user("c"),
      parallel("join"),
      end,
    ];
    const play = new Play(draw(nodes, ["start -> fork -> s -> join -> end", "fork -> b -> c -> join"]));
    play.approve("b.user");
    expect(play.at()).toEqual(["c", "s"]);
  });
});

describe("multi-instance", () => {
  const each = (more = {}): NodeInput =>
    user("each", {
      participants: [{ from: "field", field: "reviewer" }],
      loop: { type: "multiInstance", collection: "reviewers", elementVariable: "reviewer", ...more },
    });
  const reviewers = { reviewers: ["p", "q", "r"] };
  test("at once for each item", () => {
    const play = new Play(line(each()), { data: reviewers });
    for (const who of ["r", "p", "q"]) play.approve(who);
    expect(play.state.status).toBe("completed");
  });
  test("one after another", () => {
    const play = new Play(line(each({ sequential: true })), { data: reviewers });
    for (const who of ["p", "q", "r"]) {
      expect(play.tasks().map((task) => task.assignee)).toEqual([who]);
      play.approve(who);
    }
    expect(play.state.status).toBe("completed");
  });
  test("until the completion condition is true; the rest vanishes", () => {
    const play = new Play(line(each({ completionCondition: "numberOfCompletedInstances / numberOfInstances >= 0.5" })), { data: reviewers });
    play.approve("p");
    play.approve("q");
    expect(play.state.status).toBe("completed");
    expect(play.effects).toContainEqual(expect.objectContaining({ type: "closeTask", reason: "decided" }));
  });
  test("collects outputs; an empty list is done at once; what is no list is an incident", () => {
    const doubled: NodeInput = {
      id: "d",
      name: "d",
      type: "scriptTask",
      expression: "n * 2",
      resultVariable: "twice",
      loop: { type: "multiInstance", collection: "ns", elementVariable: "n", outputCollection: "all", outputElement: "twice" },
    };
    expect(new Play(line(doubled), { data: { ns: [1, 2, 3] } }).state.variables.all).toEqual([2, 4, 6]);
    expect(new Play(line(doubled), { data: { ns: [] } }).state.status).toBe("completed");
    const bad = new Play(line(doubled), { data: { ns: 5 } });
    expect(bad.state.incidents).toMatchObject([{ code: "bad-collection" }]);
    resolve(bad, { ns: [4] });
    expect(bad.state.variables.all).toEqual([8]);
  });
  test("an event on the edge ends all of it", () => {
    const play = new Play(draw([start, each(), edge("late", "each", timer("PT1H")), user("other"), end], ["start -> each -> end", "late -> other -> end"]), {
      data: reviewers,
    });
    play.approve("p");
    play.pass({ hours: 1 });
    expect(play.at()).toEqual(["other"]);
  });
});
