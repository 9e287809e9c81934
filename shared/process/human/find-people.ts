// A user task finds its people: by questions whose answers are events, and the node's rules for special cases.
import type { Rules } from "../elements/approval";
import type { Answered } from "../event";
import { newId, type Run } from "../run/run";
import { Stuck } from "../run/stuck";
import type { Ask, Element, Found, FoundPerson, Question } from "../state";
import { appoint, pass } from "./appoint";
import { asksOf } from "./asks";
import { approversBefore } from "./same-approver";
import { userNodeOf } from "./user-node";

type PeopleQuestion = Extract<Question, { kind: "people" }>;

/** Asks for the people of the node's own rules. */
export function findPeople(run: Run, element: Element): void {
  const node = userNodeOf(run, element);
  if (!node) return;
  const asks = asksOf(run, element, node.participants);
  if (asks.length === 0) return void choose(run, element, []);
  ask(run, element, "open", asks, []);
}

export function ask(run: Run, element: Element, purpose: PeopleQuestion["purpose"], asks: Ask[], found: FoundPerson[]): void {
  const type = userNodeOf(run, element)?.mode.type;
  const expand = purpose !== "open" || (type !== "any" && type !== "claim");
  const byJob = asks.some((it) => it.from === "http");
  const about = whoMatters(run, element);
  const question: PeopleQuestion = {
    id: newId(run, "q"),
    element: element.id,
    kind: "people",
    purpose,
    asks,
    expand,
    byJob,
    found,
    ...(about.length > 0 && { about }),
  };
  run.state.questions.push(question);
  if (byJob) {
    const key = `${run.state.instance}:${question.id}`;
    run.effects.push({
      type: "job",
      element: element.id,
      node: element.node,
      key,
      attempt: 1,
      input: { kind: "people", question: question.id, asks, expand, ...(about.length > 0 && { about }) },
    });
  }
}

/** For whom a rule of the node makes a difference, though they be asked as one of a group. */
function whoMatters(run: Run, element: Element): string[] {
  const { initiator, banSelfApproval } = rulesOf(run, element);
  const barred = banSelfApproval || initiator !== "let" ? [run.state.initiator] : [];
  return [...new Set([...barred, ...approversBefore(run, element)])];
}

/** The answer to any question about people, but for an escalation. */
export function peopleFound(run: Run, element: Element, question: PeopleQuestion, people: readonly Answered[]): void {
  const found = people.map((person) => foundPerson(question, person));
  if (question.purpose === "open") return void choose(run, element, found);
  if (question.purpose === "nobody") return void appointOrStop(run, element, allowed(run, element, found));
  // The superior takes the initiator's place, also in a sequence.
  const replaced = question.found.flatMap((person) => (isInitiator(run)(person) ? found : [person]));
  decideOn(run, element, replaced);
}

export function foundPerson(question: PeopleQuestion, { rule, ...person }: Answered): FoundPerson {
  const asked = question.asks.find((it) => it.rule === rule) ?? question.asks[0];
  const because = { open: undefined, superior: "approver-is-initiator", nobody: "nobody-found", escalate: "timeout" } as const;
  const found: Found = { rule: asked?.rule ?? 0, from: asked?.says ?? "", ...(because[question.purpose] ? { because: because[question.purpose] } : {}) };
  return { ...person, found };
}

/** The initiator, or a group in which there is nobody else. */
const isInitiator =
  (run: Run) =>
  ({ user, has, hasOthers }: FoundPerson): boolean =>
    user === run.state.initiator || (hasOthers === false && has?.length === 1 && has[0] === run.state.initiator);
const rulesOf = (run: Run, element: Element): Rules =>
  userNodeOf(run, element)?.rules ?? { nobody: { type: "incident" }, initiator: "let", sameApprover: "always", banSelfApproval: false };

/** Where the initiator is among them and a superior is to take the place, asks who that is. */
function choose(run: Run, element: Element, found: FoundPerson[]): void {
  if (rulesOf(run, element).initiator !== "superior" || !found.some(isInitiator(run))) return void decideOn(run, element, found);
  ask(run, element, "superior", [{ from: "manager", of: run.state.initiator, levels: 1, rule: "superior", says: "manager" }], found);
}

function decideOn(run: Run, element: Element, found: FoundPerson[]): void {
  const rules = rulesOf(run, element);
  const people = allowed(run, element, found);
  if (people.length > 0) return void appoint(run, element, people);
  if (found.length > 0 && rules.initiator === "skip" && !rules.banSelfApproval) return void pass(run, element, "approver-is-initiator");
  nobody(run, element, rules);
}

/** Without the initiator, where they may not decide; each person once. */
function allowed(run: Run, element: Element, found: FoundPerson[]): FoundPerson[] {
  const { initiator, banSelfApproval } = rulesOf(run, element);
  const seen = new Set<string>();
  return found.filter((person) => {
    const key = person.user ? `user ${person.user}` : `group ${person.group}`;
    const isBarred = isInitiator(run)(person) && (banSelfApproval || initiator !== "let");
    if (isBarred || seen.has(key)) return false;
    return seen.add(key);
  });
}

function nobody(run: Run, element: Element, { nobody: rule }: Rules): void {
  if (rule.type === "pass") return void pass(run, element, "nobody-found");
  if (rule.type === "incident") throw nobodyFound();
  const asked: Ask =
    rule.type === "admin"
      ? { from: "roles", roles: ["admin"], rule: "nobody", says: "admin" }
      : { from: "users", users: [rule.user], rule: "nobody", says: "user" };
  ask(run, element, "nobody", [asked], []);
}

function appointOrStop(run: Run, element: Element, people: FoundPerson[]): void {
  if (people.length === 0) throw nobodyFound();
  appoint(run, element, people);
}

const nobodyFound = () => new Stuck("nobody-found", "Nobody was found who could be asked, and the step has no rule for that.");
