import { sql } from "drizzle-orm";
import { publishForm } from "../../shared/contract/form";
import { Problem } from "../../shared/contract/problem";
import { date } from "../kit/clock";
import { endpoint } from "../kit/endpoint";
import { archived, changeForm, stale } from "./change";
import { problemsOf } from "./problems";
import { readDraft } from "./queries";

export const publish = endpoint(publishForm, async ({ actor, params, body, db }) => {
  const { unchanged, ...form } = await readDraft(db, actor.tenantId, params.id);
  const seen = body?.version ?? form.version;
  if (form.status === "archived") throw archived();
  if (seen !== form.version) throw await stale(db, actor.tenantId, form.id);
  if (unchanged && form.status === "published") return form;

  const problems = problemsOf(form.definition);
  if (problems.length > 0) throw new Problem("invalid-input", "This form can't be published yet.", { errors: problems });
  // The guard on the version also says that the draft is still the one that was checked.
  const change = { tenantId: actor.tenantId, id: form.id, seen };
  const card = unchanged
    ? await changeForm(db, { ...change, set: [sql`published_version = f.last_version`] })
    : await changeForm(db, {
        ...change,
        set: [sql`last_version = f.last_version + 1`, sql`published_version = f.last_version + 1`],
        also: sql`added as (insert into form_version (tenant_id, form_id, number, name, definition, published_at, published_by)
          select c.tenant_id, c.id, c.last_version, c.name, c.definition, ${date()}::timestamptz, ${actor.userId}::uuid from changed c)`,
      });
  return { ...form, ...card };
});
