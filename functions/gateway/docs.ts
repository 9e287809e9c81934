import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { getDocs, getDocsAsset, viewerFiles } from "../../shared/contract/gateway";
import { Problem } from "../../shared/contract/problem";
import { endpoint } from "../kit/endpoint";
import { env } from "../kit/env";
import { answered, type Cached, cached } from "./docs/cached";
import { contentSecurityPolicy, page, script, style } from "./docs/page";

export const docs = endpoint(getDocs, async ({ headers }) => {
  const it = await once("page", () => cached(page, "text/html; charset=utf-8"));
  return answered(it, headers, { "content-security-policy": contentSecurityPolicy(env("OIDC_ISSUER")), "referrer-policy": "no-referrer" });
});

export const docsAsset = endpoint(getDocsAsset, async ({ params, headers }) => {
  const make = assets.get(params.asset);
  if (!make) throw new Problem("not-found", "The documentation has no such file.");
  return answered(await once(params.asset, make), headers);
});

const types = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8" };
const typeOf = (name: string) => (name.endsWith(".css") ? types.css : types.js);

/** In AWS and on one machine alike it stands in a `node_modules` that is found from here. */
const viewerFile = async (name: string) => cached(await readFile(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`), "utf8"), typeOf(name));

const assets = new Map<string, () => Promise<Cached>>([
  ["page.js", () => cached(script, types.js)],
  ["page.css", () => cached(style, types.css)],
  ...viewerFiles.map((name) => [name, () => viewerFile(name)] as const),
]);

const made = new Map<string, Promise<Cached>>();

function once(name: string, make: () => Promise<Cached>): Promise<Cached> {
  const known = made.get(name) ?? make();
  made.set(name, known);
  known.catch(() => made.delete(name));
  return known;
}
