import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { openApi } from "../../functions/gateway/open-api/document";
import { domains } from "../../shared/contract/domain";
import { isInternal, routeKey } from "../../shared/contract/route";
import { namedRoutes } from "../../shared/contract/routes";

type Operation = {
  operationId: string;
  tags: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { required: boolean };
  responses: Record<string, { $ref?: string; content?: Record<string, unknown> }>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Record<string, unknown>>;
    responses: Record<string, { content: Record<string, { schema: unknown }> }>;
    securitySchemes: Record<string, unknown>;
  };
};
const made = () => openApi("https://issuer.test/") as Document;
const operation = (path: string, method: string) => made().paths[path]?.[method] as Operation;

test("the document is valid OpenAPI 3.1", async () => {
  const validator = new Validator();

  expect(await validator.validate(made())).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

test("has every public route under its own name and domain, and no internal one", () => {
  const expected = domains.flatMap((domain) =>
    namedRoutes[domain].filter(([, route]) => !isInternal(route)).map(([name, route]) => `${routeKey(route)} ${name} ${domain}`),
  );
  const listed = Object.entries(made().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, tags }]) => `${method.toUpperCase()} ${path} ${operationId} ${tags}`),
  );

  expect(listed.sort()).toEqual(expected.sort());
  expect(JSON.stringify(made())).not.toContain("/internal/");
});

test("is the same bytes each time", () => {
  expect(JSON.stringify(made())).toBe(JSON.stringify(made()));
});

test("points nowhere into the void, and names nothing that nobody points to", () => {
  const document = made();
  const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)].map(([, kind, name]) => `${kind}/${name}`);
  const named = (["schemas", "responses"] as const).flatMap((kind) => Object.keys(document.components[kind]).map((name) => `${kind}/${name}`));

  expect([...new Set(pointers)].sort()).toEqual(named.sort());
});

test("says what may be sent: parameters, a body that may be left out, and defaults", () => {
  expect(operation("/api/tickets", "get").parameters).toContainEqual({
    name: "limit",
    in: "query",
    required: false,
    schema: { type: "integer", minimum: 1, maximum: 100, default: 25 },
  });
  expect(operation("/api/workflows/{id}", "get").parameters).toEqual([{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }]);
  expect(operation("/api/tickets/{id}/resolve", "post").requestBody).toMatchObject({ required: false });
  expect(operation("/api/workflows", "post").requestBody).toMatchObject({ required: true });
  expect(operation("/api/overview", "get").requestBody).toBeUndefined();
});

test("shows a refusal as a problem, and as the gateway's bare message where the gateway itself may refuse", () => {
  const { responses } = made().components;
  const contents = (status: string) => {
    const name = operation("/api/workflows/{id}", "patch").responses[status]?.$ref?.split("/").at(-1) ?? "";
    return Object.keys(responses[name]?.content ?? {});
  };

  for (const status of ["401", "404", "413", "429", "503"])
    expect([status, contents(status)]).toEqual([status, ["application/problem+json", "application/json"]]);
  for (const status of ["400", "403", "409", "500"]) expect([status, contents(status)]).toEqual([status, ["application/problem+json"]]);
  expect(responses.Conflict).toMatchObject({ description: expect.stringContaining("`stale`") });
});

test("lets a client know fields that come later, and forbids sending unknown ones", () => {
  expect(made().components.schemas.Ticket).not.toHaveProperty("additionalProperties");
  expect(made().components.schemas.WorkflowStepInput).toMatchObject({ additionalProperties: false });
});

test("asks for a token everywhere but where anyone may come", () => {
  expect(made().components.securitySchemes).toMatchObject({
    token: { type: "http", scheme: "bearer" },
    openId: { type: "openIdConnect", openIdConnectUrl: "https://issuer.test/.well-known/openid-configuration" },
  });
  const open = Object.values(made().paths).flatMap((methods) => Object.values(methods).filter(({ security }) => security?.length === 0));
  expect(open.map(({ operationId }) => operationId).sort()).toEqual(["getDocs", "getDocsAsset", "getHealth", "getOpenApi", "receiveHook"]);
});
