// What AWS asks for, in dollars: list prices of us-east-1, for the estimate (`npm run cost`) and the dashboard alike. Those marked * are worth a look before an estimate is quoted.
export const perMillion = {
  /** HTTP API, up to 512 KB each. */
  apiCall: 1,
  /** CloudFront in front of it, after the ten million a month that are free. */
  edgeCall: 1,
  lambdaRequest: 0.2,
  /** SQS standard; an accepted submission is under 64 KB. */
  sqsRequest: 0.4,
  /** * Data API for Aurora Serverless v2, up to 32 KB each. */
  dataApiCall: 0.35,
  /** * Aurora Standard. */
  auroraIo: 0.2,
  /** One in twenty is recorded. */
  xrayTrace: 5,
} as const;

/** ARM, a GB second. */
export const gbSecond = 0.0000133334;
/** Of every handler and consumer (stacks/lambda.ts). */
export const memoryMb = 512;
export const acuHour = 0.12;
export const storageGbMonth = 0.1;
/** Taken in; a year's keeping is a tenth of it. */
export const logGb = 0.5;
export const secretMonth = 0.4;
export const keyMonth = 1;
/** Of each metric that an alarm looks at; ten are free. */
export const alarmMonth = 0.1;
/** Three are free. */
export const dashboardMonth = 3;
/** One that was told in every hour of the month. */
export const metricMonth = 0.3;
export const hoursAMonth = 730;
