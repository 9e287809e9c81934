// Reads of forms. What people may see of one: agents its draft, others what is published of it.
import { type SQL, sql } from "drizzle-orm";
import { type Actor, isAgent } from "../../shared/contract/actor";
import type { Form, FormCard, FormVersion, FormVersionCard } from "../../shared/contract/form";
import { Problem } from "../../shared/contract/problem";
import { searchVector } from "../../shared/rules/search";
import { type Database, readJson } from "../db";
import { iso, jsonRows } from "../db/rows";

type Db = Pick<Database, "execute">;
type Card = Omit<Form, "definition">;

const cardFields = sql`'id', f.id, 'key', f.key, 'name', f.name, 'description', f.description,
  'status', case when f.archived_at is not null then 'archived' when f.published_version is not null then 'published' when f.last_version > 0 then 'unpublished' else 'draft' end,
  'version', f.version, 'publishedVersion', f.published_version, 'createdAt', ${iso(sql`f.created_at`)}, 'updatedAt', ${iso(sql`f.updated_at`)}, 'createdBy', f.created_by`;

/** JSON of a row with its definition, which is JSON text already: read as JSON it would cost PostgreSQL more than all the rest. */
const withDefinition = (fields: SQL, definition: SQL) => sql`left(json_build_object(${fields})::text, -1) || ', "definition": ' || ${definition} || '}'`;

/** What a statement's CTE `changed` gives back. */
export const changedCard = sql`select json_build_object(${cardFields})::text as json from changed f`;

const published = sql`form f join form_version v on v.tenant_id = f.tenant_id and v.form_id = f.id and v.number = f.published_version`;
/** The rows that somebody may see, and which definition of them. */
const visible = (actor: Actor) => (isAgent(actor) ? { rows: sql`form f`, definition: sql`f.definition` } : { rows: published, definition: sql`v.definition` });

const missing = () => new Problem("not-found", "There is no such form.");

/** A missing form and one that the asker may not see are the same: 404. */
export async function readForm(db: Database, actor: Actor, id: string): Promise<Form> {
  const { rows, definition } = visible(actor);
  const form = await readJson(
    db,
    sql`select ${withDefinition(cardFields, definition)} as value from ${rows} where f.tenant_id = ${actor.tenantId} and f.id = ${id}::uuid`,
  );
  if (!form) throw missing();
  // The route parses what it answers, so a row that is no form comes out as our fault.
  return form as Form;
}

/** The draft, and whether it says just what the newest version says. */
export async function readDraft(db: Database, tenantId: string, id: string): Promise<Form & { unchanged: boolean }> {
  const unchanged = sql`exists (select from form_version v where v.tenant_id = f.tenant_id and v.form_id = f.id and v.number = f.last_version and v.name = f.name and v.definition = f.definition)`;
  const form = await readJson(
    db,
    sql`select ${withDefinition(sql`${cardFields}, 'unchanged', ${unchanged}`, sql`f.definition`)} as value from form f where f.tenant_id = ${tenantId} and f.id = ${id}::uuid`,
  );
  if (!form) throw missing();
  return form as Form & { unchanged: boolean };
}

/** Of a change that needs no definition. */
export async function readCard(db: Database, tenantId: string, id: string): Promise<Card> {
  const [card] = await jsonRows<Card>(
    db,
    sql`select json_build_object(${cardFields})::text as json from form f where f.tenant_id = ${tenantId} and f.id = ${id}::uuid`,
  );
  if (!card) throw missing();
  return card;
}

type Page = { before?: string; limit: number; words: string | null; status?: FormCard["status"] };

const inStatus: Record<FormCard["status"], SQL> = {
  draft: sql`f.last_version = 0 and f.archived_at is null`,
  published: sql`f.published_version is not null`,
  unpublished: sql`f.last_version > 0 and f.published_version is null and f.archived_at is null`,
  archived: sql`f.archived_at is not null`,
};

/** Bytes of a definition that a list shows: a hundred of them, with long descriptions, stay under the 1 MiB of a reply. */
const smallDefinition = 3 * 1024;

/** Newest first, older than `before`. */
export function pageForms(db: Db, actor: Actor, { before, limit, words, status }: Page): Promise<FormCard[]> {
  const { rows, definition } = visible(actor);
  const small = sql`case when octet_length(${definition}) <= ${smallDefinition}::int then ${definition} else 'null' end`;
  return jsonRows(
    db,
    sql`select ${withDefinition(cardFields, small)} as json from ${rows} where f.tenant_id = ${actor.tenantId} and ${status ? inStatus[status] : sql`f.archived_at is null`}
      ${before ? sql`and f.id < ${before}::uuid` : sql``} ${words ? sql`and f.words @@ ${words}::tsquery` : sql``} order by f.id desc limit ${limit}`,
  );
}

const versionFields = sql`'formId', v.form_id, 'number', v.number, 'name', v.name, 'publishedAt', ${iso(sql`v.published_at`)}, 'publishedBy', v.published_by`;

/** Newest first, older than `before`. */
export function pageVersions(db: Db, tenantId: string, formId: string, page: { before?: number; limit: number }): Promise<FormVersionCard[]> {
  return jsonRows(
    db,
    sql`select json_build_object(${versionFields})::text as json from form_version v where v.tenant_id = ${tenantId} and v.form_id = ${formId}::uuid
      ${page.before ? sql`and v.number < ${page.before}::int` : sql``} order by v.number desc limit ${page.limit}`,
  );
}

export async function readVersion(db: Database, tenantId: string, formId: string, number: number): Promise<FormVersion> {
  const version = await readJson(
    db,
    sql`select ${withDefinition(versionFields, sql`v.definition`)} as value from form_version v
      where v.tenant_id = ${tenantId} and v.form_id = ${formId}::uuid and v.number = ${number}::int`,
  );
  if (!version) throw new Problem("not-found", "There is no such version of a form.");
  return version as FormVersion;
}

/** What new work takes: throws `not-found`, or `not-published` where it takes none. */
export async function findPublished(db: Db, tenantId: string, formId: string): Promise<{ formId: string; version: number; name: string }> {
  const [found] = await jsonRows<{ formId: string; version: number | null; name: string }>(
    db,
    sql`select json_build_object('formId', f.id, 'version', f.published_version, 'name', f.name)::text as json from form f where f.tenant_id = ${tenantId} and f.id = ${formId}::uuid`,
  );
  if (!found) throw missing();
  if (found.version === null) throw new Problem("not-published", `The form "${found.name}" takes no new work.`);
  return { ...found, version: found.version };
}

export const wordsOf = ({ key, name, description }: Pick<Card, "key" | "name" | "description">): SQL =>
  sql`array_to_tsvector(array(select jsonb_array_elements_text(${JSON.stringify(searchVector([name, key, description]))}::jsonb)))`;
