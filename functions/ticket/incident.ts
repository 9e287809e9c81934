import { Problem } from "../../shared/contract/problem";
import { settleIncident } from "../../shared/contract/ticket";
import { endpoint } from "../kit/endpoint";
import { nudgeLater, payNow, unpark } from "../kit/owed";
import { changeTicket } from "./change";
import { findTicket, forReader, readableTicket } from "./queries";

export const incident = endpoint(settleIncident, async ({ actor, params, body, ...means }) => {
  const ticket = await readableTicket(means.db, actor, params.id);
  await nudgeLater("ticketWork");
  if ((await unpark(means, actor.tenantId, ticket.id, body.action)) === 0) throw new Problem("illegal-transition", "This ticket has no incident.");
  await changeTicket(means, actor, { ticket, action: "updated", after: { incident: body.action }, comment: body.reason, internal: true }, { keepsVersion: true });
  const pending = await payNow(means, [ticket.id], "ticketWork");
  return { ...forReader((await findTicket(means.db, actor.tenantId, ticket.id)) ?? ticket, actor), ...(pending && { pending }) };
});
