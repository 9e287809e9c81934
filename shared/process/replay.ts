// The state again, from nothing but what happened.
import type { Definition } from "./definition";
import type { Recorded } from "./event";
import type { State } from "./state";
import { step } from "./step";

/** `from`: the state that a migration left, where the events are those since. Throws where an event is refused: what was recorded had been taken. */
export function replay(definition: Definition, events: readonly Recorded[], from: State | null = null): State | null {
  let state = from;
  for (const { event, at } of events) {
    const stepped = step(definition, state, event, at);
    if (!stepped.ok) throw new Error(`A recorded event was refused: ${event.type}: ${stepped.refusal.message}`);
    state = stepped.state;
  }
  return state;
}
