// One JSON line per fact, on stdout, as CloudWatch Logs Insights reads it. LOG_LEVEL is debug, info, warn or error.
const levels = ["debug", "info", "warn", "error"] as const;
type Level = (typeof levels)[number];
export type Facts = Record<string, unknown>;

const line =
  (level: Level) =>
  (message: string, facts: Facts = {}) => {
    const least = levels.indexOf((process.env.LOG_LEVEL ?? "info") as Level);
    if (levels.indexOf(level) >= least)
      console.log(JSON.stringify({ level, message, time: new Date().toISOString(), ...facts, ...("error" in facts && { error: described(facts.error) }) }));
  };

/** Never log bodies, tokens or secrets: ids, codes and counts only. */
export const log = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };

function described(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return { name: error.name, message: error.message, stack: error.stack, ...(error.cause !== undefined && { cause: described(error.cause) }) };
}
