/** What src/ahead.ts asked for before this code was there: each is taken once, by whoever asks the same. */
export type Ahead = { config: Promise<Response>; answers: Map<string, Promise<Response>> };

declare global {
  var pflowAhead: Ahead | undefined;
}

export const configAhead = (): Promise<Response> | undefined => globalThis.pflowAhead?.config;

/** The answer to a GET of this path, if it was asked ahead. */
export function answerAhead(path: string): Promise<Response> | undefined {
  const answers = globalThis.pflowAhead?.answers;
  const found = answers?.get(path);
  answers?.delete(path);
  return found;
}

/** Once the first screen is there, what nobody took is old, and nothing more is asked. */
export function forgetAhead() {
  globalThis.pflowAhead = undefined;
}
