import { describe, expect, test } from "vitest";
import { checkDefinition, Definition, step } from "../../shared/process";
import { draw, edge, end, line, type NodeInput, parallel, pass, start, timer, user } from "./support/draw";
import { Play, resolve } from "./support/play";

describe("timers", () => {
  test("a catching one waits as long as it says, and never less", () => {
    const play = new Play(line({ id: "wait", type: "intermediateCatchEvent", eventDefinition: timer('=if urgent then "PT1H" else "PT2H"') }), {
      data: { urgent: false },
    });
    play.pass({ minutes: 119 });
    expect(play.state.status).toBe("active");
    play.pass({ minutes: 1 });
    expect(play.state.status).toBe("completed");
  });
  test("one that interrupts ends the activity, one that does not starts a path beside it", () => {
    const nodes = [start, user("a"), edge("remind", "a", timer("PT1H"), false), edge("late", "a", timer("PT2H")), pass("mail"), user("other"), end];
    const play = new Play(draw(nodes, ["start -> a -> end", "remind -> mail -> end", "late -> other -> end"]));
    play.pass({ hours: 1 });
    expect([play.at(), play.entered("mail")]).toEqual([["a"], 1]);
    play.pass({ hours: 1 });
    expect(play.at()).toEqual(["other"]);
    expect(play.state.timers).toEqual([]);
  });
  test.each([
    ["2026-11-03T01:00:00Z", "2026-11-03T01:00:00.000Z"],
    ["2026-11-03T09:00+08:00", "2026-11-03T01:00:00.000Z"],
    ["2026-11-03T09:00:00@Asia/Shanghai", "2026-11-03T01:00:00.000Z"],
    ["2026-11-03T09:00:00+08:00[Asia/Shanghai]", "2026-11-03T01:00:00.000Z"],
    ["2026-11-03", "2026-11-02T16:00:00.000Z"],
    ["2026-11-03T09:00:00", "2026-11-03T01:00:00.000Z"],
    ["=startDate", "2026-11-03T16:00:00.000Z"],
    ['=startDate - duration("P1D")', "2026-11-02T16:00:00.000Z"],
    ['=date and time("2026-11-03T09:00:00@Asia/Shanghai")', "2026-11-03T01:00:00.000Z"],
  ])("go off at an instant, or at a day's first in the initiator's zone: %s", (date, dueAt) => {
    const definition = Definition.parse(line({ id: "wait", type: "intermediateCatchEvent", eventDefinition: { type: "timer", date } }));
    expect(checkDefinition(definition)).toEqual([]);
    const started = step(
      definition,
      null,
      { type: "start", actor: { user: "u" }, instance: "i", initiator: "u", variables: { startDate: "2026-11-04" }, timeZone: "Asia/Shanghai" },
      "2026-11-02T01:00:00.000Z",
    );
    expect(started.ok && started.state.timers.map((timer) => timer.dueAt)).toEqual([dueAt]);
  });
  test("of half an hour may be written so", () => {
    const play = new Play(line({ id: "wait", type: "intermediateCatchEvent", eventDefinition: timer("PT0.5H") }));
    expect(play.state.timers.map(({ dueAt }) => dueAt)).toEqual(["2026-11-02T01:30:00.000Z"]);
  });
  test.each(["2026-02-30T00:00:00Z", "2026-11-03T25:00:00Z", "tomorrow", "2026-11-03T09:00:00@Nowhere/Town", ""])(
    "of a day that there is not are refused: %s",
    (date) => {
      const definition = Definition.parse(line({ id: "wait", type: "intermediateCatchEvent", eventDefinition: { type: "timer", date } }));
      expect(checkDefinition(definition)).toMatchObject([{ elementId: "wait", code: "bad-timer" }]);
    },
  );
  test("that can't be read are an incident", () => {
    const play = new Play(line({ id: "wait", type: "intermediateCatchEvent", eventDefinition: timer("=x") }), { data: { x: "soon" } });
    expect(play.state.incidents).toMatchObject([{ code: "bad-timer" }]);
    resolve(play, { x: "PT1M" });
    play.pass({ minutes: 1 });
    expect(play.state.status).toBe("completed");
  });
});

describe("messages", () => {
  const paid = { type: "message" as const, name: "paid", correlationKey: "=order", resultVariable: "payment" };
  const message = { type: "message", name: "paid", correlationKey: "o-1", variables: { sum: 5 } } as const;
  const catching: NodeInput[] = [
    { id: "wait", type: "intermediateCatchEvent", eventDefinition: paid },
    { id: "wait", name: "wait", type: "receiveTask", message: { name: "paid", correlationKey: "=order", resultVariable: "payment" } },
  ];
  test.each(catching)("with the right key goes on at a $type and brings its data", (node) => {
    const play = new Play(line(node), { data: { order: "o-1" } });
    expect(play.refusal({ ...message, correlationKey: "o-2" })).toMatchObject({ code: "not-waiting" });
    play.do(message);
    expect(play.state).toMatchObject({ status: "completed", variables: { payment: { sum: 5 } } });
  });
  test("of the same id have one effect", () => {
    const play = new Play(draw([start, user("a"), edge("m", "a", paid, false), pass("seen"), end], ["start -> a -> end", "m -> seen -> end"]), {
      data: { order: "o-1" },
    });
    play.do({ ...message, messageId: "1" });
    play.do({ ...message, messageId: "1" });
    expect(play.entered("seen")).toBe(1);
    play.do({ ...message, messageId: "2" });
    expect(play.entered("seen")).toBe(2);
  });
  test("that come too early are kept for their time to live", () => {
    const early = new Play(line(user("a"), catching[0] as NodeInput), { data: { order: "o-1" } });
    early.do({ ...message, expiresAt: "2026-11-02T03:00:00.000Z" });
    early.approve("a.user");
    expect(early.state.status).toBe("completed");
    const late = new Play(line(user("a"), catching[0] as NodeInput), { data: { order: "o-1" } });
    late.do({ ...message, expiresAt: "2026-11-02T03:00:00.000Z" });
    late.pass({ hours: 3 });
    late.approve("a.user");
    expect(late.at()).toEqual(["wait"]);
  });
});

describe("ends", () => {
  test("a terminate end ends everything", () => {
    const play = new Play(
      draw(
        [start, parallel("f"), user("a"), user("b"), { id: "stop", type: "endEvent", eventDefinition: { type: "terminate" } }, end],
        ["start -> f -> a -> stop", "f -> b -> end"],
      ),
    );
    play.approve("a.user");
    expect(play.state.status).toBe("completed");
    expect(play.todo("b.user")).toEqual([]);
  });
  test("an error that nothing catches is an incident; a called process hands it to its caller", () => {
    const thrown: NodeInput = { id: "x", type: "endEvent", eventDefinition: { type: "error", code: "E" } };
    const definition = draw([start, thrown], ["start -> x"]);
    expect(new Play(definition).state.incidents).toMatchObject([{ code: "uncaught-error" }]);
    const called = new Play(definition, { called: true });
    expect(called.state.status).toBe("failed");
    expect(called.effects).toContainEqual(expect.objectContaining({ type: "ended", error: "E" }));
  });
});
