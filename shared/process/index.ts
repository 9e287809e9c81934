// The process engine: pure, no I/O. What a process means stands in its tests.
export { type AllowedActions, type AllowedOnTask, allowedActions } from "./allowed-actions";
export { checkDefinition, type DefinitionProblem, type DefinitionProblemCode } from "./check";
export { Definition, type DefinitionInput, Flow, Layout, Node, type NodeOf, type NodeType } from "./definition";
export type { Effect, JobInput, Notification, TaskView, TicketState, TimelineEntry } from "./effect";
export { FieldRight, Mode, Rules, Timeout } from "./elements/approval";
export { Participant } from "./elements/participant";
export type { Actor, Answered, EventOf, Kept, MigrateEvent, OutsideEvent, PersonEvent, ProcessEvent, Recorded, StartEvent, TaskEvent } from "./event";
export { type Graph, graphOf, nameOf } from "./graph";
export { shown } from "./human/fields";
export type { Json, Variables } from "./json";
export { type Mapping, type Migrated, type Migration, type MigrationProblem, migrate } from "./migrate";
export type { Refusal, RefusalCode } from "./refusal";
export { replay } from "./replay";
export { type Asking, type SimulateOptions, type Simulation, simulate, simulating } from "./simulate";
export type { Decision as SimulatedDecision } from "./simulate/next-event";
export type * from "./state";
export { needsOf, type Stepped, stateLimit, step } from "./step";
export { compileSteps, Step, Steps } from "./steps";
