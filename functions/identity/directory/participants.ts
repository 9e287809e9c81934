import { findParticipants } from "../../../shared/contract/directory";
import { date } from "../../kit/clock";
import { endpoint } from "../../kit/endpoint";
import { lookUp } from "./look-up";

/** So many lists stay within one reply of the database. */
const atOnce = 5;

export const participants = endpoint(findParticipants, async ({ actor, body, db }) => {
  const parts = Array.from({ length: Math.ceil(body.queries.length / atOnce) }, (_, n) => body.queries.slice(n * atOnce, (n + 1) * atOnce));
  return { lists: (await Promise.all(parts.map((queries) => lookUp(db, actor.tenantId, queries, date())))).flat() };
});
