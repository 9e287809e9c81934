// One JSON line per fact, on stdout, as CloudWatch Logs Insights reads it. LOG_LEVEL is debug, info, warn or error.
const levels = ["debug", "info", "warn", "error"] as const;
type Level = (typeof levels)[number];
export type Facts = Record<string, unknown>;

/** Past the console, before whose lines Lambda puts words of its own: a line that is not all JSON is no metric, and has no fields. */
export const writeLine = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);

const line =
  (level: Level) =>
  (message: string, facts: Facts = {}) => {
    const least = levels.indexOf((process.env.LOG_LEVEL ?? "info") as Level);
    if (levels.indexOf(level) >= least)
      writeLine({ level, message, timestamp: new Date().toISOString(), ...facts, ...("error" in facts && { error: described(facts.error) }) });
  };

/**
 * `requestId` is the request's own id, through internal calls and the queue; `tenantId`, `ticketId`, `submissionId` and so on
 * where a line is about one. Never log bodies, tokens or secrets: ids, codes and counts only.
 */
export const log = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };

function described(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return { name: error.name, message: error.message, stack: error.stack, ...(error.cause !== undefined && { cause: described(error.cause) }) };
}
