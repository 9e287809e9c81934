import { getForm } from "../../shared/contract/form";
import { endpoint } from "../kit/endpoint";
import { readForm } from "./queries";

export const get = endpoint(getForm, ({ actor, params, db }) => readForm(db, actor, params.id));
