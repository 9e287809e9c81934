/** Finds the route of a request as an HTTP API does: each path with and without a trailing slash, what is written out wins over a {parameter}. */
import { type Domain, domains } from "../shared/contract/domain";
import { isInternal, type Route, routeKey } from "../shared/contract/route";

type Listed = Pick<Route, "method" | "path" | "roles">;
export type Routes = Readonly<Record<Domain, readonly Listed[]>>;
export type Match = {
  domain: Domain;
  route: Listed /** As registered, with its trailing slash. */;
  routeKey: string;
  params: Record<string, string> | undefined;
};
type Target = { domain: Domain; route: Listed; names: readonly string[] };
type Node = { fixed: Map<string, Node>; parameter?: Node; targets: Map<string, Target> };

const emptyNode = (): Node => ({ fixed: new Map(), targets: new Map() });

/** The answer is null for no such route, and "undecodable" for a path like `/%zz`. */
export type Router = (method: string, path: string) => Match | null | "undecodable";

export function makeRouter(routes: Routes): Router {
  const root = emptyNode();
  for (const domain of domains) for (const route of routes[domain]) if (!isInternal(route)) register(root, domain, route);
  return (method, path) => {
    const slash = path.length > 1 && path.endsWith("/");
    const segments = (slash ? path.slice(1, -1) : path.slice(1)).split("/");
    const values: string[] = [];
    const target = find(root, segments, 0, method, values);
    if (!target) return null;
    const params = paramsOf(target, values);
    if (params === "undecodable") return params;
    return { domain: target.domain, route: target.route, routeKey: routeKey(target.route) + (slash ? "/" : ""), params };
  };
}

function register(root: Node, domain: Domain, route: Listed) {
  const names: string[] = [];
  let node = root;
  for (const segment of route.path.slice(1).split("/")) {
    if (segment.startsWith("{")) {
      names.push(segment.slice(1, -1));
      node.parameter ??= emptyNode();
      node = node.parameter;
    } else {
      const next = node.fixed.get(segment) ?? emptyNode();
      node.fixed.set(segment, next);
      node = next;
    }
  }
  if (node.targets.has(route.method)) throw new Error(`Two routes are ${routeKey(route)}, give or take a parameter's name: drop or rename one.`);
  node.targets.set(route.method, { domain, route, names });
}

function find(node: Node, segments: readonly string[], at: number, method: string, values: string[]): Target | null {
  const segment = segments[at];
  if (segment === undefined) return node.targets.get(method) ?? null;
  const fixed = node.fixed.get(segment);
  const found = fixed && find(fixed, segments, at + 1, method, values);
  if (found) return found;
  if (!node.parameter || segment === "") return null;
  values[at] = segment;
  const byParameter = find(node.parameter, segments, at + 1, method, values);
  if (!byParameter) delete values[at];
  return byParameter;
}

function paramsOf(target: Target, values: readonly string[]): Record<string, string> | undefined | "undecodable" {
  if (target.names.length === 0) return undefined;
  try {
    const given = values.filter((value) => value !== undefined).map(decodeURIComponent);
    return Object.fromEntries(target.names.map((name, index) => [name, given[index] ?? ""]));
  } catch {
    return "undecodable";
  }
}
