import { describe, expect, test } from "vitest";
import { draw, end, exclusive, start, user } from "./support/draw";
import { Play } from "./support/play";

const purchase = draw(
  [
    start,
    exclusive("size", "size-finance"),
    user("lead", { participants: [{ from: "users", users: ["it.lead"] }] }),
    user("finance", { participants: [{ from: "groups", groups: ["finance"] }], mode: { type: "vote", count: 2 } }),
    user("both", { participants: [{ from: "users", users: ["it.lead", "zhao.min"] }], mode: { type: "all" } }),
    end,
  ],
  ["start -> size", "size -[total <= 30000]> lead", "size -> finance -> both -> end", "lead -> end"],
);
const open = (total: number) => new Play(purchase, { data: { total } });

describe("a purchase", () => {
  test("of 30,000.00 needs the IT lead only; of 30,000.01 the long way", () => {
    expect(open(30_000).todo("it.lead")).toEqual(["lead"]);
    expect(open(30_000.01).todo("fin.wu")).toEqual(["finance"]);
  });
  test("passes finance at the second yes, and nobody there has it in the list any more; then both must agree", () => {
    const play = open(47_987);
    play.approve("fin.qian");
    play.refuse("fin.wu");
    play.approve("fin.zheng");
    expect(["fin.qian", "fin.wu", "fin.zheng"].flatMap((who) => play.todo(who))).toEqual([]);
    play.approve("zhao.min");
    expect(play.state.status).toBe("active");
    play.approve("it.lead");
    expect(play.state.status).toBe("completed");
  });
  test("of two that vote at the same instant each counts, and one makes it go on", () => {
    const play = open(47_987);
    const [first, second] = ["fin.qian", "fin.wu"].map(
      (who) => ({ type: "complete", task: play.task(who), actor: play.actor(who), outcome: "approve" }) as const,
    );
    if (!first || !second) throw new Error("no votes");
    play.do(first);
    play.do(second);
    expect(play.entered("both")).toBe(1);
    expect(play.actions()).toEqual(["submit", "approve", "approve"]);
  });
});
