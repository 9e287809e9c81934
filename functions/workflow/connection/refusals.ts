import { Problem } from "../../../shared/contract/problem";

export const missing = () => new Problem("not-found", "There is no such connection.");
export const stale = () => new Problem("stale", "Somebody changed this connection first. Read it again, then decide.");
export const nameTaken = () =>
  new Problem("conflict", "There is a connection of this name.", {
    errors: [{ path: "/body/name", code: "conflict", message: "There is a connection of this name." }],
  });
