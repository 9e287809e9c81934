import { expect, test } from "vitest";
import { measure } from "../cost/measure";
import { type Counts, type Floor, monthly } from "../cost/prices";

const counts: Counts = { apiCalls: 3, innerCalls: 0.1, batches: 0.1, gbSeconds: 0.05, sqsRequests: 1.3, dataApiCalls: 2.2, logBytes: 2_000 };
const floor: Floor = { minAcu: 0.5, instances: 1, activeHours: 730, alarmMetrics: 40, metrics: 8, secrets: 8, queues: 4, databaseGb: 10 };
const line = (lines: ReturnType<typeof monthly>, what: string) => lines.find((one) => one.what === what)?.["$ a month"];

test("a million tickets cost what the prices say, line by line", () => {
  const lines = monthly(1_000_000, counts, floor);
  expect(line(lines, "HTTP API")).toBeCloseTo(3);
  expect(line(lines, "CloudFront in front of it")).toBeCloseTo(3);
  expect(line(lines, "Lambda, requests")).toBeCloseTo(3.2 * 0.2);
  expect(line(lines, "Lambda, time")).toBeCloseTo(0.67, 1);
  expect(line(lines, "SQS")).toBeCloseTo(0.52);
  expect(line(lines, "Data API")).toBeCloseTo(0.77);
  expect(line(lines, "Aurora, capacity")).toBeCloseTo(43.8);
  expect(line(lines, "Alarms, metrics, dashboard")).toBeCloseTo(4 + 2.4 + 3);
  expect(line(lines, "Secrets, key")).toBeCloseTo(4.2);
});

test("without a ticket only what stands by is left", () => {
  const idle = monthly(0, counts, { ...floor, minAcu: 0, activeHours: 0 }).filter((one) => one["$ a month"] > 0);
  expect(idle.map(({ what }) => what)).toEqual(["SQS, waiting for messages", "Aurora, storage and I/O", "Alarms, metrics, dashboard", "Secrets, key"]);
});

test("a ticket takes less than three calls of the Data API until it has been read, and each task of its process three of the API", {
  timeout: 120_000,
}, async () => {
  const { plain, withProcess } = await measure({ tickets: 20, tasks: 2, memoryMb: 512, slower: 1 });
  expect(plain.apiCalls).toBe(3);
  expect(plain.perBatch).toBeGreaterThan(5);
  expect(plain.dataApiCalls).toBeLessThan(3);
  expect(plain.sqsRequests).toBeGreaterThan(1);
  expect(plain.sqsRequests).toBeLessThan(2);
  expect(plain.counted.lines).toBeGreaterThan(0);
  // Each of the two people looks into the empty inbox once more.
  expect(withProcess.apiCalls).toBe(3 + 2 * 3 + 2 / 20);
  expect(withProcess.dataApiCalls).toBeLessThan(30);
});
