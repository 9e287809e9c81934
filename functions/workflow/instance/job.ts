import type { JobInput } from "../../../shared/process";

/** The body of an owed job, which goes by the kind of its input: `http`, `notify`, `people`. */
export type JobBody = {
  instanceId: string;
  element: string;
  node: string;
  /** The same on each try. */
  key: string;
  attempt: number;
  input: JobInput;
};

/** Bytes of a job's body; a message of SQS takes 256 KiB. */
export const mostOfJob = 200_000;
