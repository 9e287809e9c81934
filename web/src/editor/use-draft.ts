/** A draft under way: undo and redo, saved by itself, and never over what somebody else saved meanwhile. */
import { useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "../../../shared/contract/problem";
import { changeHistory, type History, openHistory, redo, undo } from "./history";
import { forgetUnsaved, keepUnsaved, unsavedOf } from "./unsaved";

/** `stale`: somebody was faster. `failed`: it did not get through, and is tried again at the next change or on demand. */
export type DraftState = "saved" | "waiting" | "saving" | "stale" | "failed";

export type DraftOptions<T> = {
  /** Of the thing; what was not saved before a reload is kept under it. */
  id: string;
  initial: { version: number; value: T };
  save: (version: number, value: T) => Promise<{ version: number }>;
  /** Reads what a reload left; undefined where it is none of ours. */
  read: (kept: unknown) => T | undefined;
};

export type Draft<T> = {
  value: T;
  version: number;
  state: DraftState;
  error: Error | null;
  canUndo: boolean;
  canRedo: boolean;
  /** Changes with the same tag in a row are undone as one. */
  change: (next: (value: T) => T, tag?: string) => void;
  undo: () => void;
  redo: () => void;
  /** Saves now what is not saved; gives the version, or null where it could not. */
  flush: () => Promise<number | null>;
  /** After a publication, say, that made a new version of what is saved already. */
  seen: (version: number) => void;
  /** Over theirs: the next save goes by the version that is there now. */
  overwrite: (version: number) => Promise<number | null>;
};

const restMs = 800;

/** What whoever left an editor is still saving, by the thing's id: whoever comes back goes on from there. */
const leaving = new Map<string, Promise<number | null>>();

const isAlike = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a reload or a way to another screen left unsaved; `stale` where somebody saved something else meanwhile. */
function begun<T>({ id, initial, read }: Pick<DraftOptions<T>, "id" | "initial" | "read">) {
  const kept = unsavedOf(id);
  const unsaved = kept && read(kept.value);
  if (!kept || unsaved === undefined || isAlike(unsaved, initial.value)) return { history: openHistory(initial.value), version: initial.version, stale: false };
  const stale = kept.version !== initial.version && !leaving.has(id);
  return { history: changeHistory(openHistory(initial.value), unsaved), version: stale ? kept.version : initial.version, stale };
}

export function useDraft<T>({ id, initial, save, read }: DraftOptions<T>): Draft<T> {
  const [first] = useState(() => begun({ id, initial, read }));
  const [history, setHistory] = useState<History<T>>(first.history);
  const [state, setState] = useState<DraftState>(first.stale ? "stale" : "saved");
  const [error, setError] = useState<Error | null>(null);
  const [version, setVersion] = useState(first.version);
  // What saving must know between renders: it goes on while somebody types.
  const now = useRef({
    saved: initial.value,
    version: first.version,
    present: history.present,
    running: null as Promise<number | null> | null,
    stale: first.stale,
  });
  now.current.present = history.present;

  const seen = useCallback((next: number) => {
    now.current.version = next;
    setVersion(next);
  }, []);

  const flush = useCallback((): Promise<number | null> => {
    const it = now.current;
    if (it.running) return it.running.then((done) => (done === null ? null : flush()));
    if (it.stale) return Promise.resolve(null);
    if (it.present === it.saved) return Promise.resolve(it.version);
    const value = it.present;
    setState("saving");
    it.running = save(it.version, value)
      .then((reply) => {
        it.saved = value;
        seen(reply.version);
        setError(null);
        if (it.present === value) forgetUnsaved(id);
        else keepUnsaved(id, reply.version, it.present);
        setState(it.present === value ? "saved" : "waiting");
        return reply.version;
      })
      .catch((reason: unknown) => {
        it.stale = reason instanceof Problem && reason.code === "stale";
        setError(reason instanceof Error ? reason : new Error(String(reason)));
        setState(it.stale ? "stale" : "failed");
        return null;
      })
      .finally(() => {
        it.running = null;
      });
    return it.running;
  }, [id, save, seen]);

  useEffect(() => {
    const it = now.current;
    if (history.present === it.saved) {
      if (!it.running) setState((before) => (before === "stale" ? before : "saved"));
      return;
    }
    keepUnsaved(id, it.version, history.present);
    setState((before) => (before === "stale" || before === "saving" ? before : "waiting"));
    const timer = setTimeout(() => void flush(), restMs);
    return () => clearTimeout(timer);
  }, [history.present, id, flush]);

  useEffect(() => {
    const it = now.current;
    const before = leaving.get(id);
    if (before) {
      it.running = before
        .then((done) => {
          if (done !== null) seen(done);
          return done;
        })
        .finally(() => {
          it.running = null;
        });
    }
    return () => {
      if (it.present === it.saved || it.stale) return;
      const last = flush().finally(() => leaving.get(id) === last && leaving.delete(id));
      leaving.set(id, last);
    };
  }, [id, flush, seen]);

  const isSafe = state === "saved";
  useEffect(() => {
    if (isSafe) return;
    const ask = (event: BeforeUnloadEvent) => {
      void flush();
      event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isSafe, flush]);

  const change = useCallback((next: (value: T) => T, tag?: string) => setHistory((before) => changeHistory(before, next(before.present), tag)), []);
  const overwrite = useCallback(
    (theirs: number) => {
      now.current.stale = false;
      seen(theirs);
      return flush();
    },
    [flush, seen],
  );

  return {
    value: history.present,
    version,
    state,
    error,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change,
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    flush,
    seen,
    overwrite,
  };
}
