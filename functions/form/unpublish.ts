import { sql } from "drizzle-orm";
import { unpublishForm } from "../../shared/contract/form";
import { Problem } from "../../shared/contract/problem";
import { endpoint } from "../kit/endpoint";
import { changeForm } from "./change";
import { readForm } from "./queries";

export const unpublish = endpoint(unpublishForm, async ({ actor, params, body, db }) => {
  const form = await readForm(db, actor, params.id);
  if (form.status === "draft" || form.status === "unpublished") throw new Problem("illegal-transition", "This form takes no new work already.");
  const card = await changeForm(db, {
    tenantId: actor.tenantId,
    id: form.id,
    seen: body?.version ?? form.version,
    set: [sql`published_version = null`, sql`archived_at = null`],
  });
  return { ...form, ...card };
});
