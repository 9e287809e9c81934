// `npm run cost -- --tickets 1000000 --stage production`: what a month would cost, with the calls of a ticket counted on the local platform.
import { parseArgs } from "node:util";
import { domains } from "../../shared/contract/domain";
import { queues } from "../../shared/contract/queues";
import { settingsOf } from "../../stacks/settings";
import { measure } from "./measure";
import { hoursAMonth, monthly } from "./prices";

const text = (byDefault: string) => ({ type: "string", default: byDefault }) as const;
const { values } = parseArgs({
  options: {
    tickets: text("1000000"),
    stage: text("production"),
    samples: text("200"),
    memory: text("512"),
    slower: text("3"),
    "active-hours": text(""),
    "database-gb": text("10"),
  },
});
const { database, production } = settingsOf(values.stage);
const activeHours = Number(values["active-hours"] || (database.minAcu > 0 ? hoursAMonth : 160));

process.env.LOG_LEVEL ??= "error";
const measured = await measure({ tickets: Number(values.samples), memoryMb: Number(values.memory), slower: Number(values.slower) });
const lines = monthly(Number(values.tickets), measured, {
  name: values.stage,
  minAcu: database.minAcu,
  instances: database.standby ? 2 : 1,
  activeHours,
  alarms: 15,
  // One a domain, the admin's, and the keys of addresses.
  secrets: domains.length + 2,
  queues: Object.keys(queues).length,
  databaseGb: Number(values["database-gb"]),
});
const total = lines.reduce((sum, line) => sum + line["$ a month"], 0);
const round = (value: number) => Number(value.toFixed(2));

console.log(`\nOne ticket, submitted and read once (${values.samples} of them, on this machine):`);
console.table(
  Object.fromEntries(
    (["apiCalls", "innerCalls", "batches", "perBatch", "dataApiCalls", "sqsRequests", "lambdaMs"] as const).map((name) => [
      name,
      { "a ticket": round(measured[name]) },
    ]),
  ),
);
console.log(
  `${Number(values.tickets).toLocaleString("en")} tickets a month, stage ${values.stage}${production ? "" : " (settings of development)"}; database awake ${activeHours} of ${hoursAMonth} hours at ${Math.max(database.minAcu, 0.5)} ACU an instance; times ${values.slower} as a function has ${values.memory} MB:`,
);
console.table(
  Object.fromEntries(
    [...lines, { what: "Sum", "$ a month": total }].map((line) => [
      line.what,
      { "$ a month": round(line["$ a month"]), "%": Math.round((100 * line["$ a month"]) / total) },
    ]),
  ),
);
console.log("List prices of us-east-1, without the free tier: tests/cost/prices.ts. Under load Aurora takes more than its floor: the dashboard says how much.");
process.exit(0);
