import { sql } from "drizzle-orm";
import { Problem } from "../../shared/contract/problem";
import { startInstance } from "../../shared/contract/process";
import { routeKey } from "../../shared/contract/route";
import { settleIncident } from "../../shared/contract/ticket";
import { endpoint } from "../kit/endpoint";
import { hasParked, nudgeLater, payNow, unparked } from "../kit/owed";
import { tryChange } from "./change";
import { changed as shown } from "./process/reader";
import { findTicket, readableTicket } from "./queries";

export const incident = endpoint(settleIncident, async ({ actor, params, body, ...means }) => {
  const ticket = await readableTicket(means, actor, params.id);
  const none = new Problem("illegal-transition", "This ticket has no incident.");
  if (!ticket.incident) throw none;
  await nudgeLater("ticketWork");
  const changed = await tryChange(
    means,
    actor,
    {
      ticket,
      // A process that never starts leaves its ticket to people.
      set: body.action === "skip" ? [sql`process_version = case when ${startIsParked} then null else t.process_version end`] : [],
      action: "updated",
      after: { incident: body.action },
      comment: body.reason,
      internal: true,
      onlyIf: hasParked(actor.tenantId, ticket.id),
      also: sql`unparked as (${unparked(sql`changed t`, sql`t.id`, actor.tenantId, body.action)})`,
    },
    { keepsVersion: true },
  );
  if (!changed) throw none;
  const pending = await payNow(means, [ticket.id], "ticketWork");
  return shown(means, actor, { ...((await findTicket(means.db, actor, ticket.id)) ?? ticket), ...(pending && { pending }) });
});

const startIsParked = sql`exists (select 1 from outbox o where o.entity = t.id::text and o.receiver = 'workflow' and o.route = ${routeKey(startInstance)} and o.parked is not null)`;
