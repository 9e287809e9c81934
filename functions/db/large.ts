/** Getting JSON past the Data API's sizes: 64 KB a row and 1 MiB a reply on the way out, 4 MiB a request on the way in. */
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./session";

/** Bytes in a row. As base64 (with its line ends, twice as long in JSON) they are under 64 KB however the service counts. */
const pieceBytes = 46_000;
/** 16 pieces are 984 KiB of it: one reply. */
const pieces = 16;

type Piece = { piece: string | null; bytes: number; digest: string | null };

/**
 * Reads one JSON value of any size. `source` selects at most one row with one column `value` (json, jsonb or text); what else
 * is needed with it goes inside (`jsonb_build_object`). Gives undefined without a row, null for a null. Up to 718 KiB of
 * JSON text is one call; more takes one for each further 718 KiB, and starts again if the value changes in between.
 */
export async function readJson(db: Database, source: SQL): Promise<unknown> {
  let parts: Buffer[] = [];
  let digest: string | null | undefined;
  for (let restarts = 0; restarts < 5; ) {
    const rows = await readPieces(db, source, parts.length);
    const [first] = rows;
    if (digest === undefined && (!first || first.piece === null)) return first ? null : undefined;
    if (!first || (digest !== undefined && digest !== first.digest)) {
      [parts, digest] = [[], undefined];
      restarts++;
      continue;
    }
    digest = first.digest;
    parts.push(...rows.map((row) => Buffer.from(row.piece ?? "", "base64")));
    if (parts.length * pieceBytes >= first.bytes) return JSON.parse(Buffer.concat(parts).toString("utf8"));
  }
  throw new Error("A JSON value changed with every try to read it: it is written too often for its size.");
}

async function readPieces(db: Database, source: SQL, from: number): Promise<Piece[]> {
  const { rows } = await db.execute<Piece>(sql`
    with source as materialized (select convert_to(value::text, 'UTF8') as value from (${source}) as it)
    select encode(substring(value from n * ${pieceBytes}::int + 1 for ${pieceBytes}::int), 'base64') as piece, octet_length(value) as bytes,
      case when octet_length(value) > ${pieceBytes * pieces}::int then md5(value) end as digest
    from source, generate_series(${from}::int, least(${from + pieces - 1}::int, greatest(coalesce(octet_length(value), 1) - 1, 0) / ${pieceBytes}::int)) as n
    order by n`);
  return rows;
}

/** Bytes that a UTF-16 unit of JSON takes as JSON in JSON at most, and its comma. */
const mostOfUnit = 7;

/**
 * Cuts rows that go into one JSON parameter (`jsonb_to_recordset(:1::jsonb)`) into batches whose request stays well under
 * 4 MiB: 2 MiB each, counted as they travel, that is as JSON inside JSON. Order is kept; a row above it goes alone.
 */
export function cutBatch<T>(rows: readonly T[], most = 2 * 1024 * 1024): T[][] {
  const texts = rows.map((row) => JSON.stringify(row));
  // Nearly always they are far from it.
  if (rows.length > 0 && texts.reduce((sum, { length }) => sum + length, 0) * mostOfUnit < most) return [[...rows]];
  const batches: T[][] = [];
  let room = 0;
  for (const [n, row] of rows.entries()) {
    const size = Buffer.byteLength(JSON.stringify(texts[n])) - 1;
    const batch = batches.at(-1);
    if (batch && size <= room) batch.push(row);
    else batches.push([row]);
    room = (batch && size <= room ? room : most) - size;
  }
  return batches;
}
