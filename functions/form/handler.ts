import { domain } from "../kit/domain";
import { check } from "./check";
import { create } from "./create";
import { get } from "./get";
import { list } from "./list";
import { publish } from "./publish";
import { published } from "./published";
import { remove } from "./remove";
import { schema } from "./schema";
import { totals } from "./totals";
import { unpublish } from "./unpublish";
import { update } from "./update";
import { validate } from "./validate";
import { version, versionForDomains } from "./version";
import { versions } from "./versions";

/** The form domain's Lambda: these are all the routes that it answers. */
export const handler = domain("form", [
  list,
  create,
  get,
  update,
  remove,
  publish,
  unpublish,
  check,
  versions,
  version,
  schema,
  published,
  versionForDomains,
  validate,
  totals,
]);
