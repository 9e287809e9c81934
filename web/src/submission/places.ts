import type { FieldError } from "../../../shared/contract/problem";
import { renderWords } from "../form/render/words";
import { locale, say, told } from "../i18n";
import { placeWords } from "./reason-words";
import { reasonOf } from "./reasons";

/** Which part of a submission an error is about: a form's field as the form calls it, anything else in words. Undefined of the whole. */
function placeOf({ path, label }: Pick<FieldError, "path" | "label">): string | undefined {
  const [part, key, row] = path.slice(1).split("/");
  if (!part) return undefined;
  if (part !== "data" || key === undefined) return Object.hasOwn(placeWords, part) ? say(placeWords)[part as keyof typeof placeWords] : part; // checked
  const name = label ?? key;
  return row !== undefined && /^\d+$/.test(row) ? say(renderWords).cell(name, Number(row) + 1) : name;
}

/** Where it is wrong, and why. */
export function placedReason(error: FieldError): string {
  const place = placeOf(error);
  return place ? told(place, reasonOf(error), locale.get()) : reasonOf(error);
}
