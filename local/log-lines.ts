/** What CloudWatch Logs does with the lines of functions: takes the metrics out of them, wherever handlers write them in this process. */
type Line = { _aws: { Timestamp: number; CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] } } & Record<
  string,
  unknown
>;
/** One value of a metric, as `PutMetricData` has it. */
export type Told = { namespace: string; name: string; dimensions: { Name: string; Value: unknown }[]; value: number; at: number };

const listening = new Set<(told: Told) => void>();
let plain: typeof process.stdout.write | undefined;

/** Lines that are metrics are taken, all others are written as ever. Gives back what ends it. */
export function takeMetrics(take: (told: Told) => void): () => void {
  listening.add(take);
  if (!plain) {
    const write = process.stdout.write.bind(process.stdout);
    plain = process.stdout.write;
    // Its overloads differ in what comes after the text, which is passed on as it is.
    process.stdout.write = ((chunk: unknown, ...rest: []) => taken(chunk) || write(chunk as string, ...rest)) as typeof process.stdout.write;
  }
  return () => {
    listening.delete(take);
    if (listening.size > 0 || !plain) return;
    process.stdout.write = plain;
    plain = undefined;
  };
}

function taken(chunk: unknown): boolean {
  if (typeof chunk !== "string" || !chunk.startsWith('{"_aws":')) return false;
  const { _aws: about, ...fields } = JSON.parse(chunk) as Line;
  for (const { Namespace: namespace, Dimensions, Metrics } of about.CloudWatchMetrics)
    for (const { Name: name } of Metrics)
      for (const names of Dimensions)
        tell({ namespace, name, dimensions: names.map((Name) => ({ Name, Value: fields[Name] })), value: Number(fields[name]), at: about.Timestamp });
  return true;
}

/** To all who take them; for what was taken in another thread. */
export function tell(told: Told): void {
  for (const take of listening) take(told);
}
