import { describe, expect, test } from "vitest";
import { Definition, replay, simulate } from "../../shared/process";
import { draw, end, exclusive, start, user } from "./support/draw";

const now = "2026-11-02T01:00:00.000Z";
const definition = Definition.parse(
  draw(
    [start, user("审批"), exclusive("g", "g-large"), user("small"), user("large", { participants: [{ from: "departmentHead" }] }), end],
    ["start -> 审批 -> g", "g -[amount <= 5000]> small", "g -> large -> end", "small -> end"],
  ),
);

describe("a simulation", () => {
  test("takes the way that the real one takes, and two cases cover all of it", () => {
    const [small, large] = [simulate(definition, { amount: 5000 }, [], { now }), simulate(definition, { amount: 5000.01 }, [], { now })];
    expect([small.status, large.status]).toEqual(["completed", "completed"]);
    expect(small.path).toEqual(["start", "审批", "g", "small", "end"]);
    expect(large.path).toEqual(["start", "审批", "g", "large", "end"]);
    expect(new Set([...small.flows, ...large.flows]).size).toBe(definition.flows.length);
    expect(small.coverage).toBeLessThan(1);
  });
  test("of what can't be decided shows the incident", () => {
    expect(simulate(definition, { amount: null }, [], { now }).incidents).toMatchObject([{ node: "g", code: "condition-undecided" }]);
  });
  test("says who would be asked, and by which rule", () => {
    expect(simulate(definition, { amount: 9000 }, [], { now, initiator: "li.lei" }).asked).toMatchObject([
      { node: "审批", users: ["审批.user"], found: { from: "users" } },
      { node: "large", users: ["head of the department of li.lei"], found: { from: "departmentHead" } },
    ]);
  });
  test("follows the decisions that it is given, and stops where it waits", () => {
    expect(simulate(definition, { amount: 1 }, [{ node: "small", do: "refuse", comment: "no" }], { now }).status).toBe("rejected");
    const waiting = Definition.parse(
      draw([start, { id: "m", type: "intermediateCatchEvent", eventDefinition: { type: "message", name: "m" } }, end], ["start -> m -> end"]),
    );
    expect(simulate(waiting, {}, [], { now })).toMatchObject({ status: "active", waitsFor: ["m"] });
    expect(simulate(waiting, {}, [{ node: "m", do: "message" }], { now }).status).toBe("completed");
  });
  test("lets its own clock run to timers, and shows them", () => {
    const edge = { id: "late", type: "boundaryEvent" as const, attachedTo: "a", eventDefinition: { type: "timer" as const, duration: "P1D" } };
    const timed = Definition.parse(draw([start, user("a"), edge, user("other"), end], ["start -> a -> end", "late -> other -> end"]));
    const run = simulate(timed, {}, [{ node: "a", do: "wait" }], { now });
    expect(run).toMatchObject({ status: "completed", timers: [{ node: "late", setAt: now, dueAt: "2026-11-03T01:00:00.000Z" }] });
    expect(run.path).toContain("other");
  });
  test("is made of events that can be replayed", () => {
    const run = simulate(definition, { amount: 1 }, [], { now });
    expect(replay(definition, run.events)?.status).toBe("completed");
  });
  test("is refused a decision of somebody who may not", () => {
    expect(simulate(definition, { amount: 1 }, [{ node: "small", do: "approve", by: "stranger" }], { now }).refused?.refusal).toMatchObject({ status: 403 });
  });
});
