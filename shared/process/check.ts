// Whether a definition can be published: every reason why not, located.
import { type Checking, type DefinitionProblem, openChecking } from "./check/checking";
import { checkElements, producedNames } from "./check/elements";
import { checkExclusiveJoins } from "./check/exclusive-join";
import { checkFlows, checkIds, checkScopes } from "./check/structure";
import type { Definition } from "./definition";
import { kinds } from "./elements/registry";
import { graphOf } from "./graph";

export type { DefinitionProblem, DefinitionProblemCode } from "./check/checking";

const checks: readonly ((checking: Checking) => void)[] = [
  checkIds,
  checkFlows,
  checkScopes,
  (checking) => checkElements(checking, kinds),
  checkExclusiveJoins,
];

/** `formFields`: names that conditions may use, beside the process's own; without it they are not checked. */
export function checkDefinition(definition: Definition, { formFields }: { formFields?: readonly string[] } = {}): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const names = formFields && [...formFields, ...producedNames(definition.nodes, kinds)];
  const checking = openChecking(definition, graphOf(definition), names, problems);
  for (const check of checks) check(checking);
  return problems;
}
