// Ids are made in the application: UUIDv7 so that newest first is by id, UUIDv5 where the same fact must give the same id.
import { v5, v7 } from "uuid";
import { now } from "./clock";

export const newId = () => v7({ msecs: now() });

/** The id of an entity's event: the same for the same entity (a UUID) and counter, in every try. */
export const eventId = (entity: string, counter: number) => v5(String(counter), entity);
