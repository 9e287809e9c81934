// Ids are made in the application: UUIDv7 so that newest first is by id, UUIDv5 where the same fact must give the same id.
import { v5, v7 } from "uuid";
import { now } from "./clock";

let last = { msecs: 0, seq: 0 };

/** Those that one process makes sort as they were made, within a millisecond too. */
export function newId(): string {
  const msecs = now();
  last = { msecs, seq: msecs === last.msecs ? last.seq + 1 : Math.floor(Math.random() * 2 ** 31) };
  return v7(last);
}

/** The id of an entity's event: the same for the same entity (a UUID) and counter, in every try. */
export const eventId = (entity: string, counter: number) => v5(String(counter), entity);
