import { resolveActors } from "../../../shared/contract/identity-calls";
import { endpoint } from "../../kit/endpoint";
import { resolveCallers } from "./resolve-callers";

export const resolve = endpoint(resolveActors, async ({ body, db }) => ({ actors: await resolveCallers(db, body.callers) }));
