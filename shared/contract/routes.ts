import * as absence from "./absence";
import * as connection from "./connection";
import * as directory from "./directory";
import type { Domain } from "./domain";
import * as form from "./form";
import * as gateway from "./gateway";
import * as identity from "./identity";
import * as identityCalls from "./identity-calls";
import * as incident from "./incident";
import * as instance from "./instance";
import * as message from "./message";
import * as notification from "./notification";
import * as overview from "./overview";
import * as process from "./process";
import * as processCalls from "./process-calls";
import * as processReport from "./process-report";
import type { Route } from "./route";
import * as simulation from "./simulation";
import * as submission from "./submission";
import * as task from "./task";
import * as ticket from "./ticket";
import * as workflow from "./workflow";

export const isRoute = (value: unknown): value is Route =>
  typeof value === "object" && value !== null && "method" in value && "path" in value && "roles" in value && "reply" in value;

/** Whose routes are in which file of this folder. */
const files: Record<Domain, readonly object[]> = {
  form: [form],
  identity: [identity, identityCalls, absence, directory],
  ticket: [ticket, submission, processReport],
  workflow: [workflow, instance, task, incident, simulation, process, processCalls, connection, message],
  gateway: [gateway, overview, notification],
};
export const contractFiles = Object.values(files).flat();

type Named = readonly (readonly [name: string, route: Route])[];
const routesOf = (domain: Domain): Named =>
  files[domain].flatMap((file) => Object.entries(file).filter((entry): entry is [string, Route] => isRoute(entry[1])));

const byDomain = <T>(of: (domain: Domain) => T): Record<Domain, T> => ({
  form: of("form"),
  identity: of("identity"),
  ticket: of("ticket"),
  workflow: of("workflow"),
  gateway: of("gateway"),
});

/** Every route with the name of its value, which is OpenAPI's operationId. */
export const namedRoutes = byDomain(routesOf);

/** Every route of every domain, public and internal. */
export const routes: Record<Domain, readonly Route[]> = byDomain((domain) => namedRoutes[domain].map(([, route]) => route));
