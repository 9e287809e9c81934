import type { FormDefinition } from "../../shared/contract/form-definition";
import { checkDefinition, type DefinitionProblem } from "../../shared/rules/form";

/** Located in the form as the API shows it. */
export const problemsOf = (definition: FormDefinition): DefinitionProblem[] =>
  checkDefinition(definition).map((problem) => ({ ...problem, path: `/definition${problem.path}` }));
