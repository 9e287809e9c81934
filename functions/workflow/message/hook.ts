import { createHash } from "node:crypto";
import { system } from "../../../shared/contract/actor";
import { receiveHook, signatureHeader } from "../../../shared/contract/message";
import { Problem } from "../../../shared/contract/problem";
import { now } from "../../kit/clock";
import { endpoint } from "../../kit/endpoint";
import { connectionByName } from "../connection/secrets";
import { isSigned, readSignature } from "../connection/signature";
import { take } from "./send";

/** Whatever is wrong with it is answered alike: a stranger learns neither which tenants nor which connections there are. */
export const hook = endpoint(receiveHook, async ({ params, body, raw = "", headers, ...means }) => {
  const header = headers[signatureHeader];
  const signature = readSignature(header, now());
  const connection = signature && (await connectionByName(means.db, params.tenant, params.connection));
  if (!signature || !connection?.signingSecret || !isSigned(signature, connection.signingSecret, raw)) throw unsigned();
  // One that is sent again by somebody who listened has no second effect, even where the sender gave it no id.
  const id = body.messageId ?? createHash("sha256").update(`${header}\n${raw}`).digest("hex");
  return take({ ...means, headers }, system(params.tenant), { ...body, messageId: `${params.connection}:${id}` });
});

const unsigned = () => new Problem("not-signed-in", `The header ${signatureHeader} is missing, wrong, or older than five minutes.`);
