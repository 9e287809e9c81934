import { domain } from "../kit/domain";
import { create as createConnection } from "./connection/create";
import { get as getConnection, list as listConnections } from "./connection/get";
import { remove as removeConnection } from "./connection/remove";
import { update as updateConnection } from "./connection/update";
import { create } from "./create";
import { get } from "./get";
import { incidents } from "./incident/list";
import { resolve } from "./incident/resolve";
import { calledTold, childCancelled, childEnded, childStarted } from "./instance/children";
import { actions, reopen } from "./instance/for-ticket";
import { definition, get as getInstance } from "./instance/get";
import { events, list as listInstances } from "./instance/list";
import { read } from "./instance/read";
import { renamed } from "./instance/rename";
import { started } from "./instance/start";
import { cc, jump, setVariables, submit, terminate, urge, withdraw } from "./instance/verbs";
import { list } from "./list";
import { delivered, kept } from "./message/deliver";
import { hook } from "./message/hook";
import { send } from "./message/send";
import { migrate } from "./migrate";
import { preview } from "./preview";
import { publish } from "./publish";
import { published } from "./published";
import { remove } from "./remove";
import { simulate } from "./simulate";
import { get as getTask } from "./task/get";
import { inbox } from "./task/inbox";
import { addSign, claim, complete, delegate, giveBack, removeSign, takeBack, transfer, unclaim } from "./task/verbs";
import { totals } from "./totals";
import { unpublish } from "./unpublish";
import { update } from "./update";
import { updateVersion, version, versionForDomains } from "./version";
import { versions } from "./versions";

const outside = [listConnections, createConnection, getConnection, updateConnection, removeConnection, send, hook];

const stuck = [incidents, resolve];
const workflows = [
  list,
  create,
  get,
  update,
  remove,
  publish,
  unpublish,
  versions,
  version,
  updateVersion,
  published,
  versionForDomains,
  totals,
  simulate,
  preview,
  migrate,
];
const instances = [listInstances, getInstance, definition, events, submit, withdraw, jump, terminate, urge, cc, read, setVariables, actions, reopen];
const tasks = [inbox, getTask, claim, unclaim, complete, transfer, delegate, addSign, removeSign, giveBack, takeBack];

/** The workflow domain's Lambda: these are all the routes that it answers. */
export const handler = domain("workflow", [...workflows, ...instances, ...tasks, ...stuck, ...outside], {
  receivers: [started, renamed, childStarted, childCancelled, childEnded, calledTold, delivered, kept],
});
