// Which fields whoever does a task may see and write; the server holds to it.
import type { FieldRight } from "../elements/approval";
import type { Variables } from "../json";
import { Refused } from "../refusal";

type Rights = Readonly<Record<string, FieldRight>>;

const mayWrite = (right: FieldRight | undefined) => right === "optional" || right === "required";
const isEmpty = (value: unknown) => value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** Refuses values for fields that may only be read, or not even that; one that is not named may be read. */
export function mustBeWritable(rights: Rights, given: Variables): void {
  const fields = Object.keys(given).filter((name) => !mayWrite(rights[name]));
  if (fields.length > 0) throw new Refused("fields-not-allowed", `You can't change ${fields.join(", ")} here.`, { fields });
}

/** Refuses an approval without the fields that it needs. */
export function mustBeFilled(rights: Rights, values: Variables): void {
  const fields = Object.keys(rights).filter((name) => rights[name] === "required" && isEmpty(values[name]));
  if (fields.length > 0) throw new Refused("fields-missing", `Fill in ${fields.join(", ")} first.`, { fields });
}

/** The data without what is hidden. */
export const shown = (rights: Rights, values: Variables): Variables => Object.fromEntries(Object.entries(values).filter(([name]) => rights[name] !== "hidden"));
