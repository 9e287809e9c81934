// Undo and redo as a value: what was, what is, and what was taken back.
export type History<T> = {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** Of the last change; another one with the same tag belongs to it, so that a typed word is one step and not ten. */
  readonly tag?: string;
};

const mostSteps = 200;

export const openHistory = <T>(present: T): History<T> => ({ past: [], present, future: [] });

export function changeHistory<T>(history: History<T>, next: T, tag?: string): History<T> {
  if (next === history.present) return history;
  const joins = tag !== undefined && tag === history.tag && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.present].slice(-mostSteps);
  return { past, present: next, future: [], tag };
}

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  return before === undefined ? { past, present, future } : { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  const [after, ...rest] = future;
  return after === undefined ? { past, present, future } : { past: [...past, present], present: after, future: rest };
}
