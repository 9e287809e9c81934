// Events on instances, each with the answers to what it asks: all of one round by one call to identity, and nothing is written.
import {
  type Definition,
  type Effect,
  type GivenReason,
  type Kept,
  type ProcessEvent,
  type Question,
  type Refusal,
  type State,
  step,
} from "../../../shared/process";
import type { Means } from "../../kit/endpoint";
import { type JobBody, mostOfJob } from "./job";
import { answer } from "./people";
import { refusalOf } from "./refusals";

export type ToRun = { instanceId: string; definition: Definition; state: State | null; event: ProcessEvent };

export type Ran = {
  /** The very state that was given where nothing changed. */
  state: State;
  effects: Effect[];
  events: Kept[];
  /** By node, the rules by which people were found, in words. */
  words: Map<string, Record<string, string>>;
  /** People of the groups that were asked. */
  members: Map<string, string[]>;
};

/** What a child's caller is told of; the engine leaves it with its creator, who has nothing to say there. */
const restsForGood = (state: State) => state.called && (state.status === "rejected" || state.status === "withdrawn");

/** Of one tenant. Throws the refusal of the one that is refused. */
export async function runAll(means: Pick<Means, "ask">, tenantId: string, given: readonly ToRun[], now: string): Promise<Ran[]> {
  try {
    const runs = given.map((one) => new Running(one, now));
    for (const run of runs) run.take(run.given.event);
    for (let rounds = 0; runs.some(({ needs }) => needs.length > 0); rounds++) {
      if (rounds > mostRounds) throw new Error("An instance asks without end.");
      await tellAll(means, tenantId, runs);
    }
    return runs.map((run) => run.ran());
  } catch (error) {
    if (error instanceof Declined) throw await refusalOf(means, tenantId, error.refusal);
    throw error;
  }
}

/** More than the engine's own bounds on loops let happen. */
const mostRounds = 2_000;

async function tellAll(means: Pick<Means, "ask">, tenantId: string, runs: readonly Running[]): Promise<void> {
  const waiting = runs.flatMap((run) => run.needs.map((question) => ({ run, question })));
  const questions = waiting.map(({ question }) => question);
  const { answers, words, members } = await answer(means, tenantId, questions);
  waiting.forEach(({ run, question }, index) => {
    run.learn(question.element, words[index], members);
    const event = answers[index];
    if (event) run.take(event);
  });
}

/** On its way out of a run, where nobody can be asked who has it. */
class Declined extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

class Running {
  private state: State | null;
  private readonly effects: Effect[] = [];
  private readonly events: Kept[] = [];
  private readonly words = new Map<string, Record<string, string>>();
  private members = new Map<string, string[]>();
  needs: Question[] = [];

  constructor(
    readonly given: ToRun,
    private readonly now: string,
  ) {
    this.state = given.state;
  }

  take(event: ProcessEvent): void {
    const stepped = step(this.given.definition, this.state, event, this.now);
    if (!stepped.ok) throw new Declined(stepped.refusal);
    this.needs = stepped.needs;
    // What changed nothing need not be replayed.
    if (stepped.state === this.state) return;
    this.state = stepped.state;
    this.events.push({ event, at: this.now });
    this.effects.push(...stepped.effects);
    for (const job of stepped.effects) if (job.type === "job") this.mustFit(job);
    if (restsForGood(stepped.state)) this.take({ type: "terminate", actor: { user: null, admin: true }, reason: endedAs(stepped.effects) });
  }

  /** A job that no queue takes has failed before it was sent. */
  private mustFit(job: Extract<Effect, { type: "job" }>): void {
    const { element, node, key, attempt, input } = job;
    const body: JobBody = { instanceId: this.given.instanceId, element, node, key, attempt, input };
    if (Buffer.byteLength(JSON.stringify(body)) <= mostOfJob) return;
    this.effects.splice(this.effects.indexOf(job), 1);
    const reason: GivenReason = { code: "job-too-large", params: { most: mostOfJob } };
    this.take({ type: "jobFailed", element, key, attempt, message: `What it would send is larger than ${mostOfJob} bytes.`, reason, final: true });
  }

  learn(element: string, words: Record<string, string> | undefined, members: Map<string, string[]>): void {
    this.members = new Map([...this.members, ...members]);
    const node = this.state?.elements.find(({ id }) => id === element)?.node;
    if (node && words) this.words.set(node, { ...this.words.get(node), ...words });
  }

  ran(): Ran {
    if (!this.state) throw new Error("An event that is no start was taken by an instance that has not started.");
    return { state: this.state, effects: this.effects, events: this.events, words: this.words, members: this.members };
  }
}

const endedAs = (effects: readonly Effect[]) => effects.find((effect) => effect.type === "ended")?.message ?? "It did not complete.";
