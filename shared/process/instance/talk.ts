import { peopleOf, undone } from "../human/tasks";
import { Refused } from "../refusal";
import type { Run } from "../run/run";
import { tell } from "../run/timeline";
import { type InstanceVerb, mustBeActive, mustBeCreator } from "./verb";

const urgeEvery = 30 * 60 * 1_000;

/** 催办: reminds whoever has it now, at most once in half an hour. */
export const urge: InstanceVerb<"urge"> = {
  guard: (run, actor) => {
    mustBeCreator(run, actor);
    mustBeActive(run);
    const { urgedAt } = run.state;
    const wait = urgedAt ? Date.parse(urgedAt) + urgeEvery - Date.parse(run.now) : 0;
    if (wait > 0) throw new Refused("too-often", "They were reminded less than half an hour ago.", { retryAfter: Math.ceil(wait / 1_000) });
    if (openTasks(run).length === 0) throw new Refused("not-waiting", "It waits for nobody.");
  },
  apply: (run, { actor, comment }) => {
    run.state.urgedAt = run.now;
    tell(run, { actor: actor.user, action: "urge", ...(comment ? { comment } : {}) });
    for (const { task, node } of openTasks(run)) {
      run.effects.push({ type: "notify", notification: { about: "urge", ...peopleOf(task), node, task: task.id, ...(comment ? { comment } : {}) } });
    }
  },
};

const openTasks = (run: Run) =>
  run.state.elements.flatMap(({ work, node }) =>
    work?.kind === "decide" ? undone(work).flatMap((task) => (task.status === "open" ? [{ task, node }] : [])) : [],
  );

/** 抄送: gives others a copy to read. */
export const cc: InstanceVerb<"cc"> = {
  guard: () => {},
  apply: (run, { actor, users, comment }) => {
    if (users.length === 0 || users.length > 100) throw new Refused("people-missing", "Name up to 100 people.");
    tell(run, { actor: actor.user, action: "cc", after: [...users], ...(comment ? { comment } : {}) });
    run.effects.push({ type: "notify", notification: { about: "cc", users: [...users], groups: [], ...(comment ? { comment } : {}) } });
  },
};
