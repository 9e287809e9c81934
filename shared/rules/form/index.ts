// Forms, purely: what a definition may be, and what data it takes. The browser and the server ask the same.
export { checkDefinition, type DefinitionProblem } from "./check";
export { type CompiledForm, compileForm, type FormState, type Validation, validateSubmission } from "./compile";
export type { Json } from "./fields/field";
export { labelAt } from "./label";
export type { Params, RefusalCode, ValueError } from "./refusal";
export type { Asked } from "./run";
export { jsonSchema } from "./schema";
export { keysOf } from "./scope";
