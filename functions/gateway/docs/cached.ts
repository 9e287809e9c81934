// Texts that are the same for everybody: tagged, and compressed once.
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Answer, type Means } from "../../kit/endpoint";

const compress = promisify(gzip);

export const tagOf = (text: string | Buffer) => `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;

/** What the browser has is still what we have. */
export const isFresh = (headers: Means["headers"], tag: string) => headers["if-none-match"]?.includes(tag) ?? false;

export type Cached = { text: string; type: string; tag: string; zipped: string };

export async function cached(text: string, type: string): Promise<Cached> {
  return { text, type, tag: tagOf(text), zipped: (await compress(text)).toString("base64") };
}

export function answered({ text, type, tag, zipped }: Cached, headers: Means["headers"], more: Record<string, string> = {}): Answer<string> {
  const common = { etag: tag, "cache-control": "public, max-age=3600", vary: "accept-encoding", "x-content-type-options": "nosniff", ...more };
  if (isFresh(headers, tag)) return new Answer("", { status: 304, headers: common });
  const typed = { ...common, "content-type": type };
  if (!takesGzip(headers["accept-encoding"])) return new Answer(text, { headers: typed });
  return new Answer(zipped, { headers: { ...typed, "content-encoding": "gzip" }, base64: true });
}

const takesGzip = (accepted = "") => accepted.split(",").some((one) => /^\s*(gzip|\*)\s*(;\s*q=(1|0?\.\d*[1-9]\d*).*)?$/i.test(one));
