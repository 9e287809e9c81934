import { updateConnection } from "../../../shared/contract/connection";
import { endpoint } from "../../kit/endpoint";
import { lowerCased } from "./create";
import { changeConnection, findById } from "./queries";
import { missing, stale } from "./refusals";
import { opened, sealed } from "./secrets";

export const update = endpoint(updateConnection, async ({ actor, params, body, db }) => {
  const before = await findById(db, actor.tenantId, params.id);
  if (!before) throw missing();
  if (before.version !== body.version) throw stale();
  const secrets = await opened(actor.tenantId, before);
  const { baseUrl = before.baseUrl, signingSecret = secrets.signingSecret } = body;
  const headers = Object.entries({ ...secrets.headers, ...lowerCased(body.headers ?? {}) }).filter((entry): entry is [string, string] => entry[1] !== null);
  const row = {
    id: before.id,
    baseUrl,
    version: body.version,
    ...(await sealed(actor.tenantId, before.id, { headers: Object.fromEntries(headers), signingSecret })),
  };
  const changed = await changeConnection(db, actor.tenantId, row, actor.userId);
  if (!changed) throw stale();
  return changed;
});
