// 超时: reminders, then what the node says.
import type { Answered } from "../event";
import { attempt } from "../run/incident";
import type { Run } from "../run/run";
import { Stuck } from "../run/stuck";
import { tell } from "../run/timeline";
import type { Ask, Element, Question, Task } from "../state";
import { asksOf } from "./asks";
import { ask, foundPerson } from "./find-people";
import { settle } from "./settle";
import { dropTasks, peopleOf, undone, view } from "./tasks";
import { armTimeout } from "./timeout-timer";
import { userNodeOf } from "./user-node";

export function timedOut(run: Run, element: Element): void {
  const timeout = userNodeOf(run, element)?.timeout;
  const { work } = element;
  if (!timeout || !work || element.heldBy) return;
  if (work.reminders < timeout.reminders) return void remind(run, element);
  if (timeout.action === "nothing") return;
  tell(run, { actor: null, action: "timeout", node: element.node, after: timeout.action });
  if (timeout.action === "escalate") attempt(run, element, "people", () => escalate(run, element));
  else decideAll(run, element, timeout.action);
}

function remind(run: Run, element: Element): void {
  if (!element.work) return;
  element.work.reminders += 1;
  tell(run, { actor: null, action: "remind", node: element.node, after: element.work.reminders });
  for (const task of undone(element.work).filter((it) => it.status === "open")) {
    run.effects.push({ type: "notify", notification: { about: "reminder", ...peopleOf(task), node: element.node, task: task.id } });
  }
  attempt(run, element, "people", () => armTimeout(run, element));
}

/** Everybody who has not decided is taken to have. */
function decideAll(run: Run, element: Element, action: "approve" | "refuse"): void {
  if (!element.work) return;
  const open = undone(element.work);
  dropTasks(
    run,
    element,
    "decided",
    open.filter((task) => task.part === "before"),
  );
  for (const task of open.filter((it) => it.part !== "before")) decideBySystem(run, element, task, action);
  settle(run, element);
}

function decideBySystem(run: Run, element: Element, task: Task, action: "approve" | "refuse"): void {
  const shown = task.status !== "waiting";
  task.status = "done";
  task.decision = { outcome: action === "approve" ? "approved" : "refused", by: null, at: run.now, comment: "Nobody decided in time." };
  if (shown) run.effects.push({ type: "closeTask", task: view(element, task), reason: "decided" });
  tell(run, { actor: null, action: `auto-${action}`, node: element.node, task: task.id, after: { because: "timeout" } });
}

/** Asks for those named in the node, or for the superior of everybody who has not decided. */
export function escalate(run: Run, element: Element): void {
  const named = userNodeOf(run, element)?.timeout?.escalateTo ?? [];
  const asks = named.length > 0 ? asksOf(run, element, named, "escalation") : superiorsOf(element);
  if (asks.length === 0) throw nobody();
  ask(run, element, "escalate", asks, []);
}

/** An ask's rule is the place of the task in the list. */
function superiorsOf({ work }: Element): Ask[] {
  return (work?.tasks ?? []).flatMap((task, index) => {
    const of = task.assignee ?? task.users[0];
    return of && task.status !== "done" && task.status !== "dropped" ? [{ from: "manager" as const, of, levels: 1, rule: index, says: "manager" }] : [];
  });
}

/** Each task that is still to be decided goes to them. */
export function escalateTo(run: Run, element: Element, question: Extract<Question, { kind: "people" }>, people: readonly Answered[]): void {
  const { work } = element;
  if (!work) return;
  const moves = work.tasks.flatMap((task, index) => {
    const asked = people.filter(({ rule, user }) => user && user !== task.barred && (rule === index || rule === "escalation"));
    return task.part !== "before" && undone(work).includes(task) && asked.length > 0 ? [{ task, asked }] : [];
  });
  if (moves.length === 0) throw nobody();
  for (const { task, asked } of moves) hand(run, element, task, asked, foundPerson(question, people[0] ?? { rule: "escalation" }).found.from);
}

function hand(run: Run, element: Element, task: Task, asked: readonly Answered[], from: string): void {
  const before = peopleOf(task);
  const users = [...new Set(asked.flatMap(({ user }) => user ?? []))];
  const [only] = users;
  const insteadOf = Object.fromEntries(asked.flatMap(({ user, insteadOf }) => (user && insteadOf ? [[user, insteadOf]] : [])));
  const former = task.assignee ? [...task.former, task.assignee] : task.former;
  Object.assign(task, {
    assignee: users.length === 1 ? only : null,
    users,
    groups: [],
    owner: null,
    insteadOf,
    former,
    found: { rule: "escalation", from, because: "timeout" },
  });
  tell(run, { actor: null, action: "escalate", node: element.node, task: task.id, before, after: peopleOf(task) });
  if (task.status !== "waiting") run.effects.push({ type: "changeTask", task: view(element, task) });
  run.effects.push({ type: "notify", notification: { about: "timeout", ...peopleOf(task), node: element.node, task: task.id } });
}

const nobody = () => new Stuck("nobody-found", "Nobody was found to whom this could be escalated.", { code: "nobody-above" });
