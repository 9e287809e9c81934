/** Tells whoever waits that something has changed, so that nobody has to look again and again. */
export type Changes = {
  /** Resolves at the next change. Ask before you look, or a change in between is missed. */
  next(): Promise<void>;
  tell(): void;
};

export function makeChanges(): Changes {
  let tell = () => {};
  const wait = () =>
    new Promise<void>((resolve) => {
      tell = resolve;
    });
  let next = wait();
  return {
    next: () => next,
    tell() {
      const told = tell;
      next = wait();
      told();
    },
  };
}
