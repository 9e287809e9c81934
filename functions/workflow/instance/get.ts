import { getInstance, getInstanceDefinition } from "../../../shared/contract/instance";
import { endpoint } from "../../kit/endpoint";
import { versionOf } from "./load";
import { markRead } from "./read";
import { readableInstance, shownTo } from "./show";

/** 已阅: whoever has a copy and opens it has read it. */
export const get = endpoint(getInstance, async ({ actor, params, db, ask }) => {
  const { instance, who } = await readableInstance({ db, ask }, actor, { instanceId: params.id });
  if (instance.trail.copied?.includes(actor.userId)) await markRead(db, actor, params.id);
  return shownTo(instance, actor, who);
});

export const definition = endpoint(getInstanceDefinition, async ({ actor, params, db, ask }) => {
  const { instance } = await readableInstance({ db, ask }, actor, { instanceId: params.id });
  const { workflowId, workflowVersion, workflowName, definition } = instance;
  const { formId } = await versionOf(db, actor.tenantId, workflowId, workflowVersion);
  return { workflowId, version: workflowVersion, name: workflowName, formId, definition };
});
