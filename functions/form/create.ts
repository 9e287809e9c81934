import { sql } from "drizzle-orm";
import { createForm, type Form } from "../../shared/contract/form";
import { Problem } from "../../shared/contract/problem";
import { jsonRows } from "../db/rows";
import { date } from "../kit/clock";
import { endpoint } from "../kit/endpoint";
import { newId } from "../kit/ids";
import { changedCard, wordsOf } from "./queries";

export const create = endpoint(createForm, async ({ actor, body, db }) => {
  const { key = null, name, description, definition } = body;
  const at = sql`${date()}::timestamptz`;
  const [card] = await jsonRows<Omit<Form, "definition">>(
    db,
    sql`with changed as (
      insert into form (tenant_id, id, key, name, description, definition, created_at, updated_at, created_by, words)
      values (${actor.tenantId}, ${newId()}::uuid, ${key}, ${name}, ${description}, ${JSON.stringify(definition)}, ${at}, ${at}, ${actor.userId}::uuid, ${wordsOf({ key, name, description })})
      on conflict (tenant_id, key) do nothing returning *
    ) ${changedCard}`,
  );
  if (!card)
    throw new Problem("conflict", `There is a form with the key "${key}" already.`, {
      errors: [{ path: "/body/key", code: "conflict", message: "Is taken." }],
    });
  return { ...card, definition };
});
