import { getFormSchema } from "../../shared/contract/form";
import { jsonSchema } from "../../shared/rules/form";
import { Answer, endpoint } from "../kit/endpoint";
import { findPublished, readVersion } from "./queries";
import { keptForEver } from "./version";

export const schema = endpoint(getFormSchema, async ({ actor, params, query, db }) => {
  const number = query.version ?? (await findPublished(db, actor.tenantId, params.id)).version;
  const { name, definition } = await readVersion(db, actor.tenantId, params.id, number);
  const reply = jsonSchema(definition, { id: `/api/forms/${params.id}/schema?version=${number}`, title: name });
  return new Answer(reply, query.version === undefined ? {} : { headers: keptForEver });
});
