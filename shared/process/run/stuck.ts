import type { IncidentCode } from "../state";

/** Thrown where an element can't go on by itself; it becomes an incident. */
export class Stuck extends Error {
  readonly code: IncidentCode;
  constructor(code: IncidentCode, message: string) {
    super(message);
    this.code = code;
  }
}
