import type { NodeOf } from "../definition";
import type { Checking } from "./checking";

type EventDefinition = NodeOf<"intermediateCatchEvent">["eventDefinition"] | NodeOf<"boundaryEvent">["eventDefinition"];

/** Of an event that is waited for: when, or which message. */
export function checkEvent(id: string, event: EventDefinition, { report, template, time }: Checking): void {
  if (event.type === "timer") {
    const { duration, date } = event;
    if ((duration === undefined) === (date === undefined)) report(id, "bad-timer", "A timer has either a duration or a date.");
    if (duration !== undefined) time(id, "duration", duration);
    if (date !== undefined) time(id, "date", date);
  } else if (event.type === "message") {
    if (event.name.trim() === "") report(id, "incomplete", "It does not say which message it waits for.");
    template(id, event.correlationKey);
  } else if (event.type !== "error") report(id, "unsupported", `A ${event.type} event can't be executed yet.`);
}

/** The variable, if any, that the message is written to. */
export const resultOf = (event: EventDefinition): string[] => (event.type === "message" && event.resultVariable ? [event.resultVariable] : []);
