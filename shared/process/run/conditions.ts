import type { Flow } from "../definition";
import { decide } from "../expression";
import type { Element } from "../state";
import type { Run } from "./run";
import { Stuck } from "./stuck";
import { visible } from "./variables";
import { moment } from "./waits";

/** Whether a way may be taken. No answer is an incident, never a quiet no. */
export function isTrue(run: Run, element: Element, flow: Flow): boolean {
  const condition = flow.condition?.trim();
  if (!condition)
    throw new Stuck("condition-undecided", `The way "${flow.name || flow.id}" has no condition.`, {
      code: "way-without-condition",
      params: { way: flow.name || flow.id },
    });
  return decide(condition, visible(run, element), moment(run));
}
