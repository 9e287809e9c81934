// Every bound of the FEEL implementation, in one place.
export const LIMITS = {
  /** UTF-16 units of an expression's source. */
  sourceLength: 4_096,
  /** Nodes on the longest way from the root of a parsed expression to a leaf. */
  parseDepth: 100,
  /** Nested evaluations, calls of functions included. */
  evaluationDepth: 300,
  /** Steps of one evaluation. */
  fuel: 10_000,
  /** Items of any one list, and iterations of one `for`, `some` or `every`. */
  listItems: 1_000,
  /** UTF-16 units of any one string. */
  stringLength: 65_536,
  /** Values in a result, written out in full. */
  resultSize: 100_000,
  /** UTF-16 units of a regular expression. */
  patternLength: 1_000,
  /** Warnings kept of one evaluation. */
  warnings: 20,
} as const;
