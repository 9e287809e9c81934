import { sql } from "drizzle-orm";
import { updateForm } from "../../shared/contract/form";
import { endpoint } from "../kit/endpoint";
import { archived, changeForm } from "./change";
import { readForm, wordsOf } from "./queries";

export const update = endpoint(updateForm, async ({ actor, params, body, db }) => {
  const current = await readForm(db, actor, params.id);
  if (current.status === "archived") throw archived();
  const { version, ...sent } = body;
  const next = { ...current, ...sent };
  const card = await changeForm(db, {
    tenantId: actor.tenantId,
    id: current.id,
    seen: version,
    set: [
      sql`name = ${next.name}`,
      sql`description = ${next.description}`,
      sql`words = ${wordsOf(next)}`,
      ...(sent.definition ? [sql`definition = ${JSON.stringify(sent.definition)}`] : []),
    ],
  });
  return { ...card, definition: next.definition };
});
