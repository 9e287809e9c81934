import { BatchExecuteStatementCommand, ExecuteStatementCommand, type Field, RDSDataClient, type SqlParameter } from "@aws-sdk/client-rds-data";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { positional } from "../../local/data-api-sql";
import { freshDatabases, type TestDatabases } from "../support/databases";

let databases: TestDatabases;
let client: RDSDataClient;
let place: { resourceArn: string; secretArn: string; database: string };

beforeAll(async () => {
  databases = await freshDatabases(["ticket"]);
  client = new RDSDataClient({ maxAttempts: 1 });
  place = { resourceArn: process.env.DATABASE_CLUSTER_ARN ?? "", secretArn: process.env.TICKET_DATABASE_SECRET_ARN ?? "", database: "pflow_ticket" };
  await databases.query("ticket", "create table thing (id uuid primary key, n int, at timestamptz, data jsonb); grant all on thing to public");
});
afterAll(() => databases.close());

const execute = (sql: string, parameters: SqlParameter[] = [], more = {}) => client.send(new ExecuteStatementCommand({ ...place, sql, parameters, ...more }));
const fieldOf = async (expression: string) => (await execute(`select ${expression}`)).records?.[0]?.[0];
const string = (name: string, stringValue: string, typeHint?: SqlParameter["typeHint"]): SqlParameter => ({ name, value: { stringValue }, typeHint });

describe("fields come as the service sends them", () => {
  const cases: [string, Field][] = [
    ["1::int2", { longValue: 1 }],
    ["9007199254740991::int8", { longValue: 9007199254740991 }],
    ["1.5::float8", { doubleValue: 1.5 }],
    ["true", { booleanValue: true }],
    ["12.30::numeric", { stringValue: "12.30" }],
    ["'ünï'::text", { stringValue: "ünï" }],
    ["null::int", { isNull: true }],
    ["'2026-11-22 10:00:00.123456+02'::timestamptz", { stringValue: "2026-11-22 08:00:00.123456" }],
    ["'2026-11-22'::date", { stringValue: "2026-11-22" }],
    [`'{"a": [1]}'::jsonb`, { stringValue: '{"a": [1]}' }],
    ["'\\x0001ff'::bytea", { blobValue: Uint8Array.from([0, 1, 255]) }],
    [`array['a', null, 'b "c", \\d', 'NULL', '']`, { arrayValue: { stringValues: ["a", null as never, 'b "c", \\d', "NULL", ""] } }],
    ["array[1, 2]", { arrayValue: { longValues: [1, 2] } }],
    ["array[true, false]", { arrayValue: { booleanValues: [true, false] } }],
    ["array[]::text[]", { arrayValue: { stringValues: [] } }],
  ];
  test.each(cases)("%s", async (expression, field) => {
    expect(await fieldOf(expression)).toEqual(field);
  });

  test("a type that it does not carry is refused, and so is an array of arrays", async () => {
    await expect(fieldOf("point(1, 2)")).rejects.toMatchObject({ name: "UnsupportedResultException" });
    await expect(fieldOf("array[[1], [2]]")).rejects.toMatchObject({ name: "UnsupportedResultException" });
  });

  test("columns are described only when asked for", async () => {
    expect((await execute("select 1 as one")).columnMetadata).toBeUndefined();
    const { columnMetadata } = await execute("select 1 as one, '{}'::uuid[] as ids where false", [], { includeResultMetadata: true });
    expect(columnMetadata).toMatchObject([
      { name: "one", label: "one", typeName: "int4", type: 4 },
      { name: "ids", typeName: "_uuid", type: 2003 },
    ]);
  });

  test("a change without rows counts them, one with rows does not", async () => {
    const insert = "insert into thing (id, n) select gen_random_uuid(), n from generate_series(1, 3) n";
    expect(await execute(insert)).toMatchObject({ numberOfRecordsUpdated: 3, generatedFields: [] });
    expect(await execute(`${insert} returning n`)).toMatchObject({
      numberOfRecordsUpdated: 0,
      records: [[{ longValue: 1 }], [{ longValue: 2 }], [{ longValue: 3 }]],
    });
  });
});

