/** Components as the console shows them: its look, its queries, its words, and a server that answers what a test says. */
import { ChakraProvider } from "@chakra-ui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeAll, vi, afterEach as vitestAfterEach } from "vitest";
import type { Me } from "../../shared/contract/identity";
import { type ProblemCode, statusOfProblem } from "../../shared/contract/problem";
import { loadConfig } from "../../web/src/config";
import { type Locale, locale } from "../../web/src/i18n";
import { meQuery } from "../../web/src/identity/people";
import { queryClient } from "../../web/src/query-client";
import { openSession } from "../../web/src/session";
import { allRecipes } from "../../web/src/theme/all-recipes";
import { pflowSystem } from "../../web/src/theme/system";

const settings = { apiUrl: "http://localhost:8000/api", issuer: "http://localhost:8001", clientId: "console" };
export type Answer = { status?: number; body: unknown; headers?: Record<string, string> };
/** What the server says to a path with its query and what was sent; undefined: it says nothing for ever. */
export type Server = (path: string, query: URLSearchParams, body?: unknown) => Answer | Promise<Answer> | undefined;

let server: Server = () => undefined;
export const serve = (answers: Server) => {
  server = answers;
};

/** A refusal as it comes over the wire. */
export const refused = (code: ProblemCode, headers?: Record<string, string>): Answer => {
  const status = statusOfProblem(code);
  return { status, headers, body: { type: "about:blank", title: code, status, detail: "The server's own sentence.", code, requestId: "r-1" } };
};

/** Call it once at the top of a file of component tests. */
export function onStage() {
  beforeAll(async () => {
    vi.stubGlobal("fetch", async (address: string, { body }: { body?: string } = {}) => {
      if (address === "/config.json") return Response.json(settings);
      const { pathname, searchParams } = new URL(address);
      const answer = await server(pathname, searchParams, body && JSON.parse(body));
      return answer ? Response.json(answer.body, { status: answer.status ?? 200, headers: answer.headers }) : new Promise<Response>(() => undefined);
    });
    localStorage.setItem(`oidc.user:${settings.issuer}:${settings.clientId}`, JSON.stringify({ access_token: "token" }));
    await loadConfig();
    await openSession();
    await allRecipes();
  });
  vitestAfterEach(() => {
    cleanup();
    queryClient.clear();
    server = () => undefined;
  });
}

const at = "2026-01-01T00:00:00.000Z";
const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`;
export const person = (n: number, name: string, email: string) => ({ id: id(n), name, email, departmentId: null });
export const people = [person(1, "陈静", "chen@acme.test"), person(2, "Li Lei", "li.lei@acme.test"), person(3, "王芳", "wang@acme.test")] as const;

const department = (n: number, name: string, above?: { id: string; path: string[] }) => ({
  id: id(n),
  name,
  parentId: above?.id ?? null,
  headId: null,
  path: [...(above?.path ?? []), name],
  version: 1,
  createdAt: at,
  updatedAt: at,
});
const sales = department(11, "销售部");
export const departments = [sales, department(12, "华东区", sales)] as const;

const me: Me = {
  ...people[0],
  kind: "person",
  title: null,
  roles: ["requester"],
  managerId: null,
  active: true,
  invited: false,
  locale: null,
  timeZone: null,
  version: 1,
  createdAt: at,
  updatedAt: at,
  tenantId: "acme",
  department: null,
  manager: null,
  groups: [],
  headOf: [],
};

/** A tenant of three people, found by a part of their name, and two departments. */
export const tenant: Server = (path, query) => {
  const asked = query.get("q") ?? "";
  if (path === "/api/users") return { body: { data: people.filter(({ name }) => name.includes(asked)), nextCursor: null } };
  if (path === "/api/departments") return { body: { data: departments, nextCursor: null } };
  return undefined;
};

export function show(children: ReactNode, language: Locale = "zh-CN") {
  locale.set(language);
  queryClient.setQueryData(meQuery.queryKey, me);
  return render(
    <ChakraProvider value={pflowSystem}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </ChakraProvider>,
  );
}
