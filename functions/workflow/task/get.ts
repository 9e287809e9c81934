import { getTask } from "../../../shared/contract/task";
import { endpoint } from "../../kit/endpoint";
import { readableInstance } from "../instance/show";
import { shownTask } from "./show";

export const get = endpoint(getTask, async ({ actor, params, db, ask }) => {
  const { instance, who } = await readableInstance({ db, ask }, actor, { taskId: params.id });
  return shownTask(db, actor, instance, who);
});
