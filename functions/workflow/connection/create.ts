import { createConnection } from "../../../shared/contract/connection";
import { endpoint } from "../../kit/endpoint";
import { newId } from "../../kit/ids";
import { insertConnection } from "./queries";
import { nameTaken } from "./refusals";
import { sealed } from "./secrets";

export const create = endpoint(createConnection, async ({ actor, body, db }) => {
  const { name, baseUrl, headers, signingSecret = null } = body;
  const id = newId();
  const row = { id, name, baseUrl, ...(await sealed(actor.tenantId, id, { headers: lowerCased(headers), signingSecret })) };
  const made = await insertConnection(db, actor.tenantId, row, actor.userId);
  if (!made) throw nameTaken();
  return made;
});

/** Names of headers are the same whatever their case. */
export const lowerCased = <T>(headers: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
