import type { GivenReason } from "../../../shared/process";

/** A call that we don't make, or an answer that we don't take: trying again would change nothing. */
export class CallRefused extends Error {
  override name = "CallRefused";
  constructor(
    message: string,
    readonly reason: GivenReason,
  ) {
    super(message);
  }
}
