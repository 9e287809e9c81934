// What the votes of a user task come to: pure, and as soon as it is certain.
import type { Mode } from "../elements/approval";
import type { Outcome, Task } from "../state";

type Seat = { tasks: Task[]; outcome: Outcome | undefined };

/** A seat is one vote: its person's and, with them, that of everybody whom they added beside or after. An opinion decides nothing. */
export function seatsOf(tasks: readonly Task[]): Seat[] {
  const deciding = tasks.filter((task) => task.part !== "before" && task.status !== "dropped");
  const ids = [...new Set(deciding.map((task) => task.seat))];
  return ids.map((id) => seatOf(deciding.filter((task) => task.seat === id)));
}

function seatOf(tasks: Task[]): Seat {
  if (tasks.some((task) => task.decision?.outcome === "refused")) return { tasks, outcome: "refused" };
  return { tasks, outcome: tasks.every((task) => task.decision?.outcome === "approved") ? "approved" : undefined };
}

/** Undefined while it is open. */
export function outcomeOf(mode: Mode, tasks: readonly Task[]): Outcome | undefined {
  const seats = seatsOf(tasks);
  const yes = seats.filter((seat) => seat.outcome === "approved").length;
  const no = seats.filter((seat) => seat.outcome === "refused").length;
  if (mode.type === "vote") {
    const needed = votesNeeded(mode, seats.length);
    if (yes >= needed) return "approved";
    return seats.length - no < needed ? "refused" : undefined;
  }
  const hearsAll = mode.type === "all" && mode.onRefusal === "wait";
  if (no > 0 && (!hearsAll || yes + no === seats.length)) return "refused";
  return yes === seats.length && yes > 0 ? "approved" : undefined;
}

/** Of so many voters. A percentage is rounded up. */
export function votesNeeded({ count, percent }: Extract<Mode, { type: "vote" }>, voters: number): number {
  if (count !== undefined) return count;
  return Math.max(1, Math.ceil((voters * (percent ?? 100)) / 100 - 1e-9));
}
