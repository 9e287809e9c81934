import { Problem } from "../../shared/contract/problem";
import { resolveTicket } from "../../shared/contract/ticket";
import { endpoint } from "../kit/endpoint";
import { moveTo } from "./move";
import { changed } from "./process/reader";
import { readableTicket } from "./queries";

export const resolve = endpoint(resolveTicket, async ({ actor, params, body, ...means }) => {
  for (let turn = 1; ; turn++) {
    const ticket = await readableTicket(means, actor, params.id);
    try {
      return await changed(means, actor, await moveTo(means, actor, ticket, "resolved", { seen: body?.version, comment: body?.comment }));
    } catch (error) {
      // Who names no version wants it resolved whatever others changed meanwhile.
      if (body?.version !== undefined || turn === 5 || !(error instanceof Problem && error.code === "stale")) throw error;
    }
  }
});
