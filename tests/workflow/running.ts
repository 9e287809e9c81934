/** Processes that run: tickets with their instances, on a clock that the test moves. */
import type * as z from "zod";
import type { CloudOptions } from "../../local/cloud";
import { getInstance } from "../../shared/contract/instance";
import type { createTicket } from "../../shared/contract/ticket";
import type { State } from "../../shared/process";
import type { DefinitionInput } from "../../shared/process/definition";
import { openCrashing } from "../faults/fixture";
import type { Tenant } from "../ticket/fixture";
import { published, straight } from "./fixture";

export type Running = Awaited<ReturnType<typeof openRunning>>;
export type Office = Awaited<ReturnType<Running["office"]>>;

export async function openRunning(options: CloudOptions = {}) {
  const world = await openCrashing(options);
  const query = world.databases.query;

  /** So many seconds pass, and what is due by then is done. */
  async function later(seconds: number): Promise<void> {
    await world.pass(seconds);
    await world.cloud.drain(30_000);
  }

  const office = async () => officeOf(await world.tenant());

  function officeOf(t: Tenant) {
    const rows = <Row extends Record<string, unknown>>(sql: string, values: unknown[] = []) => query<Row>("workflow", sql, values);
    return {
      ...t,
      rows,
      /** A ticket whose process it is; its id. Without `drain` the queue's messages stay where they are. */
      async runs(definition: DefinitionInput, { formId, ...ticket }: Partial<z.input<typeof createTicket.body>> = {}, drain = true): Promise<string> {
        const { id: workflowId } = await published(t, { definition, ...(formId && { formId }) });
        const { id } = await t.ticket({ workflowId, requesterId: t.lee.id, ...(formId && { formId }), ...ticket });
        if (drain) await world.cloud.drain(30_000);
        return id;
      },
      async state(id: string): Promise<State> {
        const [row] = await rows<{ state: State }>("select state from instance where tenant_id = $1 and id = $2", [t.id, id]);
        if (!row) throw new Error("The instance has not started.");
        return row.state;
      },
      /** What happened to it, without the start and without what the engine asked. */
      events: async (id: string): Promise<string[]> =>
        (await rows<{ type: string }>("select event ->> 'type' as type from instance_event where tenant_id = $1 and instance_id = $2 order by seq", [t.id, id]))
          .map(({ type }) => type)
          .filter((type) => type !== "start" && type !== "answer"),
      /** As an admin sees it. */
      instance: async (id: string) => (await t.admin.send(getInstance, { params: { id } })).body,
      /** Where it is. */
      at: async (id: string) => (await t.admin.send(getInstance, { params: { id } })).body.at.map(({ node }) => node).sort(),
      /** Ends of what it could not do. */
      incidents: (id: string) =>
        rows<{ code: string; message: string; reason: unknown; id: string; resolved_at: Date | null }>(
          "select code, message, reason, id, resolved_at from incident where tenant_id = $1 and instance_id = $2 order by at, id",
          [t.id, id],
        ),
    };
  }

  // The first process of all waits for modules to load; nobody else's clock should stand still for that.
  await (await office()).runs(straight());
  await world.goOn();
  return { ...world, query, later, office, officeOf };
}
