import type { FieldOf } from "../../../contract/form-definition";
import { Refusal } from "../refusal";
import type { FieldType, Reader } from "./field";

export const checkbox: FieldType<FieldOf<"checkbox">> = {
  reader: (): Reader => (given) => (typeof given === "boolean" ? { value: given, feel: given } : new Refusal("not-a-boolean")),
  schema: () => ({ type: "boolean" }),
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether somebody has that id is for the server to ask. */
const reference = {
  reader: (): Reader => (given) => {
    if (typeof given !== "string" || !uuid.test(given)) return new Refusal("not-an-id");
    const id = given.toLowerCase();
    return { value: id, feel: id };
  },
  schema: () => ({ type: "string", format: "uuid" }),
};

export const user: FieldType<FieldOf<"user">> = reference;
export const department: FieldType<FieldOf<"department">> = reference;

export const file: FieldType<FieldOf<"file">> = {
  reader: (): Reader => () => new Refusal("not-supported"),
  schema: () => ({ type: "null" }),
  problems: () => [{ path: "/type", code: "unsupported-type", message: "Files can't be uploaded yet: take this field out." }],
};
