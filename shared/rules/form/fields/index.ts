import type { Column, FieldOf } from "../../../contract/form-definition";
import { multiselect, radio, select } from "./choice";
import type { FieldType } from "./field";
import { number } from "./number";
import { checkbox, department, file, user } from "./simple";
import { date, datetime } from "./temporal";
import { emailAddress, phone, text, textarea, url } from "./text";

/** One line for each type that a form and a table's rows may have; a type is its file in this folder. */
const types: { [Type in Column["type"]]: FieldType<FieldOf<Type>> } = {
  text,
  textarea,
  number,
  date,
  datetime,
  select,
  multiselect,
  radio,
  checkbox,
  user,
  department,
  email: emailAddress,
  phone,
  url,
  file,
};

// The registry's type says that each entry fits its key, which TypeScript can't follow through an index.
export const typeOf = (column: Column) => types[column.type] as FieldType<Column>;
