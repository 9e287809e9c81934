const KiB = 1024;

/** Every size that is refused with 413, and the other bounds of an input. Sizes are bytes of UTF-8 JSON. */
export const limits = {
  submissionBody: 48 * KiB,
  commentBody: 16 * KiB,
  formBody: 256 * KiB,
  workflowBody: 512 * KiB,
  instanceState: 512 * KiB,
  /** Whatever names no limit of its own. */
  body: 64 * KiB,
  depth: 32,
  /** Keys and list items of a body; a form or a workflow is itself a large one. */
  keys: 2_000,
  keysOfDefinition: 20_000,
  digits: 34,
  pageItems: 100,
} as const;

export type BodyLimit = "submissionBody" | "commentBody" | "formBody" | "workflowBody" | "body";
