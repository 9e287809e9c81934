/** EventBridge Scheduler for one-shot schedules into our queues: kept on disk, and one timer for the nearest of them. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { AwsError, type AwsReply, type AwsRequest, jsonOf, reply } from "./aws-reply";
import { account, region } from "./settings";
import { utcOf } from "./zoned-time";

type Schedule = {
  name: string;
  group: string;
  expression: string;
  timezone: string;
  targetArn: string;
  roleArn: string;
  input: string;
  deleteAfter: boolean;
  createdAt: number;
  /** In ms since 1970; null once it has fired and stays. */
  due: number | null;
};

export type Scheduler = {
  handle(request: AwsRequest): Promise<AwsReply>;
  schedules(): readonly Readonly<Schedule>[];
  /** Fires what is due by the clock, and waits for it; tests call it after they have moved the clock. */
  tick(): Promise<void>;
  close(): Promise<void>;
};

export type SchedulerOptions = {
  /** Puts the input into the queue of that ARN; throws for an unknown one. */
  send(queueArn: string, input: string): Promise<void>;
  /** Where schedules survive this process. */
  file?: string;
  now?: () => number;
};

const longestTimer = 24 * 3600 * 1000;
/** A queue that is away is asked again after this, in ms. */
const again = 1_000;

export function startScheduler({ send, file, now = Date.now }: SchedulerOptions): Scheduler {
  const schedules = new Map<string, Schedule>(readSchedules(file).map((one) => [keyOf(one), one]));
  let timer: NodeJS.Timeout | undefined;
  let firing: Promise<void> = Promise.resolve();

  function changed() {
    if (file) {
      writeFileSync(`${file}.new`, JSON.stringify([...schedules.values()]), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    }
    arm();
  }

  function arm(atLeast = 0) {
    clearTimeout(timer);
    const next = Math.min(...[...schedules.values()].map(({ due }) => due ?? Number.POSITIVE_INFINITY));
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(() => void tick(), Math.min(longestTimer, Math.max(atLeast, next - now())));
  }

  const tick = () => {
    firing = firing.then(fire);
    return firing;
  };

  async function fire() {
    let wait = 0;
    for (const schedule of [...schedules.values()].filter(({ due }) => due !== null && due <= now())) {
      try {
        await send(schedule.targetArn, schedule.input);
        if (schedule.deleteAfter) schedules.delete(keyOf(schedule));
        else schedule.due = null;
        changed();
      } catch (error) {
        console.error(`The schedule ${schedule.name} could not reach its queue: ${String(error)}`);
        wait = again;
      }
    }
    arm(wait);
  }

  function create(key: string, schedule: Schedule): AwsReply {
    if (schedules.has(key)) throw new AwsError("ConflictException", 409, `Schedule ${schedule.name} already exists.`);
    schedules.set(key, schedule);
    changed();
    return reply({ ScheduleArn: arnOf(schedule) });
  }

  arm();
  return {
    schedules: () => [...schedules.values()],
    tick,
    close: async () => {
      clearTimeout(timer);
      await firing;
      clearTimeout(timer);
    },
    async handle(request) {
      const name = request.path[1];
      if (!name || request.path.length > 2) throw new AwsError("ValidationException", 400, "Only single schedules are served here.");
      const body = request.method === "POST" ? jsonOf(request) : {};
      const key = keyOf({ name, group: text(body, "GroupName") ?? request.query.get("groupName") ?? "default" });
      if (request.method === "POST") return create(key, scheduleOf(name, body, now()));
      const found = schedules.get(key);
      if (!found) throw new AwsError("ResourceNotFoundException", 404, `Schedule ${name} does not exist.`);
      if (request.method === "GET") return reply(described(found));
      if (request.method !== "DELETE") throw new AwsError("ValidationException", 400, `${request.method} is not served here.`);
      schedules.delete(key);
      changed();
      return reply({});
    },
  };
}

const keyOf = ({ name, group }: Pick<Schedule, "name" | "group">) => `${group}/${name}`;
const arnOf = (schedule: Schedule) => `arn:aws:scheduler:${region}:${account}:schedule/${keyOf(schedule)}`;

function readSchedules(file: string | undefined): Schedule[] {
  return file && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Schedule[]) : []; // written by this file
}

const text = (from: Record<string, unknown>, name: string) => (typeof from[name] === "string" ? from[name] : undefined);
const part = (from: Record<string, unknown>, name: string) =>
  typeof from[name] === "object" && from[name] !== null ? (from[name] as Record<string, unknown>) : {};

function scheduleOf(name: string, body: Record<string, unknown>, createdAt: number): Schedule {
  const refuse = (message: string) => new AwsError("ValidationException", 400, message);
  const expression = text(body, "ScheduleExpression") ?? "";
  const timezone = text(body, "ScheduleExpressionTimezone") ?? "UTC";
  const target = part(body, "Target");
  const [targetArn, roleArn] = [text(target, "Arn"), text(target, "RoleArn")];
  if (!/^[0-9a-zA-Z-_.]{1,64}$/.test(name)) throw refuse("A schedule's name has 1 to 64 of the characters 0-9 a-z A-Z - _ .");
  if (part(body, "FlexibleTimeWindow").Mode !== "OFF") throw refuse("FlexibleTimeWindow.Mode must be OFF here.");
  if (!targetArn?.startsWith("arn:aws:sqs:") || !roleArn) throw refuse("Target needs the ARN of a queue, and a RoleArn.");
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1];
  const due = at ? utcOf(at, timezone) : null;
  if (due === null) throw refuse(`Invalid Schedule Expression ${expression} in ${timezone}.`);
  const deleteAfter = text(body, "ActionAfterCompletion") === "DELETE";
  return {
    name,
    group: text(body, "GroupName") ?? "default",
    expression,
    timezone,
    targetArn,
    roleArn,
    input: text(target, "Input") ?? "",
    deleteAfter,
    createdAt,
    due,
  };
}

const described = (schedule: Schedule) => ({
  Arn: arnOf(schedule),
  Name: schedule.name,
  GroupName: schedule.group,
  ScheduleExpression: schedule.expression,
  ScheduleExpressionTimezone: schedule.timezone,
  State: "ENABLED",
  FlexibleTimeWindow: { Mode: "OFF" },
  ActionAfterCompletion: schedule.deleteAfter ? "DELETE" : "NONE",
  Target: { Arn: schedule.targetArn, RoleArn: schedule.roleArn, Input: schedule.input },
  CreationDate: schedule.createdAt / 1000,
});
