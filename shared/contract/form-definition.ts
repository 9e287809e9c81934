import * as z from "zod";

/** A field's name in data and conditions. Two underscores in front are kept for ourselves. */
export const FieldKey = z.string().regex(/^(?!__)[a-zA-Z_]\w{0,63}$/, "Is not a key: letters, digits and _, not starting with a digit or __, 64 at most.");

/** FEEL over the form's fields by their keys (PROCESS.md); a draft may hold one that does not parse yet. */
export const Feel = z.string().trim().min(1).max(2_000);

/** A decimal that nothing rounds: a JSON number, or text where 15 digits are not enough. */
export const DecimalValue = z.union([z.number(), z.string().regex(/^-?\d{1,34}(\.\d{1,34})?$/, "Is not a decimal.")]);
export type DecimalValue = z.infer<typeof DecimalValue>;

const Label = z.string().trim().max(200);
const Length = z.int().min(0).max(10_000);
const Count = z.int().min(0).max(500);
export const Option = z.strictObject({ value: z.string().min(1).max(200), label: Label });
export type Option = z.infer<typeof Option>;

/** What a field of any type has, in a form and in a table's rows alike. */
const base = {
  key: FieldKey,
  label: Label,
  help: z.string().max(1_000).optional(),
  required: z.boolean().optional(),
  /** Required while this is true. */
  requiredWhen: Feel.optional(),
  /** Shown while this is true; a hidden field is not checked, and its value is not kept. */
  visibleWhen: Feel.optional(),
  /** Keeps its default; another value is refused. */
  readOnly: z.boolean().optional(),
};

/** Worked out on both sides from the other fields; what is sent for it is replaced. */
const computed = Feel.optional();
/** `pattern` is RE2, and must match the whole value. */
const textual = {
  minLength: Length.optional(),
  maxLength: Length.optional(),
  pattern: z.string().min(1).max(500).optional(),
  placeholder: Label.optional(),
  default: z.string().max(10_000).optional(),
};
const choice = { options: z.array(Option).max(500) };
const Text = z.strictObject({ type: z.literal("text"), ...base, ...textual, computed });
const Textarea = z.strictObject({ type: z.literal("textarea"), ...base, ...textual, rows: z.int().min(1).max(50).optional() });
/** `step`: a value must be a multiple of it, counted from zero; money has 0.01. `unit` is for display ("天", "CNY"). */
const Numeric = z.strictObject({
  type: z.literal("number"),
  ...base,
  min: DecimalValue.optional(),
  max: DecimalValue.optional(),
  step: DecimalValue.optional(),
  unit: z.string().max(20).optional(),
  default: DecimalValue.optional(),
  computed,
});
const Day = z.iso.date();
/** With its offset from UTC; kept as UTC with milliseconds. */
const Instant = z.iso.datetime({ offset: true });
const DateOnly = z.strictObject({ type: z.literal("date"), ...base, min: Day.optional(), max: Day.optional(), default: Day.optional() });
const DateTime = z.strictObject({ type: z.literal("datetime"), ...base, min: Instant.optional(), max: Instant.optional(), default: Instant.optional() });
const Select = z.strictObject({ type: z.literal("select"), ...base, ...choice, default: z.string().max(200).optional() });
const Radio = z.strictObject({ type: z.literal("radio"), ...base, ...choice, default: z.string().max(200).optional() });
const Multiselect = z.strictObject({
  type: z.literal("multiselect"),
  ...base,
  ...choice,
  minItems: Count.optional(),
  maxItems: Count.optional(),
  default: z.array(z.string().max(200)).max(500).optional(),
});
/** A required one must be ticked (consent, say); one that is not sent is not ticked. */
const Checkbox = z.strictObject({ type: z.literal("checkbox"), ...base, default: z.boolean().optional() });
const User = z.strictObject({ type: z.literal("user"), ...base });
const Department = z.strictObject({ type: z.literal("department"), ...base });
const short = { placeholder: Label.optional(), default: z.string().max(2_000).optional() };
const Email = z.strictObject({ type: z.literal("email"), ...base, ...short });
const Phone = z.strictObject({ type: z.literal("phone"), ...base, ...short });
const Url = z.strictObject({ type: z.literal("url"), ...base, ...short });
/** May be drawn already; publishing refuses it until there is a place for files. */
const File = z.strictObject({ type: z.literal("file"), ...base });

const simple = [Text, Textarea, Numeric, DateOnly, DateTime, Select, Multiselect, Radio, Checkbox, User, Department, Email, Phone, Url, File] as const;

/** A table's column: its conditions and its computed value see the other columns of the same row. */
export const Column = z.discriminatedUnion("type", simple);
export type Column = z.infer<typeof Column>;

/** The sum of a number column, under a name of its own that conditions may use. */
export const Total = z.strictObject({ column: FieldKey, key: FieldKey, label: Label });
export type Total = z.infer<typeof Total>;

const Table = z.strictObject({
  type: z.literal("table"),
  ...base,
  columns: z.array(Column).max(30),
  minRows: Count.optional(),
  maxRows: Count.optional(),
  totals: z.array(Total).max(10).optional(),
});

export const Field = z.discriminatedUnion("type", [...simple, Table]);
export type Field = z.infer<typeof Field>;
export type FieldOf<Type extends Field["type"]> = Extract<Field, { type: Type }>;

/** Must not be false where `when` is true; otherwise `message` stands at the field that `path` names. */
export const CrossFieldRule = z.strictObject({ when: Feel.optional(), assert: Feel, message: z.string().trim().min(1).max(500), path: FieldKey });
export type CrossFieldRule = z.infer<typeof CrossFieldRule>;

const Section = z.strictObject({ title: Label, columns: z.int().min(1).max(4).optional(), fields: z.array(FieldKey).max(200) });

/** What people fill in: fields in their order. `layout` only groups them on a screen. */
export const FormDefinition = z.strictObject({
  fields: z.array(Field).max(200),
  rules: z.array(CrossFieldRule).max(100).default([]),
  layout: z.array(Section).max(50).optional(),
});
export type FormDefinition = z.infer<typeof FormDefinition>;
