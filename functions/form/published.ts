import { findPublishedForm } from "../../shared/contract/form";
import { endpoint } from "../kit/endpoint";
import { findPublished } from "./queries";

export const published = endpoint(findPublishedForm, ({ actor, body, db }) => findPublished(db, actor.tenantId, body.formId));
