import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../../local/cloud";
import { problemCodes } from "../../shared/contract/problem";

let cloud: Cloud;
beforeAll(async () => {
  // There is no database where the environment says: none of this may need one.
  const nowhere = { DATABASE_CLUSTER_ARN: "arn:nowhere", GATEWAY_DATABASE_SECRET_ARN: "arn:nowhere", AWS_ENDPOINT_URL_RDS_DATA: "http://localhost:9" };
  cloud = await startCloud({ consume: false, environment: nowhere });
});
afterAll(() => cloud.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${cloud.urls.api}${path}`, { headers });

describe("whoever has no token", () => {
  test.each(["/api/healthz", "/api/healthz/"])("learns at %s that the API answers, without a database", async (path) => {
    const response = await get(path);

    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
  });

  test("reads the OpenAPI document, and only once while it stays the same", async () => {
    const response = await get("/api/openapi.json");
    const again = await get("/api/openapi.json", { "if-none-match": response.headers.get("etag") ?? "" });

    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await response.json()).toMatchObject({
      openapi: "3.1.0",
      info: { title: "PFlow" },
      components: { securitySchemes: { openId: { openIdConnectUrl: `${process.env.OIDC_ISSUER}/.well-known/openid-configuration` } } },
    });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });
});

describe("the documentation", () => {
  test("runs no script but those of its own files, all of which are there", async () => {
    const response = await get("/api/docs/");
    const html = await response.text();
    const policy = response.headers.get("content-security-policy") ?? "";

    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(html).not.toMatch(/<script(?! src=)|\son\w+=|javascript:|<style/);
    const files = [...html.matchAll(/(?:src|href)="(\/api\/docs\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(files).toHaveLength(4);
    for (const path of files) {
      const file = await get(path, { "accept-encoding": "identity" });
      expect([path, file.status, file.headers.get("content-type")]).toEqual([
        path,
        200,
        path.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
      ]);
      expect((await file.text()).length).toBeGreaterThan(100);
    }
  });

  test("explains every problem code where a problem's type points", async () => {
    const html = await (await get("/api/docs")).text();

    for (const code of [...problemCodes, "internal"]) expect(html).toContain(`id="problem-${code}"`);
  });

  test("is compressed for who takes that, and the same for who doesn't", async () => {
    // fetch unpacks by itself, so the sizes tell.
    const plain = await get("/api/docs/swagger-ui-bundle.js", { "accept-encoding": "gzip;q=0" });
    const zipped = await get("/api/docs/swagger-ui-bundle.js", { "accept-encoding": "br, gzip" });

    expect([plain.headers.get("content-encoding"), zipped.headers.get("content-encoding")]).toEqual([null, "gzip"]);
    expect(Number(zipped.headers.get("content-length"))).toBeLessThan(Number(plain.headers.get("content-length")) / 2);
    expect(await zipped.text()).toBe(await plain.text());
  });

  test("has no other files", async () => {
    for (const path of ["/api/docs/index.html", "/api/docs/..%2fpackage.json", "/api/docs/swagger-ui-bundle.js.map"])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });
});
