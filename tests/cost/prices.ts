// What AWS asks for, in dollars: list prices of us-east-1. Those marked * are worth a look before an estimate is quoted.
export const perMillion = {
  /** HTTP API, up to 512 KB each. */
  apiCall: 1,
  lambdaRequest: 0.2,
  /** SQS standard; an accepted submission is under 64 KB. */
  sqsRequest: 0.4,
  /** * Data API for Aurora Serverless v2, up to 32 KB each. */
  dataApiCall: 0.35,
  /** * Aurora Standard. */
  auroraIo: 0.2,
  /** One in twenty is recorded. */
  xrayTrace: 5,
  schedule: 1,
} as const;

/** ARM, a GB second. */
export const gbSecond = 0.0000133334;
export const acuHour = 0.12;
export const storageGbMonth = 0.1;
/** Taken in; a year's keeping is a tenth of it. */
export const logGb = 0.5;
export const secretMonth = 0.4;
export const keyMonth = 1;
export const alarmMonth = 0.1;
export const hoursAMonth = 730;

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

export type Floor = {
  name: string;
  minAcu: number;
  instances: number;
  activeHours: number;
  alarms: number;
  secrets: number;
  queues: number;
  databaseGb: number;
};

export type Line = { what: string; "$ a month": number };

/** The lines of a month with so many tickets. */
export function monthly(tickets: number, counts: Counts, floor: Floor): Line[] {
  const millions = (perTicket: number) => (tickets * perTicket) / 1e6;
  const invocations = counts.apiCalls + counts.innerCalls + counts.batches;
  // Lambda asks each queue with five pollers, each waiting 20 seconds at a time.
  const idlePolls = (floor.queues * 5 * 3 * 60 * hoursAMonth) / 1e6;
  return [
    { what: "HTTP API", "$ a month": millions(counts.apiCalls) * perMillion.apiCall },
    { what: "Lambda, requests", "$ a month": millions(invocations) * perMillion.lambdaRequest },
    { what: "Lambda, time", "$ a month": tickets * counts.gbSeconds * gbSecond },
    { what: "SQS", "$ a month": millions(counts.sqsRequests) * perMillion.sqsRequest },
    { what: "SQS, waiting for messages", "$ a month": idlePolls * perMillion.sqsRequest },
    { what: "Data API", "$ a month": millions(counts.dataApiCalls) * perMillion.dataApiCall },
    { what: "Aurora, capacity", "$ a month": Math.max(floor.minAcu, floor.minAcu === 0 ? 0.5 : 0) * floor.instances * floor.activeHours * acuHour },
    { what: "Aurora, storage and I/O", "$ a month": floor.databaseGb * storageGbMonth + millions(counts.dataApiCalls * 2) * perMillion.auroraIo },
    { what: "CloudWatch logs and traces", "$ a month": (millions(counts.logBytes) / 1e3) * logGb + (millions(invocations) / 20) * perMillion.xrayTrace },
    { what: "Secrets, key, alarms", "$ a month": floor.secrets * secretMonth + keyMonth + floor.alarms * alarmMonth },
  ];
}
