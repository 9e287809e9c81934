import { domain } from "../kit/domain";
import { docs, docsAsset } from "./docs";
import { health } from "./health";
import { listMine, markRead } from "./notifications";
import { notified, notifiedOfProcess } from "./notify";
import { openApiDocument } from "./open-api";
import { overview } from "./overview";

/** The gateway domain's Lambda: these are all the routes that it answers, and the owed calls that it takes. */
export const handler = domain("gateway", [health, openApiDocument, docs, docsAsset, overview, listMine, markRead], {
  receivers: [notified, notifiedOfProcess],
});
