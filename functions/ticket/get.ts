import { getTicket } from "../../shared/contract/ticket";
import { endpoint } from "../kit/endpoint";
import { read } from "./process/reader";
import { readableTicket } from "./queries";

export const get = endpoint(getTicket, async ({ actor, params, ...means }) => read(means, actor, await readableTicket(means, actor, params.id)));
