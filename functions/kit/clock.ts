// The one clock of all handlers, so that tests can set it.
let read = () => Date.now();

/** Milliseconds since 1970, UTC. */
export const now = () => read();
export const date = () => new Date(read());

/** For tests: gives back what restores the real clock. */
export function setClock(clock: () => number): () => void {
  read = clock;
  return () => {
    read = () => Date.now();
  };
}
