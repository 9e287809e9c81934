import { domain } from "../kit/domain";
import { create } from "./create";
import { get } from "./get";
import { list } from "./list";
import { publish } from "./publish";
import { published } from "./published";
import { remove } from "./remove";
import { totals } from "./totals";
import { unpublish } from "./unpublish";
import { update } from "./update";
import { version, versionForDomains } from "./version";
import { versions } from "./versions";

/** The workflow domain's Lambda: these are all the routes that it answers. */
export const handler = domain("workflow", [list, create, get, update, remove, publish, unpublish, versions, version, published, versionForDomains, totals]);
