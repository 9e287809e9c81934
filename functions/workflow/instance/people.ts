// Answers to what a step must know: participants and who stands in for them, by one call to identity; a random pick by a number of our own.
import { randomInt } from "node:crypto";
import { type Actor, Role, system, type UserActor } from "../../../shared/contract/actor";
import { findParticipants, listMemberships, type ParticipantQuery, type Participants } from "../../../shared/contract/directory";
import { userCards } from "../../../shared/contract/identity-calls";
import { Problem } from "../../../shared/contract/problem";
import { type Answered, type Ask, type EventOf, isOffered, type Question, type Actor as Who } from "../../../shared/process";
import type { Ask as AskDomain } from "../../kit/ask";
import type { StoredInstance } from "./load";

type Means = { ask: AskDomain };

/** What was learned beside the answers: words for the rules, and who is in the groups. */
export type Learned = { answers: EventOf<"answer">[]; words: (Record<string, string> | undefined)[]; members: Map<string, string[]> };

const mostQueries = 20;
const mostRefs = 100;

/** Of all questions at once, in their order; `words[i]` are the rules of the i-th in identity's words. */
export async function answer(means: Means, tenantId: string, questions: readonly Question[]): Promise<Learned> {
  const asks = questions.flatMap((question) => (question.kind === "people" ? question.asks.map((ask) => ({ ask, expand: question.expand })) : []));
  const found = await lookUp(
    means,
    tenantId,
    asks.flatMap(({ ask, expand }) => queriesOf(ask, expand)),
  );
  const members = new Map<string, string[]>();
  const answers = questions.map((question): EventOf<"answer"> => {
    if (question.kind === "random") return { type: "answer", question: question.id, random: randomInt(2 ** 32) / 2 ** 32 };
    return { type: "answer", question: question.id, people: question.asks.flatMap((ask) => peopleOf(ask, question, found, members)) };
  });
  const words = questions.map((question) => (question.kind === "people" ? wordsOf(question.asks, question.expand, found) : undefined));
  return { answers, words, members };
}

/** For a job: those of its asks that identity can answer. */
export async function answersOf(means: Means, tenantId: string, asks: readonly Ask[], wanted: Wanted): Promise<Answered[]> {
  const found = await lookUp(
    means,
    tenantId,
    asks.flatMap((ask) => queriesOf(ask, wanted.expand)),
  );
  return asks.flatMap((ask) => peopleOf(ask, wanted, found, new Map()));
}

/** Who is in these groups now. */
export async function membersOf(means: Means, tenantId: string, groups: readonly string[]): Promise<Map<string, string[]>> {
  const found = await lookUp(means, tenantId, groups.map(ofGroup));
  return new Map(groups.map((group) => [group, found(ofGroup(group)).users.map(({ id }) => id)]));
}

type Found = (query: ParticipantQuery) => Participants;

/** Equal queries are asked once. */
async function lookUp({ ask }: Means, tenantId: string, queries: readonly ParticipantQuery[]): Promise<Found> {
  const byKey = new Map(queries.map((query) => [JSON.stringify(query), query]));
  const keys = [...byKey.keys()];
  const parts = Array.from({ length: Math.ceil(keys.length / mostQueries) }, (_, n) => keys.slice(n * mostQueries, (n + 1) * mostQueries));
  const lists = await Promise.all(
    parts.map(async (part) => {
      const asked = part.flatMap((key) => byKey.get(key) ?? []);
      return (await ask("identity", findParticipants, system(tenantId), { body: { queries: asked } })).lists;
    }),
  );
  const answers = new Map(keys.map((key, n) => [key, lists.flat()[n]]));
  return (query) => answers.get(JSON.stringify(query)) ?? { users: [], groups: [], more: false, rule: "", unknown: [] };
}

const ofGroup = (group: string): ParticipantQuery => ({ by: "groups", groups: [group], leadsOnly: false });

/** A group that may stay one is asked for alone, so that its people are known. */
function queriesOf(ask: Ask, expand: boolean): ParticipantQuery[] {
  switch (ask.from) {
    case "users": {
      const users = ask.users.map((user) => user.trim()).filter((user) => user !== "" && user.length <= 254);
      return users.length > 0 ? [{ by: "users", users: users.slice(0, mostRefs) }] : [];
    }
    case "groups":
      return staysGroup(ask, expand) ? ask.groups.map(ofGroup) : [{ by: "groups", groups: ask.groups, leadsOnly: ask.leadsOnly }];
    case "roles": {
      const roles = ask.roles.flatMap((role) => Role.safeParse(role).data ?? []);
      return roles.length > 0 ? [{ by: "roles", roles }] : [];
    }
    case "department":
      return [{ by: "departments", departments: [ask.department], below: ask.below }];
    case "departmentHead":
      return ask.department ? [{ by: "department-heads", departments: [ask.department] }] : [{ by: "department-head-of", user: ask.of, levels: 0 }];
    case "manager":
      return [{ by: "manager-of", user: ask.of, levels: ask.levels, each: false }];
    case "http":
      return [];
  }
}

