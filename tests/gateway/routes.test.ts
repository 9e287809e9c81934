import { readdirSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { system } from "../../shared/contract/actor";
import { domains } from "../../shared/contract/domain";
import { type Route, routeKey } from "../../shared/contract/route";
import { isRoute, namedRoutes, routes } from "../../shared/contract/routes";

const folder = new URL("../../shared/contract/", import.meta.url);
const listed = domains.flatMap((domain) => routes[domain]);

describe("the list of routes", () => {
  test("has every route that a contract exports", async () => {
    const exported: [string, Route][] = [];
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "routes.ts")) {
      const module: object = await import(new URL(file, folder).href);
      exported.push(...Object.entries(module).filter((entry): entry is [string, Route] => isRoute(entry[1])));
    }

    expect(exported.filter(([, route]) => !listed.includes(route)).map(([name]) => name)).toEqual([]);
    expect(exported.length).toBeGreaterThan(50);
  });

  test("has no two of one key, whatever their parameters are called, and no name twice", () => {
    const keys = listed.map((route) => routeKey(route).replace(/\{\w+\}/g, "{}"));
    const names = domains.flatMap((domain) => namedRoutes[domain].map(([name]) => name));

    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("tells internal routes by their path and by their roles alike", () => {
    expect(listed.filter(({ path, roles }) => path.startsWith("/internal/") !== (roles === "internal"))).toEqual([]);
  });

  test.each(domains)("names the parameters of each path of %s as its schema does", (domain) => {
    for (const { path, params } of routes[domain]) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect("shape" in params ? Object.keys(params.shape as object) : []).toEqual(named);
    }
  });

  test.each(domains)("are all served by the handler of %s", async (domain) => {
    for (const name of ["DATABASE_CLUSTER_ARN", `${domain.toUpperCase()}_DATABASE_SECRET_ARN`]) vi.stubEnv(name, "arn:nowhere");
    const { handler } = await import(`../../functions/${domain}/handler.ts`);

    // Asked by nobody and with nonsense, an endpoint or a receiver refuses; where there is none, nothing is found.
    const wrong = { params: { wrong: 1 }, query: { wrong: 1 }, body: { wrong: 1 } };
    const delivery = { entity: "one", eventId: crypto.randomUUID(), actor: system("acme"), body: { wrong: 1 } };
    const context = { getRemainingTimeInMillis: () => 0 };
    for (const route of routes[domain]) {
      const key = routeKey(route);
      const { problem: refused } = await handler({ route: key, deadline: 0, requestId: "test", input: wrong }, context);
      const problem =
        refused.code === "not-found"
          ? (await handler({ deliveries: [{ ...delivery, route: key }], deadline: 0, requestId: "test" }, context)).outcomes[0]
          : refused;
      expect([key, problem.code]).toEqual([key, Array.isArray(route.roles) ? "not-allowed" : "invalid-input"]);
    }
    vi.unstubAllEnvs();
  });
});
