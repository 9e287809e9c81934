import * as z from "zod";
import { route } from "./route";

export const getHealth = route({
  method: "GET",
  path: "/api/healthz",
  roles: "anyone",
  summary: "Whether the API answers; touches no database",
  reply: z.object({ status: z.literal("ok") }),
});

export const getOpenApi = route({
  method: "GET",
  path: "/api/openapi.json",
  roles: "anyone",
  summary: "This document",
  reply: z.looseObject({ openapi: z.string() }),
});

export const getDocs = route({
  method: "GET",
  path: "/api/docs",
  roles: "anyone",
  summary: "The API's documentation, for people",
  produces: "text/html",
  reply: z.string(),
});

export const getDocsAsset = route({
  method: "GET",
  path: "/api/docs/{asset}",
  roles: "anyone",
  summary: "A script or style sheet of the documentation",
  produces: "application/octet-stream",
  params: z.strictObject({ asset: z.string().max(100) }),
  reply: z.string(),
});

/** Files of swagger-ui-dist: they stand beside the Lambda's bundle under `node_modules/swagger-ui-dist/`. */
export const viewerFiles = ["swagger-ui-bundle.js", "swagger-ui.css"] as const;
