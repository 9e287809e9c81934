/** The process's one RDSDataClient, and the bound that each request puts on it: no call outlives the request's deadline. */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { RDSDataClient, RollbackTransactionCommand } from "@aws-sdk/client-rds-data";
import { now } from "../kit/clock";
import { lean, within } from "../kit/sdk";
import { away, isAway, isResuming, outOfTime, waking } from "./errors";

type Sdk = { client: RDSDataClient; agents: readonly (HttpAgent | HttpsAgent)[]; endpoint: string | undefined };

let sdk: Sdk | undefined;
let lastUse = 0;

/** A frozen Lambda does not see its idle sockets being closed, and a write must not find out. */
const idleSocketMs = 10_000;
/** A transaction that ran into the deadline still holds locks. */
const rollbackMs = 500;

function theClient(): RDSDataClient {
  const endpoint = process.env.AWS_ENDPOINT_URL_RDS_DATA;
  if (!sdk || sdk.endpoint !== endpoint) {
    const options = { keepAlive: true, maxSockets: 100 };
    const [httpAgent, httpsAgent] = [new HttpAgent(options), new HttpsAgent(options)];
    // Retrying is ours: the SDK would repeat a write of which it does not know whether it ran.
    sdk = {
      client: new RDSDataClient({ ...lean, endpoint, maxAttempts: 1, requestHandler: { httpAgent, httpsAgent, connectionTimeout: 3_000 } }),
      agents: [httpAgent, httpsAgent],
      endpoint,
    };
  }
  // Sockets age by the real clock.
  const at = performance.now();
  if (at - lastUse > idleSocketMs)
    for (const agent of sdk.agents) for (const sockets of Object.values(agent.freeSockets)) for (const it of sockets ?? []) it.destroy();
  lastUse = at;
  return sdk.client;
}

type Command = Parameters<RDSDataClient["send"]>[0];

/** A client whose every call is bounded by `deadline` (epoch ms). It has nothing but `send`, which is all that is used of one. */
export const boundedClient = (deadline: number) => new BoundedClient(deadline) as unknown as RDSDataClient;

class BoundedClient {
  constructor(private readonly deadline: number) {}

  async send(command: Command): Promise<unknown> {
    const until = command instanceof RollbackTransactionCommand ? Math.max(this.deadline, now() + rollbackMs) : this.deadline;
    if (until <= now()) throw outOfTime();
    for (let attempt = 0; ; attempt++) {
      try {
        return await sendBefore(until, command);
      } catch (error) {
        if (!isResuming(error)) throw error;
        const pause = Math.min(250 * 2 ** attempt, 2_000) * (0.5 + Math.random());
        if (now() + pause >= until) throw waking(error);
        await sleep(pause);
      }
    }
  }
}

async function sendBefore(until: number, command: Command): Promise<unknown> {
  try {
    return await within(until, theClient().send(command), away);
  } catch (error) {
    // The statement's text helps whoever reads the log; its parameters are nobody's business there.
    if (error instanceof Error && "sql" in command.input) Object.assign(error, { statement: command.input.sql?.slice(0, 1_000) });
    throw isAway(error) ? away(error) : error;
  }
}
