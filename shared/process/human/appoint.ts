// From people to tasks, as the mode of the node says.
import type { Mode } from "../elements/approval";
import { complete, ready } from "../run/element";
import { newId, type Run } from "../run/run";
import { Stuck } from "../run/stuck";
import { tell } from "../run/timeline";
import type { Element, FoundPerson, Task } from "../state";
import { votesNeeded } from "./decide";
import { approversBefore } from "./same-approver";
import { recordDone, settle } from "./settle";
import { newTask } from "./tasks";
import { armTimeout } from "./timeout-timer";
import { modeOf, userNodeOf } from "./user-node";

/** Opens the tasks; of a random mode, once it is known who is picked. */
export function appoint(run: Run, element: Element, people: FoundPerson[]): void {
  const mode = modeOf(run, element);
  if (mode.type === "vote" && votesNeeded(mode, people.length) > people.length)
    throw new Stuck("not-enough-people", `${votesNeeded(mode, people.length)} must agree, but only ${people.length} can be asked.`, {
      code: "votes",
      params: { needed: votesNeeded(mode, people.length), people: people.length },
    });
  if (mode.type === "random" && people.length > 1) run.state.questions.push({ id: newId(run, "q"), element: element.id, kind: "random", found: people });
  else open(run, element, mode, people);
}

export function picked(run: Run, element: Element, people: readonly FoundPerson[], random: number): void {
  const index = Math.min(people.length - 1, Math.max(0, Math.floor(random * people.length)));
  open(run, element, modeOf(run, element), people.slice(index, index + 1));
}

function open(run: Run, element: Element, mode: Mode, people: readonly FoundPerson[]): void {
  ready(run, element);
  const isShared = mode.type === "any" || mode.type === "claim";
  const tasks = isShared ? [sharedTask(run, element, mode, people)] : people.map((person) => newTask(run, personal(run, element, person)));
  element.work = { kind: "decide", tasks, reminders: 0 };
  const before = approversBefore(run, element);
  const inGroups = isShared ? people.flatMap(({ has = [] }) => has) : [];
  for (const task of tasks)
    approveAgain(
      run,
      element,
      task,
      [...task.users, ...inGroups].find((user) => before.has(user) && user !== task.barred),
    );
  armTimeout(run, element);
  settle(run, element);
}

/** One task that any of them may take; alone, somebody has it at once. */
function sharedTask(run: Run, element: Element, mode: Mode, people: readonly FoundPerson[]): Task {
  const [first] = people;
  if (people.length === 1 && first?.user && mode.type === "any") return newTask(run, personal(run, element, first));
  const users = people.flatMap((person) => person.user ?? []);
  const insteadOf = Object.fromEntries(people.flatMap(({ user, insteadOf }) => (user && insteadOf ? [[user, insteadOf]] : [])));
  const found = first?.found ?? { rule: 0, from: "users" };
  return newTask(run, { users, groups: people.flatMap((person) => person.group ?? []), insteadOf, found, barred: barredOf(run, element) });
}

function personal(run: Run, element: Element, { user, group, insteadOf, found }: FoundPerson) {
  const standsIn = user && insteadOf ? { [user]: insteadOf } : {};
  return { assignee: user ?? null, groups: group ? [group] : [], insteadOf: standsIn, found, barred: barredOf(run, element) };
}

/** The initiator, where the node does not let them decide. */
function barredOf(run: Run, element: Element): string | null {
  const rules = userNodeOf(run, element)?.rules;
  return rules && (rules.banSelfApproval || rules.initiator !== "let") ? run.state.initiator : null;
}

/** Somebody who approved before, and need not be asked again, approves by themselves. */
function approveAgain(run: Run, element: Element, task: Task, user: string | undefined): void {
  if (user === undefined) return;
  Object.assign(task, { assignee: user, status: "done", decision: { outcome: "approved", by: user, at: run.now, comment: null } });
  tell(run, { actor: null, action: "auto-approve", node: element.node, task: task.id, after: { user, because: "same-approver" } });
}

/** Goes on without anybody. */
export function pass(run: Run, element: Element, because: "approver-is-initiator" | "nobody-found"): void {
  tell(run, { actor: null, action: "auto-pass", node: element.node, after: { because } });
  recordDone(run, element, "approved");
  complete(run, element);
}
