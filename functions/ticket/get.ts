import { getTicket } from "../../shared/contract/ticket";
import { endpoint } from "../kit/endpoint";
import { forReader, readableTicket } from "./queries";

export const get = endpoint(getTicket, async ({ actor, params, db }) => forReader(await readableTicket(db, actor, params.id), actor));
