// OpenAPI 3.1 of every public route, made from the route values alone: the same bytes each time.
import { type Domain, domains } from "../../../shared/contract/domain";
import { limits } from "../../../shared/contract/limits";
import { isInternal, Nothing, type Route } from "../../../shared/contract/route";
import { namedRoutes } from "../../../shared/contract/routes";
import { refusalComponents, repliesOf } from "./replies";
import { type Json, type Schemas, schemasOf } from "./schemas";

const tags: Record<Domain, string> = {
  form: "Forms: what people fill in.",
  identity: "Users, groups and departments: who may do what.",
  ticket: "Tickets, and the submissions that become tickets.",
  workflow: "Workflows: what happens to a ticket, and who decides.",
  gateway: "The overview, notifications, and this documentation.",
};

/** `issuer` is the OpenID provider whose tokens the API takes. */
export function openApi(issuer: string): Json {
  const listed = domains.flatMap((domain) =>
    namedRoutes[domain]
      .filter(([, route]) => !isInternal(route))
      .map(([name, route]) => ({ domain, name, route }))
      .sort((a, b) => (sortKey(a.route) < sortKey(b.route) ? -1 : 1)),
  );
  const schemas = schemasOf(listed.map(({ name, route }) => [name, route] as const));
  const paths: Record<string, Json> = {};
  for (const { domain, name, route } of listed)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(domain, name, route, schemas) };
  return {
    openapi: "3.1.0",
    info: {
      title: "PFlow",
      version: "1",
      description:
        "Forms, workflows and tickets. Each path works with and without a trailing slash. A refusal is `application/problem+json`; the codes are explained under [problems](/api/docs#problems).",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: domains.map((name) => ({ name, description: tags[name] })),
    security: [{ token: [] }, { openId: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        openId: { type: "openIdConnect", openIdConnectUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration` },
      },
      responses: refusalComponents(schemas),
      schemas: schemas.components,
    },
  };
}

/** GET before POST before the rest, path by path. */
const sortKey = ({ method, path }: Route) => `${path} ${["GET", "POST", "PUT", "PATCH", "DELETE"].indexOf(method)}`;

function operation(domain: Domain, name: string, route: Route, schemas: Schemas): Json {
  const parameters = [...parametersOf(schemas.of(name, "params"), "path"), ...parametersOf(schemas.of(name, "query"), "query")];
  return {
    operationId: name,
    tags: [domain],
    summary: route.summary,
    description: whoMay(route),
    ...(route.roles === "anyone" && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== Nothing && { requestBody: requestBody(name, route, schemas) }),
    responses: repliesOf(name, route, schemas),
  };
}

function whoMay({ roles }: Route): string {
  if (roles === "anyone") return "Anyone may ask, without a token.";
  if (typeof roles === "string") return "Whoever has a token of the tenant may ask.";
  return roles.length === 3 ? "Every user of the tenant may ask." : `Needs the role ${roles.join(" or ")}.`;
}

function parametersOf(schema: Json, place: "path" | "query"): Json[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.entries((schema.properties ?? {}) as Json).map(([name, schema]) => ({
    name,
    in: place,
    required: place === "path" || required.has(name),
    schema,
  }));
}

const requestBody = (name: string, route: Route, schemas: Schemas): Json => ({
  required: !route.body.safeParse(undefined).success,
  description: `At most ${limits[route.limit] / 1024} KiB.`,
  content: { "application/json": { schema: schemas.of(name, "body") } },
});
