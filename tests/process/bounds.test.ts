import { expect, test } from "vitest";
import { type State, step, type Variables } from "../../shared/process";
import { draw, line, pass, start, timer, user } from "./support/draw";
import { admin, Play, resolve } from "./support/play";

test("a loop that waits for nothing is an incident, not a hang", () => {
  const play = new Play(draw([start, pass("a"), pass("b")], ["start -> a -> b -> a"]));
  expect(play.state.incidents).toMatchObject([{ code: "too-many-steps" }]);
});

test("a state over 512 KiB is refused, and nothing happens", () => {
  const play = new Play(line(user("a")));
  expect(play.refusal({ type: "setVariables", actor: admin, variables: { x: "字".repeat(180_000) } })).toMatchObject({ status: 413 });
});

test("a loop in which everybody need not be asked is an incident, not an endless asking", () => {
  const again = user("again", { participants: [{ from: "initiator" }], rules: { initiator: "skip" } });
  expect(new Play(draw([start, again], ["start -> again -> again"])).state.incidents).toMatchObject([{ code: "too-many-steps" }]);
  const each = user("each", { participants: [{ from: "initiator" }], rules: { initiator: "skip" }, loop: { type: "multiInstance", collection: "[1, 2]" } });
  expect(new Play(draw([start, each], ["start -> each -> each"])).state.incidents).toMatchObject([{ code: "too-many-steps" }]);
});

test("a timer after which it would be too large is an incident, not a timer that is refused for ever; with room made it comes again", () => {
  const wait = { id: "wait", type: "intermediateCatchEvent" as const, eventDefinition: timer("PT1H") };
  const copy = { id: "copy", name: "copy", type: "serviceTask" as const, connector: { type: "setFields" as const, fields: { copy: "big" } } };
  const play = new Play(line(wait, copy), { data: { big: "x".repeat(300_000) } });
  const [due] = play.state.timers;
  const event = { timer: due?.id ?? "", generation: due?.generation ?? 0 };
  play.now = due?.dueAt ?? "";
  const { message = "" } = play.refusal({ type: "timer", ...event }) ?? {};

  play.do({ type: "timerFailed", ...event, message });
  expect(play.state).toMatchObject({ status: "active", timers: [], incidents: [{ code: "too-large", node: "wait", message, timer: { id: due?.id } }] });
  play.do({ type: "timerFailed", ...event, message });
  play.do({ type: "timer", ...event });
  expect(play.state.incidents).toHaveLength(1);

  resolve(play, { big: "x" });
  expect(play.state).toMatchObject({ incidents: [], timers: [{ node: "wait", purpose: "event", dueAt: play.now }] });
  play.pass({ minutes: 0 });
  expect(play.state).toMatchObject({ status: "completed", variables: { copy: "x" } });
});

test("what is too large already may become smaller, but not larger", () => {
  const { definition, state, now } = new Play(line(user("a")));
  const large: State = { ...state, variables: { x: "x".repeat(540_000) } };
  const set = (variables: Variables) => step(definition, large, { type: "setVariables", actor: admin, variables }, now);
  expect(set({ y: 1 })).toMatchObject({ ok: false, refusal: { code: "state-too-large" } });
  expect(set({ x: "x".repeat(530_000) })).toMatchObject({ ok: true });
});
