import { getWorkflow } from "../../shared/contract/workflow";
import { endpoint } from "../kit/endpoint";
import { readWorkflow } from "./queries";

export const get = endpoint(getWorkflow, ({ actor, params, db }) => readWorkflow(db, actor, params.id));
