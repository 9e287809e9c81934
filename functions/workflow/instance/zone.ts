// The time zone in which a process reckons its days: its initiator's own, asked for only where it reckons with any.
import { system } from "../../../shared/contract/actor";
import { userCards } from "../../../shared/contract/identity-calls";
import type { Definition } from "../../../shared/process";
import type { Means } from "../../kit/endpoint";

const known = new WeakMap<Definition, boolean>();

function tellsTime(definition: Definition): boolean {
  const tells = known.get(definition) ?? /\b(now|today)\s*\(|"date":/.test(JSON.stringify([definition.nodes, definition.flows]));
  known.set(definition, tells);
  return tells;
}

type Starting = { definition: Definition; initiatorId: string };

/** By user; those that are not there, or have none, reckon in UTC. */
export async function zonesOf({ ask }: Pick<Means, "ask">, tenantId: string, starting: readonly Starting[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(starting.filter(({ definition }) => tellsTime(definition)).map(({ initiatorId }) => initiatorId))];
  if (ids.length === 0) return new Map();
  const { users } = await ask("identity", userCards, system(tenantId), { body: { ids } });
  return new Map(users.flatMap(({ id, timeZone }) => (timeZone ? [[id, timeZone] as const] : [])));
}

export const zoneOf = async (means: Pick<Means, "ask">, tenantId: string, definition: Definition, initiatorId: string) =>
  (await zonesOf(means, tenantId, [{ definition, initiatorId }])).get(initiatorId);
