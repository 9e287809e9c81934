/** The process engine beside the page: the same code that runs tickets, out of the way of the pointer. */
import "../../schemas";
import { checkDefinition, type SimulateOptions, simulate } from "../../../../shared/process";
import type { Answered, Answers, Asked, StandIns, Verb } from "./ask";

type People = NonNullable<SimulateOptions["people"]>;

const peopleFrom =
  (names: StandIns, initiator: string): People =>
  (ask) => {
    switch (ask.from) {
      case "users":
        return ask.users.map((user) => ({ user }));
      case "groups":
        return ask.groups.map((group) => ({ group: names.groups[group] ?? group }));
      case "roles":
        return ask.roles.map((role) => ({ user: names.roles[role] ?? role }));
      case "department":
        return [{ user: names.members[ask.department] ?? ask.department }];
      case "departmentHead":
        return [{ user: ask.department ? (names.heads[ask.department] ?? ask.department) : names.ownHead }];
      case "manager":
        return [{ user: ask.of === initiator ? names.ownManager : names.managerOf.replace("%", ask.of) }];
      case "http":
        return [{ user: names.http }];
    }
  };

function answer(asked: Asked): Answers[Verb] {
  if (asked.verb === "check") return checkDefinition(asked.ask.definition, { formFields: asked.ask.formFields });
  const { definition, data, decisions, now, timeZone, initiator, standIns } = asked.ask;
  return simulate(definition, data, decisions, { now, timeZone, initiator, people: peopleFrom(standIns, initiator) });
}

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const answered = ((): Answered => {
    try {
      return { id: data.id, answer: answer(data) };
    } catch (error) {
      return { id: data.id, error: String(error) };
    }
  })();
  postMessage(answered);
});
