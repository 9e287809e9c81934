/** What src/ahead.ts asked for before this code was there: each is taken once, by whoever asks the same. */
export type Ahead = { config: Promise<Response>; answers: Map<string, Promise<Response>> /** Whose answers they are. */; token?: string };

declare global {
  var pflowAhead: Ahead | undefined;
}

export const configAhead = (): Promise<Response> | undefined => globalThis.pflowAhead?.config;

/** The answer to a GET of this path, if it was asked ahead, and with which token. */
export function answerAhead(path: string): { answer: Promise<Response>; token: string | undefined } | undefined {
  const ahead = globalThis.pflowAhead;
  const answer = ahead?.answers.get(path);
  ahead?.answers.delete(path);
  return answer && { answer, token: ahead?.token };
}

/** What nobody took is old, and nothing more is asked. */
export function forgetAhead() {
  globalThis.pflowAhead = undefined;
}
