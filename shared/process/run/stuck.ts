import type { GivenReason, Reason } from "../reason";
import type { IncidentCode } from "../state";

/** Thrown where an element can't go on by itself; it becomes an incident. */
export class Stuck extends Error {
  readonly code: IncidentCode;
  readonly reason: Reason | undefined;
  /** Without a `reason` the code says all. */
  constructor(code: IncidentCode, message: string, reason?: GivenReason) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}
