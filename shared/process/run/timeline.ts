import type { TimelineEntry } from "../effect";
import type { Run } from "./run";

/** Adds a line to the history; its number orders it, whenever it arrives. */
export function tell(run: Run, line: Omit<TimelineEntry, "sequence" | "round" | "at">): void {
  run.state.counters.timeline += 1;
  run.effects.push({ type: "timeline", entry: { sequence: run.state.counters.timeline, round: run.state.round, at: run.now, ...line } });
}
