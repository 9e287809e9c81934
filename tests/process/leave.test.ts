import { describe, expect, test } from "vitest";
import type { DefinitionInput } from "../../shared/process";
import { draw, end, exclusive, start, user } from "./support/draw";
import { Play } from "./support/play";

const definition: DefinitionInput = draw(
  [
    start,
    user("head", { participants: [{ from: "departmentHead" }], rules: { initiator: "superior" } }),
    exclusive("length", "length-hr"),
    user("director", { participants: [{ from: "users", users: ["zhao.min"] }] }),
    user("hr", { participants: [{ from: "groups", groups: ["hr"] }] }),
    end,
  ],
  ["start -> head -> length", "length -[days <= 1]> end", "length -[days > 3]> director", "length -> hr", "director -> hr", "hr -> end"],
);
const ask = (days: number, initiator = "li.lei") => new Play(definition, { data: { days }, initiator });

describe("leave by its length", () => {
  test.each([0.5, 1])("%s days need the department's head only", (days) => {
    const leave = ask(days);
    expect(leave.tasks().map((task) => task.assignee)).toEqual(["wang.fang"]);
    leave.approve("wang.fang");
    expect(leave.state.status).toBe("completed");
  });

  test.each([1.5, 3])("%s days need hr too: one of them decides, it leaves the others' lists, and a late one is told so", (days) => {
    const leave = ask(days);
    leave.approve("wang.fang");
    expect([leave.todo("hr.chen"), leave.todo("hr.liu")]).toEqual([["hr"], ["hr"]]);
    const task = leave.task("hr.chen");
    leave.approve("hr.liu");
    expect(leave.state.status).toBe("completed");
    expect(leave.refusal({ type: "complete", task, actor: leave.actor("hr.chen"), outcome: "approve" })).toMatchObject({ status: 409 });
  });

  test("3.5 days go over the director", () => {
    const leave = ask(3.5);
    leave.approve("wang.fang");
    leave.approve("zhao.min");
    leave.approve("hr.chen");
    expect(leave.state.status).toBe("completed");
  });

  test("a refusal says why, ends it, and can be submitted again with other data; the old round stays in the timeline", () => {
    const leave = ask(5);
    leave.approve("wang.fang");
    const refuse = { type: "complete", task: leave.task("zhao.min"), actor: leave.actor("zhao.min"), outcome: "refuse" } as const;
    expect(leave.refusal(refuse)).toMatchObject({ status: 400, code: "comment-missing" });
    expect(leave.refusal({ ...refuse, comment: " " })).toMatchObject({ status: 400 });
    leave.refuse("zhao.min", "项目上线期");
    expect(leave.state.status).toBe("rejected");
    expect(leave.effects).toContainEqual(expect.objectContaining({ type: "ended", status: "rejected", message: "项目上线期" }));
    leave.do({ type: "submit", actor: leave.actor("li.lei"), variables: { days: 3 } });
    leave.approve("wang.fang");
    leave.approve("hr.liu");
    expect(leave.state.status).toBe("completed");
    expect(leave.actions()).toEqual(["submit", "approve", "refuse", "submit", "approve", "approve", "finish"]);
    expect(new Set(leave.timeline().map((entry) => entry.round))).toEqual(new Set([1, 2]));
  });

  test("the head's own request goes to the superior, and the timeline says why", () => {
    const leave = ask(2, "wang.fang");
    expect(leave.tasks().map((task) => task.assignee)).toEqual(["zhao.min"]);
    expect(leave.timeline().find((entry) => entry.action === "ask")?.after).toMatchObject({ users: ["zhao.min"], because: "approver-is-initiator" });
    leave.approve("zhao.min");
    leave.approve("hr.chen");
    expect(leave.state.status).toBe("completed");
  });

  test("days that are missing are an incident at the gateway, which goes on once they are there", () => {
    const leave = new Play(definition);
    leave.approve("wang.fang");
    expect(leave.state.incidents).toMatchObject([{ node: "length", code: "condition-undecided" }]);
    leave.do({ type: "resolveIncident", actor: { user: "admin", admin: true }, incident: leave.state.incidents[0]?.id ?? "", variables: { days: 1 } });
    expect(leave.state.status).toBe("completed");
  });
});
