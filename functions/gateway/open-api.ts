import { getOpenApi } from "../../shared/contract/gateway";
import { Answer, endpoint } from "../kit/endpoint";
import { env } from "../kit/env";
import { isFresh, tagOf } from "./docs/cached";
import { openApi } from "./open-api/document";

let made: { issuer: string; document: { openapi: string }; tag: string } | undefined;

export const openApiDocument = endpoint(getOpenApi, async ({ headers }) => {
  const issuer = env("OIDC_ISSUER");
  if (made?.issuer !== issuer) {
    const document = { openapi: "3.1.0", ...openApi(issuer) };
    made = { issuer, document, tag: tagOf(JSON.stringify(document)) };
  }
  return new Answer(made.document, { headers: { etag: made.tag, "cache-control": "public, max-age=300" }, ...(isFresh(headers, made.tag) && { status: 304 }) });
});
