/** What went wrong in the database: its SQLSTATE and constraint, and the refusals that we make of a database that sleeps or is gone. */
import { Problem } from "../../shared/contract/problem";

/** SQLSTATE of a database error however deeply wrapped; the Data API has it only at the end of its message (`…; SQLState: 23505`). */
export function sqlState(error: unknown): string | undefined {
  return first(error, ({ message }) => /; SQLState: ([0-9A-Z]{5})$/.exec(message)?.[1]);
}

/** Name of the constraint that was violated (`… violates unique constraint "ticket_number"`), for SQLSTATE class 23. */
export function constraintOf(error: unknown): string | undefined {
  return first(error, ({ message }) => (sqlState(error)?.startsWith("23") ? /^[^\n]* violates [a-z ]*constraint "([^"]+)"/.exec(message)?.[1] : undefined));
}

/** The statement never ran: asking again is safe. */
export const isResuming = (error: unknown) => error instanceof Error && error.name === "DatabaseResumingException";

export const waking = (cause?: unknown) =>
  new Problem("database-waking", "The database is waking up. Nothing was done; ask again in a few seconds.", { retryAfter: 3, cause });

export const away = (cause?: unknown) =>
  new Problem("database-away", "The database did not answer. If this was a change it may have been made all the same: read before you repeat it.", {
    retryAfter: 2,
    cause,
  });

export const outOfTime = () =>
  new Problem("database-away", "The time for this request was used up before the database was asked; ask again.", { retryAfter: 2 });

/** Neither our statement's fault nor our permissions': the connection, the service or the server gave way. */
export function isAway(error: unknown): boolean {
  const state = sqlState(error);
  if (state?.startsWith("08") || state?.startsWith("57P")) return true;
  return first(error, (it) => lostConnection(it) || faultOfService(it) || undefined) ?? false;
}

const lost = new Set(["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
// A statement beyond the Data API's own 45 s is one whose end we did not see; roles stop theirs after 5 s (57014).
const gaveUp = new Set(["AbortError", "TimeoutError", "StatementTimeoutException", "TooManyRequestsException", "ThrottlingException"]);

const lostConnection = (error: Error) => ("code" in error && lost.has(String(error.code))) || gaveUp.has(error.name);

function faultOfService(error: Error): boolean {
  // The SDK puts the status on its own errors, and the raw response on a reply that it could not read.
  const { $metadata, $response } = error as { $metadata?: { httpStatusCode?: number }; $response?: { statusCode?: number } };
  return ($metadata?.httpStatusCode ?? $response?.statusCode ?? 0) >= 500;
}

function first<T>(error: unknown, look: (error: Error) => T | undefined): T | undefined {
  for (let it = error, depth = 0; it instanceof Error && depth < 8; it = it.cause, depth++) {
    const found = look(it);
    if (found !== undefined) return found;
  }
  return undefined;
}
