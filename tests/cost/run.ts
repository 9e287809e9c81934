// `npm run cost -- --tickets 1000000 --stage production`: what a month would cost, with the calls of a ticket counted on the local platform.
import { parseArgs } from "node:util";
import { domains } from "../../shared/contract/domain";
import { queues } from "../../shared/contract/queues";
import { hoursAMonth, memoryMb } from "../../stacks/prices";
import { keyRings } from "../../stacks/reach";
import { settingsOf } from "../../stacks/settings";
import { type Measured, measure } from "./measure";
import { alarmMetrics, type Floor, type Line, monthly } from "./prices";

const text = (byDefault: string) => ({ type: "string", default: byDefault }) as const;
const { values } = parseArgs({
  options: {
    tickets: text("1000000"),
    stage: text("production"),
    /** Approvals in a ticket's process. */
    tasks: text("2"),
    samples: text("200"),
    memory: text(String(memoryMb)),
    slower: text("3"),
    "active-hours": text(""),
    "database-gb": text("10"),
  },
});
const tickets = Number(values.tickets);
const { database, production } = settingsOf(values.stage);
const activeHours = Number(values["active-hours"] || (database.minAcu > 0 ? hoursAMonth : 160));
const floor: Floor = {
  minAcu: database.minAcu,
  instances: database.standby ? 2 : 1,
  activeHours,
  alarmMetrics: production ? alarmMetrics.production : alarmMetrics.development,
  metrics: 8,
  // One a domain, the admin's, and the key rings.
  secrets: domains.length + 1 + Object.keys(keyRings).length,
  queues: Object.keys(queues).length,
  databaseGb: Number(values["database-gb"]),
};
const idle: Floor = database.minAcu > 0 ? floor : { ...floor, activeHours: 0 };

const { plain, withProcess } = await measure({
  tickets: Number(values.samples),
  tasks: Number(values.tasks),
  memoryMb: Number(values.memory),
  slower: Number(values.slower),
});
const columns: [name: string, lines: Line[]][] = [
  ["idle", monthly(0, plain, idle)],
  ["tickets", monthly(tickets, plain, floor)],
  [`with ${values.tasks} tasks each`, monthly(tickets, withProcess, floor)],
];
const round = (value: number) => Number(value.toFixed(2));
const sum = (lines: readonly Line[]) => lines.reduce((total, line) => total + line["$ a month"], 0);

console.log(
  `\nOne ticket, submitted and read once (${values.samples} of them, on this machine), and one whose process has ${values.tasks} approvals, one after another:`,
);
const shown = ["apiCalls", "innerCalls", "batches", "perBatch", "dataApiCalls", "sqsRequests", "lambdaMs", "logBytes"] as const satisfies (keyof Measured)[];
console.table(Object.fromEntries(shown.map((name) => [name, { "a ticket": round(plain[name]), "with a process": round(withProcess[name]) }])));
console.log(
  `${tickets.toLocaleString("en")} tickets a month, stage ${values.stage}${production ? "" : " (settings of development)"}, in $; database awake ${activeHours} of ${hoursAMonth} hours at ${Math.max(database.minAcu, 0.5)} ACU an instance (idle: ${idle.activeHours} hours); times ${values.slower} as a function has ${values.memory} MB:`,
);
console.table(
  Object.fromEntries(
    [...(columns[0]?.[1] ?? []).map(({ what }) => what), "Sum"].map((what, index) => [
      what,
      Object.fromEntries(
        columns.flatMap(([name, lines]) => {
          const dollars = lines[index]?.["$ a month"] ?? sum(lines);
          return [
            [name, round(dollars)],
            [`${name}, %`, Math.round((100 * dollars) / sum(lines))],
          ];
        }),
      ),
    ]),
  ),
);
console.log("List prices of us-east-1, without the free tier: stacks/prices.ts. Under load Aurora takes more than its floor: the dashboard says how much.");
process.exit(0);
