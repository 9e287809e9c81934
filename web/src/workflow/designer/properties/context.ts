import type { Field } from "../../../../../shared/contract/form-definition";
import type { Definition } from "../../../../../shared/process";
import type { Known } from "../../../editor/feel-input";

/** What every properties panel needs to know. */
export type PanelContext = {
  definition: Definition;
  change: (next: Definition, tag?: string) => void;
  /** Names that expressions may use. */
  known: readonly Known[];
  /** Of the workflow's form, as it is published. */
  fields: readonly Field[];
  /** What is wrong with an element; with `code`, only that. */
  errorOf: (elementId: string, ...codes: string[]) => string | undefined;
  /** What is wrong with one expression, address or time of it, by what is written there. */
  errorIn: (elementId: string, source: string | undefined) => string | undefined;
  select: (ids: readonly string[]) => void;
};
