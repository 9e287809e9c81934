import { resolveTicket } from "../../shared/contract/ticket";
import { endpoint } from "../kit/endpoint";
import { moveTo } from "./move";
import { forReader, readableTicket } from "./queries";

export const resolve = endpoint(resolveTicket, async ({ actor, params, body, ...means }) => {
  const ticket = await readableTicket(means.db, actor, params.id);
  return forReader(await moveTo(means, actor, ticket, "resolved", { seen: body?.version, comment: body?.comment }), actor);
});
