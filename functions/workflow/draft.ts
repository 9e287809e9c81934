// What a client draws, as a workflow keeps it: a simple list of steps is compiled when it is saved.
import { type SQL, sql } from "drizzle-orm";
import type { Workflow, WorkflowCard } from "../../shared/contract/workflow";
import { Definition } from "../../shared/process/definition";
import { compileSteps, type Step } from "../../shared/process/steps";
import { searchVector } from "../../shared/rules/search";

export type Content = Pick<Workflow, "steps" | "definition">;

const nothing = () => Definition.parse({ nodes: [], flows: [] });

/** Undefined where neither was sent. An empty list of steps is a draft without any element. */
export function contentOf({ steps, definition }: { steps?: Step[]; definition?: Definition }): Content | undefined {
  if (definition) return { steps: null, definition };
  return steps && { steps, definition: steps.length === 0 ? nothing() : compileSteps(steps) };
}

export const emptyContent = (): Content => ({ steps: null, definition: nothing() });

/** As jsonb parameters: the steps and the definition. */
export const stepsParameter = ({ steps }: Content): SQL => sql`${steps && JSON.stringify(steps)}::jsonb`;
export const definitionParameter = ({ definition }: Content): SQL => sql`${JSON.stringify(definition)}::jsonb`;

export const wordsOf = ({ name, description }: Pick<WorkflowCard, "name" | "description">): SQL =>
  sql`array_to_tsvector(array(select jsonb_array_elements_text(${JSON.stringify(searchVector([name, description]))}::jsonb)))`;
