// Whoever a ticket names must be an active user of its tenant: identity's word.
import type { Actor } from "../../shared/contract/actor";
import { type ContactCard, userCards } from "../../shared/contract/identity-calls";
import { Problem } from "../../shared/contract/problem";
import type { Ask } from "../kit/ask";

/** Gives their cards; throws `invalid-input` with the place of each who is missing, foreign or deactivated. */
export async function requireUsers(ask: Ask, actor: Actor, named: readonly { id: string; path: string }[]): Promise<ContactCard[]> {
  if (named.length === 0) return [];
  const { users } = await ask("identity", userCards, actor, { body: { ids: [...new Set(named.map(({ id }) => id))] } });
  const active = new Set(users.filter((user) => user.active).map((user) => user.id));
  const errors = named.filter(({ id }) => !active.has(id)).map(({ path }) => ({ path, code: "unknown-user", message: "Is no active user of this tenant." }));
  if (errors.length > 0) throw new Problem("invalid-input", "Somebody named here can't be found.", { errors });
  return users;
}
