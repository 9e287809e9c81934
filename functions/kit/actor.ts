// What a caller may do is identity's alone to say: asked by internal call, and kept for 30 s.
import { type Caller, system, type UserActor } from "../../shared/contract/actor";
import { type KnownActor, resolveActors } from "../../shared/contract/identity-calls";
import { Problem } from "../../shared/contract/problem";
import { now } from "./clock";
import type { Means } from "./endpoint";

export type ResolveActor = (caller: Caller, means: Pick<Means, "ask" | "db">) => Promise<UserActor>;

/** After this, in ms, a demotion or deactivation works everywhere. */
const freshFor = 30_000;
const most = 10_000;
const kept = new Map<string, { until: number; known: Promise<KnownActor> }>();

const keyOf = ({ tenantId, subject }: Caller) => `${tenantId}\n${subject}`;

/** For endpoints: throws `deactivated`, or `domain-away` (never a refusal) where identity does not answer. */
export const resolveByIdentity: ResolveActor = async (caller, means) => {
  const [known] = await resolveAll([caller], means);
  return actorOf(caller, known);
};

export function actorOf(caller: Caller, known: KnownActor | undefined): UserActor {
  if (!known) throw new Error("Identity gave no answer for a caller.");
  if (!known.active) throw new Problem("deactivated", "Your account in this tenant was deactivated; an admin of yours can change that.");
  return { ...caller, kind: "user", userId: known.userId, roles: known.roles };
}

/** One call for all callers of one tenant or many that are not known freshly; the answers are in their order. */
export async function resolveAll(callers: readonly Caller[], { ask }: Pick<Means, "ask">): Promise<KnownActor[]> {
  const at = now();
  const answers = new Map<string, Promise<KnownActor>>();
  const missing = new Map<string, Caller>();
  for (const caller of callers) {
    const known = kept.get(keyOf(caller));
    if (known && known.until > at) answers.set(keyOf(caller), known.known);
    else missing.set(keyOf(caller), caller);
  }
  if (missing.size > 0) {
    const asked = [...missing.values()];
    const answer = ask("identity", resolveActors, system(asked[0]?.tenantId ?? ""), { body: { callers: asked } });
    if (kept.size + missing.size > most) kept.clear();
    asked.forEach((caller, index) => {
      const known = answer.then(({ actors }) => actors[index] as KnownActor);
      answers.set(keyOf(caller), known);
      kept.set(keyOf(caller), { until: at + freshFor, known });
      // A failure is not an answer to keep.
      known.catch(() => kept.delete(keyOf(caller)));
    });
  }
  return Promise.all(callers.map((caller) => answers.get(keyOf(caller)) as Promise<KnownActor>));
}

/** For tests, where the next user must not be the last one's memory. */
export const forgetActors = () => kept.clear();
