// The lines of a month's bill, for so many tickets of which each takes what was measured.
import {
  acuHour,
  alarmMonth,
  dashboardMonth,
  gbSecond,
  hoursAMonth,
  keyMonth,
  logGb,
  metricMonth,
  perMillion,
  secretMonth,
  storageGbMonth,
} from "../../stacks/prices";

/** What one ticket takes, measured. */
export type Counts = {
  apiCalls: number;
  /** Domains that other domains ask. */
  innerCalls: number;
  /** Of consumers. */
  batches: number;
  /** Of all functions, times their memory. */
  gbSeconds: number;
  /** Sent by us, and received and deleted by Lambda. */
  sqsRequests: number;
  dataApiCalls: number;
  logBytes: number;
};

/** What stands by whether there are tickets or not. */
export type Floor = {
  minAcu: number;
  instances: number;
  /** In which the database is awake, and metrics are told. */
  activeHours: number;
  /** Of all alarms together. */
  alarmMetrics: number;
  /** Told by functions. */
  metrics: number;
  secrets: number;
  queues: number;
  databaseGb: number;
};

/** That all alarms of a stage look at; the infrastructure tests say if the templates have others. */
export const alarmMetrics = { production: 42, development: 39 };

export type Line = { what: string; "$ a month": number };

export function monthly(tickets: number, counts: Counts, floor: Floor): Line[] {
  const millions = (perTicket: number) => (tickets * perTicket) / 1e6;
  const invocations = counts.apiCalls + counts.innerCalls + counts.batches;
  // Lambda asks each queue with five pollers, each waiting 20 seconds at a time.
  const idlePolls = (floor.queues * 5 * 3 * 60 * hoursAMonth) / 1e6;
  const active = floor.activeHours / hoursAMonth;
  return [
    { what: "HTTP API", "$ a month": millions(counts.apiCalls) * perMillion.apiCall },
    { what: "CloudFront in front of it", "$ a month": millions(counts.apiCalls) * perMillion.edgeCall },
    { what: "Lambda, requests", "$ a month": millions(invocations) * perMillion.lambdaRequest },
    { what: "Lambda, time", "$ a month": tickets * counts.gbSeconds * gbSecond },
    { what: "SQS", "$ a month": millions(counts.sqsRequests) * perMillion.sqsRequest },
    { what: "SQS, waiting for messages", "$ a month": idlePolls * perMillion.sqsRequest },
    { what: "Data API", "$ a month": millions(counts.dataApiCalls) * perMillion.dataApiCall },
    { what: "Aurora, capacity", "$ a month": Math.max(floor.minAcu, 0.5) * floor.instances * floor.activeHours * acuHour },
    { what: "Aurora, storage and I/O", "$ a month": floor.databaseGb * storageGbMonth + millions(counts.dataApiCalls * 2) * perMillion.auroraIo },
    { what: "CloudWatch logs and traces", "$ a month": (millions(counts.logBytes) / 1e3) * logGb + (millions(invocations) / 20) * perMillion.xrayTrace },
    { what: "Alarms, metrics, dashboard", "$ a month": floor.alarmMetrics * alarmMonth + floor.metrics * metricMonth * active + dashboardMonth },
    { what: "Secrets, key", "$ a month": floor.secrets * secretMonth + keyMonth },
  ];
}
