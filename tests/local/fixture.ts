/** A cloud with a tiny program in it, to test the local cloud by itself: no database, and handlers that a test writes. */
import { afterAll } from "vitest";
import { type Cloud, type CloudOptions, startCloud } from "../../local/cloud";
import type { Handlers } from "../../local/handlers";
import type { Routes } from "../../local/router";
import type { Handler } from "../../local/run-function";
import { onLocalStack } from "../support/queues";

const none: Routes = { form: [], identity: [], ticket: [], workflow: [], gateway: [] };

/** A route of each kind; the ticket's handler is the test's. */
export const routes: Routes = {
  ...none,
  ticket: [
    { method: "GET", path: "/api/tickets", roles: ["requester"] },
    { method: "POST", path: "/api/tickets", roles: ["requester"] },
    { method: "GET", path: "/api/tickets/{id}", roles: ["requester"] },
    { method: "POST", path: "/api/tickets/submissions", roles: "signed-in" },
    { method: "GET", path: "/api/tickets/submissions", roles: "signed-in" },
    { method: "POST", path: "/internal/tickets", roles: "internal" },
    { method: "POST", path: "/api/tickets/{id}/resolve", roles: ["agent"] },
  ],
  gateway: [{ method: "GET", path: "/api/healthz", roles: "anyone" }],
};

export type Program = { domain?: Handler; consumer?: Handler } & Omit<CloudOptions, "handlers">;

/** The handlers are asked anew for each call, so that a test may change them: `program.domain = …`. */
export function programHandlers(program: Program): Handlers {
  return {
    domain: () => program.domain ?? (() => ({ statusCode: 200, body: "{}" })),
    consumer: () => program.consumer ?? (() => ({ batchItemFailures: [] })),
  };
}

export async function openProgram(program: Program = {}): Promise<Cloud> {
  const cloud = await startCloud({ routes, ...onLocalStack(), ...program, handlers: programHandlers(program) });
  afterAll(cloud.close);
  return cloud;
}
