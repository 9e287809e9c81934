// One-shot timers without a clock that reads the database: an SQS delay within 15 minutes, else an EventBridge schedule set five minutes early.
import { createHash } from "node:crypto";
import { ConflictException, CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import * as z from "zod";
import { TenantId } from "../../shared/contract/actor";
import { type QueueName, queues } from "../../shared/contract/queues";
import { now } from "./clock";
import { env } from "./env";
import { longestDelay, send } from "./queue";
import { lean } from "./sdk";

/** `entity`, `element` and `generation` tell a late or stale one from the one that still counts; that is for its handler to check. */
export const Timer = z.object({
  name: z.string(),
  tenantId: TenantId,
  entity: z.string(),
  element: z.string(),
  generation: z.int(),
  /** Never early; at most 60 s late while database and queue are up. */
  dueAt: z.iso.datetime(),
});
export type Timer = z.infer<typeof Timer>;

const early = 300;
let client: SchedulerClient | undefined;
const scheduler = () =>
  (client ??= new SchedulerClient({
    ...lean,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  }));

/** Sets it; setting it again is the same timer. */
export async function setTimer(queue: QueueName, timer: Timer): Promise<void> {
  const seconds = (Date.parse(timer.dueAt) - now()) / 1000;
  const body = JSON.stringify({ type: "timer", timer });
  if (seconds <= longestDelay) return send(queue, { body, delay: seconds });
  const at = new Date(Date.parse(timer.dueAt) - early * 1000).toISOString().slice(0, 19);
  try {
    await scheduler().send(
      new CreateScheduleCommand({
        Name: scheduleName(timer),
        GroupName: env("SCHEDULER_GROUP"),
        ScheduleExpression: `at(${at})`,
        ScheduleExpressionTimezone: "UTC",
        FlexibleTimeWindow: { Mode: "OFF" },
        ActionAfterCompletion: "DELETE",
        Target: { Arn: env(queues[queue].urlVariable.replace(/_URL$/, "_ARN")), RoleArn: env("SCHEDULER_ROLE_ARN"), Input: body },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
  }
}

/** A name that is the same in every try, of the characters that a schedule may have. */
const scheduleName = ({ tenantId, entity, element, generation, dueAt }: Timer) =>
  createHash("sha256").update([tenantId, entity, element, generation, dueAt].join("\n")).digest("hex").slice(0, 48);