describe("parameters", () => {
  test("a bare string is text: a uuid column wants a cast or a hint", async () => {
    const id = crypto.randomUUID();
    await expect(execute("select n from thing where id = :id", [string("id", id)])).rejects.toThrow(
      /operator does not exist: uuid = text[\s\S]*SQLState: 42883/,
    );
    await expect(execute("insert into thing (id) values (:id)", [string("id", id)])).rejects.toThrow(/SQLState: 42804/);
    await execute("insert into thing (id, n) values (:id, :n)", [string("id", id, "UUID"), { name: "n", value: { longValue: 5 } }]);
    expect((await execute("select n from thing where id = :id::uuid", [string("id", id)])).records).toEqual([[{ longValue: 5 }]]);
  });

  test("hints carry times and JSON, and refuse another form", async () => {
    const given = [string("at", "2026-11-22 10:00:00.5", "TIMESTAMP"), string("data", '{"a":1}', "JSON")];
    const { records } = await execute("insert into thing (id, at, data) values (gen_random_uuid(), :at, :data) returning at, data", given);
    expect(records).toEqual([[{ stringValue: "2026-11-22 10:00:00.5" }, { stringValue: '{"a": 1}' }]]);
    await expect(execute("select :at", [string("at", "2026-11-22T10:00:00Z", "TIMESTAMP")])).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("the same name may stand twice, and null has no type", async () => {
    const { records } = await execute("select :a || :a, coalesce(:b, 'none')", [string("a", "x"), { name: "b", value: { isNull: true } }]);
    expect(records).toEqual([[{ stringValue: "xx" }, { stringValue: "none" }]]);
  });

  test("arrays and names without a value are refused", async () => {
    await expect(execute("select :a", [{ name: "a", value: { arrayValue: { stringValues: ["x"] } } }])).rejects.toThrow("Array parameters are not supported.");
    await expect(execute("select :a")).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("a colon in strings, comments, casts and identifiers is left alone", () => {
    const sql = `select ':a', E'\\':b', "c:d", $$:e$$, $x$ :f; $x$, 1::int, :g::text /* :h /* :i */ ; */ -- :j`;
    expect(positional(sql)).toEqual({ text: sql.replace(":g", "$1"), names: ["g"], statements: 1 });
  });

  test("more than one statement is refused, a semicolon at the end is not", async () => {
    await expect(execute("select 1; select 2")).rejects.toThrow("Multistatements aren't supported.");
    expect((await execute("select ';' as a; -- ;")).records).toEqual([[{ stringValue: ";" }]]);
  });

  test("a repeated statement takes parameters of other types", async () => {
    for (const value of [{ stringValue: "1" }, { longValue: 1 }, { stringValue: "1" }, { longValue: 1 }, { isNull: true }]) {
      expect((await execute("select :v::text = '1'", [{ name: "v", value }])).records).toEqual([[value.isNull ? { isNull: true } : { booleanValue: true }]]);
    }
  });
});

test("a batch is all or nothing", async () => {
  const [good, bad] = [crypto.randomUUID(), crypto.randomUUID()];
  const sets = [good, bad, bad].map((id) => [string("id", id, "UUID")]);
  await expect(client.send(new BatchExecuteStatementCommand({ ...place, sql: "insert into thing (id) values (:id)", parameterSets: sets }))).rejects.toThrow(
    "SQLState: 23505",
  );
  expect(await databases.query("ticket", "select from thing where id = any($1)", [[good, bad]])).toEqual([]);
});

test("a secret that does not exist is told from one that does not fit", async () => {
  await expect(execute("select 1", [], { secretArn: `${place.secretArn}-no` })).rejects.toMatchObject({ name: "SecretsErrorException" });
});
