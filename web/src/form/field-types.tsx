import {
  AlignLeft,
  AtSign,
  Building2,
  Calendar,
  CalendarClock,
  CircleDot,
  Hash,
  Link2,
  ListChecks,
  type LucideIcon,
  Paperclip,
  Phone,
  SquareCheck,
  SquareChevronDown,
  Table2,
  Type,
  User,
} from "lucide-react";
import type { Field } from "../../../shared/contract/form-definition";
import type { typeGroupWords } from "./words";

export const typeIcon: Record<Field["type"], LucideIcon> = {
  text: Type,
  textarea: AlignLeft,
  number: Hash,
  date: Calendar,
  datetime: CalendarClock,
  select: SquareChevronDown,
  radio: CircleDot,
  multiselect: ListChecks,
  checkbox: SquareCheck,
  user: User,
  department: Building2,
  email: AtSign,
  phone: Phone,
  url: Link2,
  file: Paperclip,
  table: Table2,
};

/** The palette's shelves. A file can be drawn by the API already, but not sent by anybody yet, so it is on none. */
export const typeGroups: readonly { group: keyof typeof typeGroupWords; types: readonly Field["type"][] }[] = [
  { group: "writing", types: ["text", "textarea", "email", "phone", "url"] },
  { group: "numbers", types: ["number", "date", "datetime"] },
  { group: "choices", types: ["select", "radio", "multiselect", "checkbox"] },
  { group: "people", types: ["user", "department"] },
  { group: "structure", types: ["table"] },
];
