// One event on one instance: a new state and what follows from it. Pure: same input, same output, and the input stays as it was.
import type { Definition } from "./definition";
import type { Effect } from "./effect";
import { kinds } from "./elements/registry";
import type { ProcessEvent } from "./event";
import { happen, startState } from "./happen";
import { type Refusal, Refused } from "./refusal";
import { makeMoves } from "./run/moves";
import { openRun } from "./run/run";
import type { Question, State } from "./state";

export type Stepped =
  /** `needs`: answer each with an `answer` event before anything is written. Where the event changed nothing, `state` is the very state that was given. */
  | { ok: true; state: State; effects: Effect[]; needs: Question[] }
  /** Nothing happened. */
  | { ok: false; refusal: Refusal };

/** Bytes of a state as JSON. */
export const stateLimit = 512 * 1_024;

/** `state` null for the start event; `now` an instant with milliseconds and `Z`. */
export function step(definition: Definition, state: State | null, event: ProcessEvent, now: string): Stepped {
  try {
    return take(definition, state, event, now);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

function take(definition: Definition, given: State | null, event: ProcessEvent, now: string): Stepped {
  if (event.type === "start" && given) throw new Refused("already-started", "It has started already.");
  if (event.type !== "start" && !given) throw new Refused("not-started", "It has not started.");
  const run = openRun(definition, kinds, event.type === "start" ? startState(event, now) : structuredClone(given as State), now);
  happen(run, event);
  makeMoves(run);
  if (!isGivenUp(event)) mustFit(run.state, given);
  if (given && run.effects.length === 0 && content(run.state) === content(given)) return { ok: true, state: given, effects: [], needs: needsOf(given) };
  return { ok: true, state: run.state, effects: run.effects, needs: needsOf(run.state) };
}

const content = (state: State) => JSON.stringify({ ...state, burst: null });

/** Questions that must be answered at once; those that a job looks up may wait. */
export const needsOf = (state: State): Question[] => state.questions.filter((question) => question.kind === "random" || !question.byJob);

/** What comes of something that was given up is an incident and no more: there must always be room to say so. */
const isGivenUp = (event: ProcessEvent) => event.type === "timerFailed" || (event.type === "jobFailed" && event.final === true && event.error === undefined);

/** One that is too large may still become smaller. */
function mustFit(state: State, given: State | null): void {
  const bytes = sizeOf(state);
  if (bytes <= stateLimit || (given && bytes < sizeOf(given))) return;
  throw new Refused("state-too-large", `The instance would take ${bytes} bytes; ${stateLimit} is the most.`);
}

function sizeOf(state: State): number {
  const json = JSON.stringify(state);
  // A UTF-16 unit is at most three bytes.
  return json.length * 3 <= stateLimit ? json.length : new TextEncoder().encode(json).length;
}
