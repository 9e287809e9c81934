/** The Data API's values and PostgreSQL's: parameters on the way in, fields on the way out, both in PostgreSQL's text format. */
import type { Field, SqlParameter } from "@aws-sdk/client-rds-data";
import { invalid, unsupported } from "./data-api-refusal";

export type Parameter = { oid: number; value: string | Buffer | null };
/** On the wire a blob is base64, where the SDK has bytes. */
export type WireParameter = Omit<SqlParameter, "value"> & { value?: Omit<Field, "blobValue" | "$unknown"> & { blobValue?: string } };

/** A hint is what types a parameter; a bare string is `text`, so a comparison with a uuid fails here as it does there. */
const hints: Record<string, { oid: number; form?: RegExp }> = {
  UUID: { oid: 2950, form: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i },
  JSON: { oid: 114 },
  DECIMAL: { oid: 1700 },
  DATE: { oid: 1082, form: /^\d{4}-\d\d-\d\d$/ },
  TIME: { oid: 1083, form: /^\d\d:\d\d:\d\d(\.\d+)?$/ },
  TIMESTAMP: { oid: 1114, form: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/ },
};

export function toParameter({ name, value, typeHint }: WireParameter): Parameter {
  const hint = typeHint ? hints[typeHint] : undefined;
  if (typeHint && !hint) throw invalid(`Parameter "${name}" has an unknown type hint, ${typeHint}.`);
  if (value?.isNull) return { oid: hint?.oid ?? 0, value: null };
  if (value?.stringValue !== undefined) {
    if (hint?.form && !hint.form.test(value.stringValue)) throw invalid(`Parameter "${name}" does not have the form of a ${typeHint}.`);
    return { oid: hint?.oid ?? 25, value: value.stringValue };
  }
  if (value?.longValue !== undefined) return { oid: 20, value: String(value.longValue) };
  if (value?.doubleValue !== undefined) return { oid: 701, value: String(value.doubleValue) };
  if (value?.booleanValue !== undefined) return { oid: 16, value: value.booleanValue ? "t" : "f" };
  if (value?.blobValue !== undefined) return { oid: 17, value: Buffer.from(value.blobValue, "base64") };
  if (value?.arrayValue !== undefined) throw invalid("Array parameters are not supported.");
  throw invalid(`Parameter "${name}" has value with no field set`);
}

type Kind = "stringValue" | "longValue" | "doubleValue" | "booleanValue" | "blobValue";
type Column = { kind: Kind; name: string; jdbc: number; element?: Column; encode(text: string): string };

const quoted = (text: string) => JSON.stringify(text);
const double = (text: string) => (Number.isFinite(Number(text)) ? text : quoted(text));
const bool = (text: string) => (text === "t" ? "true" : "false");
const bytes = (text: string) => `"${Buffer.from(text.slice(2), "hex").toString("base64")}"`;
/** The session is in UTC, and the service leaves the zone away. */
const zoneless = (text: string) => quoted(text.replace(/\+00$/, ""));

const columns = new Map<number, Column>();
function column(oid: number, array: number, name: string, jdbc: number, kind: Kind, encode: (text: string) => string) {
  const element: Column = { kind, name, jdbc, encode };
  columns.set(oid, element);
  columns.set(array, { kind, name: `_${name}`, jdbc: 2003, element, encode: (text) => arrayValue(text, element) });
}
column(16, 1000, "bool", -7, "booleanValue", bool);
column(17, 1001, "bytea", -2, "blobValue", bytes);
column(20, 1016, "int8", -5, "longValue", String);
column(21, 1005, "int2", 5, "longValue", String);
column(23, 1007, "int4", 4, "longValue", String);
column(26, 1028, "oid", -5, "longValue", String);
column(700, 1021, "float4", 7, "doubleValue", double);
column(701, 1022, "float8", 8, "doubleValue", double);
column(1700, 1231, "numeric", 2, "stringValue", quoted);
column(25, 1009, "text", 12, "stringValue", quoted);
column(1043, 1015, "varchar", 12, "stringValue", quoted);
column(1042, 1014, "bpchar", 1, "stringValue", quoted);
column(19, 1003, "name", 12, "stringValue", quoted);
column(1082, 1182, "date", 91, "stringValue", quoted);
column(1083, 1183, "time", 92, "stringValue", quoted);
column(1114, 1115, "timestamp", 93, "stringValue", quoted);
column(1184, 1185, "timestamptz", 93, "stringValue", zoneless);
column(2950, 2951, "uuid", 1111, "stringValue", quoted);
column(114, 199, "json", 1111, "stringValue", quoted);
column(3802, 3807, "jsonb", 1111, "stringValue", quoted);
column(2278, -1, "void", 1111, "stringValue", () => '""');

export type ColumnOf = { name: string; dataTypeID: number };

/** How the fields of a result are written, or the refusal of a type that the service does not carry. */
export function encoders(fields: readonly ColumnOf[]): ((text: string | null) => string)[] {
  return fields.map(({ name, dataTypeID }) => {
    const it = columns.get(dataTypeID);
    if (!it) throw unsupported(`The result contains the unsupported data type of column "${name}" (oid ${dataTypeID}); cast it to TEXT.`);
    const [before, encode] = [it.element ? "" : `{"${it.kind}":`, it.encode];
    return (text) => (text === null ? '{"isNull":true}' : it.element ? encode(text) : `${before}${encode(text)}}`);
  });
}

export function columnMetadata(fields: readonly ColumnOf[]) {
  return fields.map(({ name, dataTypeID }) => {
    const it = columns.get(dataTypeID);
    const numeric = it?.kind === "longValue" || it?.kind === "doubleValue" || it?.name === "numeric";
    const flags = { isAutoIncrement: false, isCaseSensitive: !numeric, isCurrency: false, isSigned: numeric };
    return {
      arrayBaseColumnType: 0,
      ...flags,
      label: name,
      name,
      nullable: 1,
      precision: 0,
      scale: 0,
      schemaName: "",
      tableName: "",
      type: it?.jdbc ?? 1111,
      typeName: it?.name ?? "",
    };
  });
}

const lists: Record<Kind, string> = {
  stringValue: "stringValues",
  longValue: "longValues",
  doubleValue: "doubleValues",
  booleanValue: "booleanValues",
  blobValue: "stringValues",
};

function arrayValue(text: string, element: Column): string {
  if (/^(\[|\{\{)/.test(text)) throw unsupported("The result contains a multidimensional array; cast it to TEXT.");
  const items: string[] = [];
  for (const [, quote, bare] of text.slice(1, -1).matchAll(/(?:"((?:[^"\\]|\\.)*)"|([^,]+))(?:,|$)/gs)) {
    if (bare === "NULL") items.push("null");
    else items.push(element.encode(bare ?? quote?.replace(/\\(.)/gs, "$1") ?? ""));
  }
  return `{"arrayValue":{"${lists[element.kind]}":[${items.join(",")}]}}`;
}
