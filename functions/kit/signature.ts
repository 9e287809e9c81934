// Signature Version 4, as the AWS client's own signer makes it, for requests whose headers and paths are ours: the key of the day is derived once, and nothing is copied on the way.
import { createHmac, hash } from "node:crypto";

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
export type Scope = { region: string; service: string };
/** Names are in small letters, values without needless spaces; `host` is among them. */
type Signable = { method: string; path: string; headers: Readonly<Record<string, string>>; body: string | Uint8Array };

/** What may change on the way, or tells whose call it is, is not signed. */
const unsigned = new Set(["user-agent", "x-amzn-trace-id"]);

export function makeSigner({ region, service }: Scope) {
  let key: { of: string; bytes: Buffer } | undefined;

  const keyOf = (day: string, secret: string): Buffer => {
    const of = `${day} ${secret}`;
    if (key?.of !== of) key = { of, bytes: [day, region, service, "aws4_request"].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`)) };
    return key.bytes;
  };

  /** Gives the headers with what proves who sends them, at `at`. */
  return ({ method, path, headers: given, body }: Signable, { accessKeyId, secretAccessKey, sessionToken }: Credentials, at = new Date()) => {
    const time = at.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
    const day = time.slice(0, 8);
    const digest = sha256(body);
    const headers: Record<string, string> = {
      ...given,
      "x-amz-date": time,
      ...(sessionToken && { "x-amz-security-token": sessionToken }),
      "x-amz-content-sha256": digest,
    };
    const names = Object.keys(headers)
      .filter((name) => !unsigned.has(name))
      .sort();
    const signed = names.join(";");
    const lines = names.map((name) => `${name}:${headers[name]}\n`).join("");
    const request = `${method}\n${encodeURIComponent(path).replaceAll("%2F", "/")}\n\n${lines}\n${signed}\n${digest}`;
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = createHmac("sha256", keyOf(day, secretAccessKey))
      .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(request)}`)
      .digest("hex");
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return headers;
  };
}

const sha256 = (data: string | Uint8Array) => hash("sha256", data);
const hmac = (key: Buffer, data: string) => createHmac("sha256", key).update(data).digest();
