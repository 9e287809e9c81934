// What the functions tell of themselves besides what AWS counts for them: alarms, the dashboard and `queue-metrics` read it.

export const metricNamespace = "PFlow";

/**
 * By queue, or by domain, of a stage; with their units. One is told only when there is something to tell, so a stage that is
 * idle has none, and pays for none.
 */
export const metrics = {
  /** Messages that are done for good. */
  Drained: { by: "Queue", unit: "Count" },
  /** Messages that come again, because something they need is away. */
  Returned: { by: "Queue", unit: "Count" },
  /** Of the oldest of those: since it was accepted, or sent. SQS forgets the age of what was received three times. */
  OldestAge: { by: "Queue", unit: "Seconds" },
  /** Tickets that submissions became. */
  Tickets: { by: "Queue", unit: "Count" },
  /** Submissions that can't become one as they are: their people correct them, or admins try again. */
  Failed: { by: "Queue", unit: "Count" },
  /** Messages that nobody can read, kept as rows. */
  DeadLetters: { by: "Queue", unit: "Count" },
  /** Owed calls that were made. */
  Paid: { by: "Domain", unit: "Count" },
  /** Owed calls that were given up until an admin's word. */
  Parked: { by: "Domain", unit: "Count" },
  /** Requests that failed by our own fault. */
  Faults: { by: "Domain", unit: "Count" },
} as const;
export type MetricName = keyof typeof metrics;
export type MetricBy = (typeof metrics)[MetricName]["by"];