const staysGroup = (ask: Ask, expand: boolean) => ask.from === "groups" && !expand && !ask.leadsOnly;

/** Of a people question. */
type Wanted = { expand: boolean; about?: readonly string[] };

function peopleOf(ask: Ask, { expand, about }: Wanted, found: Found, members: Map<string, string[]>): Answered[] {
  const { rule } = ask;
  const lists = queriesOf(ask, expand).map(found);
  if (!staysGroup(ask, expand))
    return standIns(
      inOrder(
        ask,
        lists.flatMap(({ users }) => users),
      ),
    ).map((person) => ({ rule, ...person }));
  return lists.flatMap(({ groups, users, more }) =>
    groups.flatMap(({ id }) => {
      const ids = users.map((user) => user.id);
      members.set(id, ids);
      const has = about && ids.filter((user) => about.includes(user));
      // A group without anybody would wait for ever.
      return users.length > 0 ? [{ rule, group: id, ...(has && { has, hasOthers: more || has.length < ids.length }) }] : [];
    }),
  );
}

type People = Participants["users"];

/** People who are named are asked in that order (依次), others as identity gives them. */
function inOrder(ask: Ask, users: People): People {
  if (ask.from !== "users") return users;
  const named = ask.users.map((user) => user.trim().toLowerCase());
  const place = ({ id, email }: People[number]) => named.findIndex((name) => name === id || name === email?.toLowerCase());
  return users.toSorted((a, b) => place(a) - place(b));
}

/** 代理: whoever is away is replaced, but not by somebody who is asked anyway. */
function standIns(users: People): { user: string; insteadOf?: string }[] {
  const asked = new Set(users.filter(({ substituteId }) => !substituteId).map(({ id }) => id));
  return users.flatMap(({ id, substituteId }) => {
    if (!substituteId) return [{ user: id }];
    return asked.has(substituteId) ? [] : [{ user: substituteId, insteadOf: id }];
  });
}

function wordsOf(asks: readonly Ask[], expand: boolean, found: Found): Record<string, string> {
  const words = asks.map((ask) => [String(ask.rule), queriesOf(ask, expand).map((query) => found(query).rule)] as const);
  return Object.fromEntries(words.filter(([, rules]) => rules.length > 0).map(([rule, rules]) => [rule, [...new Set(rules)].join(", ").slice(0, 500)]));
}

/** The actor in the engine's words, with the groups of now and for whom they stand in where that matters: "membership changes reach open group tasks at once". */
export async function whoActs(means: Means, actor: Actor, instance: StoredInstance): Promise<Who> {
  if (actor.kind === "system") return { user: null, admin: true };
  if (membershipMatters(instance, actor)) return whoIs(means, actor);
  return { user: actor.userId, admin: actor.roles.includes("admin"), groups: [] };
}

export async function whoIs({ ask }: Means, { tenantId, userId, roles }: UserActor): Promise<Who> {
  const { memberships } = await ask("identity", listMemberships, system(tenantId), { body: { userIds: [userId] } });
  const { groupIds = [], standsInFor = [] } = memberships[0] ?? {};
  const absent = standsInFor.map((one) => ({ user: one.userId, groups: one.groupIds }));
  return { user: userId, admin: roles.includes("admin"), groups: groupIds, ...(absent.length > 0 && { standsInFor: absent }) };
}

/** Some open task is a group's or another person's, or perhaps only a group of theirs lets them read it. */
function membershipMatters({ state, readers, initiatorId }: StoredInstance, { userId, roles }: UserActor): boolean {
  const isStranger = !roles.includes("agent") && !roles.includes("admin") && userId !== initiatorId && !readers.includes(userId);
  return (
    isStranger ||
    state.elements.some(({ work }) =>
      work?.tasks.some((task) => task.status !== "done" && task.status !== "dropped" && (task.groups.length > 0 || !isOffered(task, userId))),
    )
  );
}

/** Whoever is named must be an active user of the tenant. Throws `invalid-input` with the place of each who is not. */
export async function requirePeople({ ask }: Means, actor: Actor, users: readonly string[], pathOf: (place: number) => string): Promise<void> {
  if (users.length === 0) return;
  const found = await ask("identity", userCards, actor, { body: { ids: [...new Set(users)] } });
  const active = new Set(found.users.flatMap((user) => (user.active ? [user.id] : [])));
  const errors = users.flatMap((user, n) =>
    active.has(user) ? [] : [{ path: pathOf(n), code: "unknown-user", message: "Is no active user of this tenant." }],
  );
  if (errors.length > 0) throw new Problem("invalid-input", "Somebody named here can't be found.", { errors });
}
