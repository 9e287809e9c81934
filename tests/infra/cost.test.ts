import { expect, test } from "vitest";
import { measure } from "../cost/measure";
import { type Counts, type Floor, monthly } from "../cost/prices";

const counts: Counts = { apiCalls: 3, innerCalls: 0.1, batches: 0.1, gbSeconds: 0.05, sqsRequests: 1.3, dataApiCalls: 2.2, logBytes: 2_000 };
const floor: Floor = { name: "x", minAcu: 0.5, instances: 1, activeHours: 730, alarms: 10, secrets: 7, queues: 4, databaseGb: 10 };
const line = (lines: ReturnType<typeof monthly>, what: string) => lines.find((one) => one.what === what)?.["$ a month"];

test("a million tickets cost what the prices say, line by line", () => {
  const lines = monthly(1_000_000, counts, floor);
  expect(line(lines, "HTTP API")).toBeCloseTo(3);
  expect(line(lines, "Lambda, requests")).toBeCloseTo(3.2 * 0.2);
  expect(line(lines, "Lambda, time")).toBeCloseTo(0.67, 1);
  expect(line(lines, "SQS")).toBeCloseTo(0.52);
  expect(line(lines, "Data API")).toBeCloseTo(0.77);
  expect(line(lines, "Aurora, capacity")).toBeCloseTo(43.8);
});

test("without a ticket only what stands by is left", () => {
  const idle = monthly(0, counts, { ...floor, minAcu: 0, activeHours: 0 }).filter((one) => one["$ a month"] > 0);
  expect(idle.map(({ what }) => what)).toEqual(["SQS, waiting for messages", "Aurora, storage and I/O", "Secrets, key, alarms"]);
});

test("a ticket takes less than three calls of the Data API, from its submission until it has been read", { timeout: 60_000 }, async () => {
  const measured = await measure({ tickets: 40, memoryMb: 512, slower: 1 });
  expect(measured.apiCalls).toBe(3);
  expect(measured.perBatch).toBeGreaterThan(5);
  expect(measured.dataApiCalls).toBeLessThan(3);
  expect(measured.sqsRequests).toBeGreaterThan(1);
  expect(measured.sqsRequests).toBeLessThan(2);
});
