import { sql } from "drizzle-orm";
import { Problem } from "../../shared/contract/problem";
import { settleIncident } from "../../shared/contract/ticket";
import { endpoint } from "../kit/endpoint";
import { hasParked, nudgeLater, payNow, unparked } from "../kit/owed";
import { tryChange } from "./change";
import { findTicket, forReader, readableTicket } from "./queries";

export const incident = endpoint(settleIncident, async ({ actor, params, body, ...means }) => {
  const ticket = await readableTicket(means.db, actor, params.id);
  const none = new Problem("illegal-transition", "This ticket has no incident.");
  if (!ticket.incident) throw none;
  await nudgeLater("ticketWork");
  const changed = await tryChange(
    means,
    actor,
    {
      ticket,
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
  return { ...forReader((await findTicket(means.db, actor.tenantId, ticket.id)) ?? ticket, actor), ...(pending && { pending }) };
});
