// What the designer asks of the engine, and what it is told: data only, as it goes to a worker and back.
import type { Definition, SimulatedDecision, Simulation, Variables } from "../../../../shared/process";

/** What the made-up person of each rule is called: no directory is asked. */
export type StandIns = {
  groups: Record<string, string>;
  roles: Record<string, string>;
  members: Record<string, string>;
  heads: Record<string, string>;
  ownHead: string;
  ownManager: string;
  /** `%` stands for whose. */
  managerOf: string;
  http: string;
};

export type Asks = {
  check: { definition: Definition; formFields: readonly string[] | undefined };
  simulate: {
    definition: Definition;
    data: Variables;
    decisions: readonly SimulatedDecision[];
    now: string;
    timeZone: string;
    initiator: string;
    standIns: StandIns;
  };
};
export type Answers = { check: { elementId: string; code: string; message: string }[]; simulate: Simulation };
export type Verb = keyof Asks;
export type Asked = { [V in Verb]: { id: number; verb: V; ask: Asks[V] } }[Verb];
export type Answered = { id: number; answer: Answers[Verb] } | { id: number; error: string };
